import { Play } from 'lucide-react';
import { resumeBatch } from '../stores/batch.ts';
import { t } from '../words.ts';
import { Button } from './Button.tsx';
import type { Action } from './use-action.ts';

interface ResumeButtonProps {
  batchId: string;
  action: Action;
}

export function ResumeButton({ batchId, action: { running, run } }: ResumeButtonProps) {
  const resuming = running === 'resume';
  return (
    <Button kind="primary" icon={Play} busy={resuming} onPress={() => run('resume', () => resumeBatch(batchId))}>
      {resuming ? t('batch.resuming') : t('batch.resume')}
    </Button>
  );
}
