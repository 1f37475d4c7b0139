import { FileSpreadsheet } from 'lucide-react';
import { useEffect } from 'react';
import { groupIccid } from '../../../shared/iccid.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { BatchBundle } from '../../components/BatchBundle.tsx';
import { BatchControls } from '../../components/BatchControls.tsx';
import { BatchNotes } from '../../components/BatchNotes.tsx';
import { Button } from '../../components/Button.tsx';
import { Fact, Facts } from '../../components/Facts.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SheetButtons } from '../../components/SheetButtons.tsx';
import { BatchBadge } from '../../components/StateBadge.tsx';
import { saveCodes } from '../../components/sheet-actions.ts';
import { Time } from '../../components/Time.tsx';
import { useAction } from '../../components/use-action.ts';
import { openBatch, useBatch } from '../../stores/batch.ts';
import { t } from '../../words.ts';
import styles from './BatchScreen.module.css';
import { ItemTable } from './ItemTable.tsx';

/** A batch of the history: what it was, how it ended, and everything that can still be done with it. */
export function BatchScreen({ id }: { id: string }) {
  const batch = useBatch((state) => (state.batch?.id === id ? state.batch : null));
  const problem = useBatch((state) => state.problem);
  const action = useAction();
  useEffect(() => {
    void openBatch(id);
  }, [id]);

  if (!batch) {
    return (
      <Page title={t('batch.one')}>
        {problem ? <ProblemNote problem={problem} onRetry={() => openBatch(id)} /> : <Loading />}
      </Page>
    );
  }
  const printable = batch.kind === 'new' && batch.counts.ready > 0;
  return (
    <Page
      title={batch.reference || t('batch.no-reference')}
      actions={
        <>
          <BatchControls batch={batch} action={action} />
          {printable && <SheetButtons batchId={id} action={action} primary={batch.state === 'ready'} />}
          {printable &&
            (['csv', 'xlsx'] as const).map((type) => (
              <Button
                key={type}
                icon={FileSpreadsheet}
                busy={action.running === `codes-${type}`}
                onPress={() => action.run(`codes-${type}`, () => saveCodes(id, type))}
              >
                {t(`sheet.save-codes.${type}`)}
              </Button>
            ))}
        </>
      }
    >
      <div className={styles.body}>
        <ActionOutcome said={action.said} problem={action.problem} />
        <Facts>
          <Fact label={t('history.state')}>
            <BatchBadge state={batch.state} />
          </Fact>
          <Fact label={t('batch.bundle')}>
            <BatchBundle batch={batch} />
          </Fact>
          <Fact label={t('history.quantity')}>
            {t('batch.ready-count', { ready: batch.counts.ready, quantity: batch.quantity })}
          </Fact>
          <Fact label={t('batch.created')}>
            <Time at={batch.createdAt} />
          </Fact>
          {batch.startsAt && (
            <Fact label={t('batch.starts')}>
              <Time at={batch.startsAt} />
            </Fact>
          )}
          <Fact label={t('batch.operator')}>{batch.operator}</Fact>
          {batch.replaces && (
            <Fact label={t('batch.replaces')}>
              {t('batch.replaces.why', { iccid: groupIccid(batch.replaces.iccid), reason: batch.replaces.reason })}
            </Fact>
          )}
        </Facts>
        <BatchNotes batch={batch} />
        <ItemTable batch={batch} />
      </div>
    </Page>
  );
}
