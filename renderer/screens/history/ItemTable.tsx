import { memo } from 'react';
import { groupIccid } from '../../../shared/iccid.ts';
import type { BatchItem } from '../../../shared/model.ts';
import { cx } from '../../components/cx.ts';
import { ItemBadge } from '../../components/StateBadge.tsx';
import tableStyles from '../../components/Table.module.css';
import { useRoving } from '../../components/use-roving.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './ItemTable.module.css';

/** The eSIMs of a batch; the arrow keys move among those that have a number, Enter opens one. */
export function ItemTable({ items }: { items: BatchItem[] }) {
  const { current, container } = useRoving();
  const openable = items.filter(({ iccid }) => iccid !== null);
  const tabbable = openable[current]?.position ?? openable[0]?.position;
  return (
    <table aria-label={t('batch.items')} className={tableStyles.table} {...container}>
      <thead>
        <tr>
          <th scope="col" className={tableStyles.number}>
            {t('batch.item.position')}
          </th>
          <th scope="col">{t('esim.iccid')}</th>
          <th scope="col">{t('batch.item.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <ItemRow key={item.position} item={item} tabbable={item.position === tabbable} />
        ))}
      </tbody>
    </table>
  );
}

const ItemRow = memo(function ItemRow({ item, tabbable }: { item: BatchItem; tabbable: boolean }) {
  const { position, iccid, state } = item;
  return (
    <tr className={cx(iccid !== null && styles.openable)}>
      <td className={tableStyles.number}>{position}</td>
      <td>{iccid ? <OpenEsim iccid={iccid} tabbable={tabbable} /> : <NoNumber />}</td>
      <td>
        <ItemBadge state={state} />
      </td>
    </tr>
  );
});

/** Its area covers the whole row, so that the row can be clicked anywhere. */
function OpenEsim({ iccid, tabbable }: { iccid: string; tabbable: boolean }) {
  return (
    <button
      type="button"
      data-roving
      tabIndex={tabbable ? 0 : -1}
      className={styles.open}
      onClick={() => open({ screen: 'esim', iccid })}
    >
      {groupIccid(iccid)}
    </button>
  );
}

function NoNumber() {
  return <span className={tableStyles.soft}>{t('batch.item.no-iccid')}</span>;
}
