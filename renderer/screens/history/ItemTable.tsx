import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import { groupIccid } from '../../../shared/iccid.ts';
import type { BatchItem } from '../../../shared/model.ts';
import { cx } from '../../components/cx.ts';
import { ItemBadge } from '../../components/StateBadge.tsx';
import tableStyles from '../../components/Table.module.css';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';

export function ItemTable({ items }: { items: BatchItem[] }) {
  return (
    <Table
      aria-label={t('batch.items')}
      className={cx(tableStyles.table)}
      onRowAction={(key) => {
        const iccid = items.find((item) => item.position === Number(key))?.iccid;
        if (iccid) open({ screen: 'esim', iccid });
      }}
    >
      <TableHeader>
        <Column className={cx(tableStyles.number)}>{t('batch.item.position')}</Column>
        <Column isRowHeader>{t('esim.iccid')}</Column>
        <Column>{t('batch.item.state')}</Column>
      </TableHeader>
      <TableBody items={items}>
        {(item) => (
          <Row id={item.position} className={cx(tableStyles.row)}>
            <Cell className={cx(tableStyles.number)}>{item.position}</Cell>
            <Cell className={cx(item.iccid ? tableStyles.mono : tableStyles.soft)}>
              {item.iccid ? groupIccid(item.iccid) : t('batch.item.no-iccid')}
            </Cell>
            <Cell>
              <ItemBadge state={item.state} />
            </Cell>
          </Row>
        )}
      </TableBody>
    </Table>
  );
}
