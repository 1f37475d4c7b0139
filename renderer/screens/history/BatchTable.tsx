import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import type { BatchSummary } from '../../../shared/model.ts';
import { BatchBundle } from '../../components/BatchBundle.tsx';
import { cx } from '../../components/cx.ts';
import { BatchBadge } from '../../components/StateBadge.tsx';
import tableStyles from '../../components/Table.module.css';
import { Time } from '../../components/Time.tsx';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';

export function BatchTable({ batches }: { batches: BatchSummary[] }) {
  return (
    <Table
      aria-label={t('history.batches')}
      className={cx(tableStyles.table)}
      onRowAction={(id) => open({ screen: 'batch', id: String(id) })}
    >
      <TableHeader>
        <Column isRowHeader>{t('batch.reference')}</Column>
        <Column>{t('batch.bundle')}</Column>
        <Column className={cx(tableStyles.number)}>{t('history.quantity')}</Column>
        <Column>{t('history.state')}</Column>
        <Column>{t('history.when')}</Column>
      </TableHeader>
      <TableBody items={batches}>
        {(batch) => (
          <Row id={batch.id} className={cx(tableStyles.row)}>
            <Cell className={cx(batch.reference ? tableStyles.strong : tableStyles.soft)}>
              {batch.reference || t('batch.no-reference')}
            </Cell>
            <Cell>
              <BatchBundle batch={batch} />
            </Cell>
            <Cell className={cx(tableStyles.number)}>{batch.quantity}</Cell>
            <Cell>
              <BatchBadge state={batch.state} />
            </Cell>
            <Cell className={cx(tableStyles.time)}>
              <Time at={batch.createdAt} />
            </Cell>
          </Row>
        )}
      </TableBody>
    </Table>
  );
}
