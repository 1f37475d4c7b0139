import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { BatchControls } from '../../components/BatchControls.tsx';
import { BatchNotes } from '../../components/BatchNotes.tsx';
import { Button } from '../../components/Button.tsx';
import { bundleInWords } from '../../components/bundle-words.ts';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SheetButtons } from '../../components/SheetButtons.tsx';
import { useAction } from '../../components/use-action.ts';
import { openBatch, useBatch } from '../../stores/batch.ts';
import { newOrder } from '../../stores/order.ts';
import { t } from '../../words.ts';
import { BatchGauge } from './BatchGauge.tsx';
import { headline } from './headline.ts';
import { ItemGrid } from './ItemGrid.tsx';
import styles from './ProgressPanel.module.css';

/** The batch that was just ordered: how far it is, what stands in the way, and what to do when it is done. */
export function ProgressPanel({ id }: { id: string }) {
  const batch = useBatch((state) => (state.batch?.id === id ? state.batch : null));
  const problem = useBatch((state) => state.problem);
  const action = useAction();
  useEffect(() => {
    void openBatch(id);
  }, [id]);

  if (!batch) {
    if (!problem) return <Loading />;
    return (
      <Page title={t('batch.one')}>
        <ProblemNote problem={problem} onRetry={() => openBatch(id)} />
      </Page>
    );
  }
  const working = batch.state === 'working';
  const printable = batch.kind === 'new' && !working && batch.counts.ready > 0;
  return (
    <Page
      title={headline(batch)}
      about={[bundleInWords(batch.bundle), batch.reference].filter((part) => part !== '').join(' · ')}
      actions={
        <>
          {printable && <SheetButtons batchId={id} action={action} primary={batch.state === 'ready'} />}
          <BatchControls batch={batch} action={action} />
          <Button icon={Plus} onPress={newOrder}>
            {t('batch.new')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <ActionOutcome said={action.said} problem={action.problem} />
        <BatchGauge batch={batch} />
        <BatchNotes batch={batch} />
        <ItemGrid items={batch.items} />
        {working && <p className={styles.hint}>{t('batch.goes-on')}</p>}
      </div>
    </Page>
  );
}
