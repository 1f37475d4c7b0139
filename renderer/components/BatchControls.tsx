import { CircleSlash, Pause, Play, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { BatchSummary } from '../../shared/model.ts';
import { steerBatch } from '../stores/batch.ts';
import { t } from '../words.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { Button } from './Button.tsx';
import type { Action } from './use-action.ts';

interface BatchControlsProps {
  batch: BatchSummary;
  action: Action;
}

/** What can be done with the work of a batch as it stands: hold it, go on, give up the rest, try the failed ones again. */
export function BatchControls({ batch, action: { running, run } }: BatchControlsProps) {
  const [cancelling, setCancelling] = useState(false);
  /** Told to pause: what was sent before still comes in, so it works on for a while. */
  const [pausing, setPausing] = useState(false);
  const { id, state, counts } = batch;
  const stopped = state === 'waiting' || state === 'paused';
  const moves = stopped || state === 'working';
  if (pausing && state !== 'working') setPausing(false);

  async function pause() {
    setPausing(true);
    await run('pause', () =>
      steerBatch(id, 'pause').catch((error: unknown) => {
        setPausing(false);
        throw error;
      }),
    );
  }

  return (
    <>
      {!moves && counts.failed > 0 && (
        <Button icon={RotateCcw} busy={running === 'retry'} onPress={() => run('retry', () => steerBatch(id, 'retry'))}>
          {running === 'retry' ? t('batch.retrying') : t('batch.retry', { count: counts.failed })}
        </Button>
      )}
      {state === 'working' && counts.planned > 0 && (
        <Button icon={Pause} busy={pausing} onPress={pause}>
          {pausing ? t('batch.pausing') : t('batch.pause')}
        </Button>
      )}
      {stopped && (
        <Button
          kind="primary"
          icon={Play}
          busy={running === 'resume'}
          onPress={() => run('resume', () => steerBatch(id, 'resume'))}
        >
          {running === 'resume' ? t('batch.resuming') : t('batch.resume')}
        </Button>
      )}
      {counts.planned > 0 && (
        <Button icon={CircleSlash} onPress={() => setCancelling(true)}>
          {t('batch.cancel')}
        </Button>
      )}
      {cancelling && (
        <CancelDialog
          batch={batch}
          busy={running === 'cancel'}
          onClose={() => setCancelling(false)}
          onConfirm={async () => {
            await run('cancel', () => steerBatch(id, 'cancel'));
            setCancelling(false);
          }}
        />
      )}
    </>
  );
}

interface CancelDialogProps {
  batch: BatchSummary;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** How many it is about is counted on while it is open, because the batch may be at work. */
function CancelDialog({ batch: { kind, counts }, busy, onClose, onConfirm }: CancelDialogProps) {
  const count = counts.planned;
  return (
    <ActionDialog
      title={t('batch.cancel.title')}
      onClose={onClose}
      busy={busy}
      cautious
      away={t('batch.cancel.leave')}
      confirm={
        <Button kind="danger" isDisabled={count === 0} busy={busy} onPress={onConfirm}>
          {busy ? t('batch.cancelling') : t('batch.cancel.submit', { count })}
        </Button>
      }
    >
      <p>{t(kind === 'top-up' ? 'batch.cancel.top-up' : 'batch.cancel.explain', { count })}</p>
      <p>{t('batch.cancel.keeps')}</p>
    </ActionDialog>
  );
}
