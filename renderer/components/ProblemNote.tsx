import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../shared/model.ts';
import { t } from '../words.ts';
import { Button } from './Button.tsx';
import styles from './Note.module.css';

export function problemSentence(problem: Problem): string {
  return t(`error.${problem.code}`, problem.params);
}

interface ProblemNoteProps {
  problem: Problem;
  /** Which eSIMs it is about, where it is not about all. */
  about?: string;
  /** Tries again what failed, where that may help. */
  onRetry?: () => void;
  /** It is being tried again. */
  busy?: boolean;
  /** What else can be done about it. */
  action?: ReactNode;
}

/** A problem as its one sentence, read out when it appears. */
export function ProblemNote({ problem, about, onRetry, busy = false, action }: ProblemNoteProps) {
  return (
    <div role="alert" className={styles.problem}>
      <OctagonAlert aria-hidden className={styles.icon} />
      <p className={styles.text}>
        {about && <strong className={styles.about}>{about}</strong>}
        {problemSentence(problem)}
      </p>
      {onRetry && (
        <Button busy={busy} onPress={onRetry}>
          {t('app.try-again')}
        </Button>
      )}
      {action}
    </div>
  );
}
