import { memo } from 'react';
import { groupIccid } from '../../../shared/iccid.ts';
import type { Batch, BatchItem } from '../../../shared/model.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { cx } from '../../components/cx.ts';
import { Pager } from '../../components/Pager.tsx';
import { ItemBadge } from '../../components/StateBadge.tsx';
import tableStyles from '../../components/Table.module.css';
import { usePages } from '../../components/use-pages.ts';
import { useRoving } from '../../components/use-roving.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './ItemTable.module.css';

/** Rows that are drawn at once. */
const PAGE = 200;

/** Columns that only some batches have. */
interface Columns {
  names: boolean;
  bundles: boolean;
}

/** The eSIMs of a batch; the arrow keys move among those that have a number, Enter opens one. */
export function ItemTable({ batch: { bundle, items } }: { batch: Batch }) {
  const { shown, pages } = usePages(items, PAGE);
  const { current, container } = useRoving();
  const openable = shown.filter(({ iccid }) => iccid !== null);
  const tabbable = openable[current]?.position ?? openable[0]?.position;
  const names = items.some(({ name, reference }) => name !== '' || reference !== '');
  const bundles = bundle === null;
  return (
    <>
      <table aria-label={t('batch.items')} className={tableStyles.table} {...container}>
        <thead>
          <tr>
            <th scope="col" className={tableStyles.number}>
              {t('batch.item.position')}
            </th>
            {names && <th scope="col">{t('batch.item.name')}</th>}
            {bundles && <th scope="col">{t('batch.bundle')}</th>}
            <th scope="col">{t('esim.iccid')}</th>
            <th scope="col">{t('batch.item.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <ItemRow
              key={item.position}
              item={item}
              tabbable={item.position === tabbable}
              names={names}
              bundles={bundles}
            />
          ))}
        </tbody>
      </table>
      <Pager what={t('batch.items')} pages={pages} />
    </>
  );
}

interface ItemRowProps extends Columns {
  item: BatchItem;
  tabbable: boolean;
}

const ItemRow = memo(function ItemRow({ item, tabbable, names, bundles }: ItemRowProps) {
  const { position, name, reference, bundle, iccid, state } = item;
  return (
    <tr className={cx(iccid !== null && styles.openable)}>
      <td className={tableStyles.number}>{position}</td>
      {names && (
        <td>
          {name && <span className={styles.name}>{name}</span>}
          {reference && <span className={styles.reference}>{reference}</span>}
        </td>
      )}
      {bundles && (
        <td>
          <BundleName name={bundle} />
        </td>
      )}
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
