import type { Batch } from '../../shared/model.ts';
import { positionRanges, problemGroups } from '../stores/batch.ts';
import { t } from '../words.ts';
import styles from './BatchProblems.module.css';
import { ProblemNote } from './ProblemNote.tsx';

/** The rest is in the table of the eSIMs. */
const MOST = 5;

/** What stands in the way of a batch: each reason once, with the eSIMs it holds for. */
export function BatchProblems({ batch }: { batch: Batch }) {
  // What has to be decided is said where it can be.
  const groups = problemGroups(batch.items).filter(
    ({ problem }) => batch.questions === 0 || problem.code !== 'reconcile.ask',
  );
  if (!batch.problem && groups.length === 0) return null;
  return (
    <div className={styles.problems}>
      {batch.problem && <ProblemNote problem={batch.problem} />}
      {groups.slice(0, MOST).map(({ problem, positions }) => (
        <ProblemNote
          key={positions[0]}
          problem={problem}
          about={t('batch.problem.items', { count: positions.length, items: positionRanges(positions) })}
        />
      ))}
      {groups.length > MOST && (
        <p className={styles.more}>{t('batch.problem.more', { count: groups.length - MOST })}</p>
      )}
    </div>
  );
}
