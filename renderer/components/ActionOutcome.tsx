import { Check, Info, Layers } from 'lucide-react';
import type { Problem } from '../../shared/model.ts';
import { open } from '../stores/navigation.ts';
import { t } from '../words.ts';
import styles from './ActionOutcome.module.css';
import { Button } from './Button.tsx';
import { Note } from './Note.tsx';
import { ProblemNote } from './ProblemNote.tsx';

interface ActionOutcomeProps {
  said: string | null;
  problem: Problem | null;
  /** Where a lost top-up is looked for and can be decided. */
  batchId?: string | null;
  /** What is said is no success. */
  calm?: boolean;
}

/** How an action ended. The region is always there, so that its change is read out. */
export function ActionOutcome({ said, problem, batchId = null, calm = false }: ActionOutcomeProps) {
  return (
    <>
      <div role="status" className={styles.said}>
        {said && (
          <Note icon={calm ? Info : Check} kind={calm ? 'calm' : 'good'}>
            {said}
          </Note>
        )}
      </div>
      {problem && (
        <ProblemNote
          problem={problem}
          action={
            batchId && (
              <Button icon={Layers} onPress={() => open({ screen: 'batch', id: batchId })}>
                {t('care.top-up.batch')}
              </Button>
            )
          }
        />
      )}
    </>
  );
}
