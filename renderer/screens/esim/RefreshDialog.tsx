import { RefreshCw } from 'lucide-react';
import { unwrap } from '../../bridge.ts';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { outcomeOf } from '../../components/act-result.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { t } from '../../words.ts';
import type { ActDialogProps } from './act-dialog.ts';

export function RefreshDialog({ iccid, onClose, onEnd }: ActDialogProps) {
  const { running, problem, run } = useAction();
  const busy = running !== null;

  async function refresh() {
    onEnd(outcomeOf(await unwrap(window.station.care.refresh({ iccid })), t('care.refresh.done')));
  }

  return (
    <ActionDialog
      title={t('care.refresh.title')}
      onClose={onClose}
      busy={busy}
      cautious
      confirm={
        <Button kind="primary" icon={RefreshCw} busy={busy} onPress={() => run('refresh', refresh)}>
          {busy ? t('care.sending') : t('care.refresh.submit')}
        </Button>
      }
    >
      <p>{t('care.refresh.explain')}</p>
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}
