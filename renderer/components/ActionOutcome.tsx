import { Check } from 'lucide-react';
import type { Problem } from '../../shared/model.ts';
import styles from './ActionOutcome.module.css';
import { Note } from './Note.tsx';
import { ProblemNote } from './ProblemNote.tsx';

/** How an action ended. The region is always there, so that its change is read out. */
export function ActionOutcome({ said, problem }: { said: string | null; problem: Problem | null }) {
  return (
    <>
      <div role="status" className={styles.said}>
        {said && (
          <Note icon={Check} kind="good">
            {said}
          </Note>
        )}
      </div>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
