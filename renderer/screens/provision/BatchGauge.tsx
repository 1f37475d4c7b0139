import { ProgressBar } from 'react-aria-components';
import { type BatchSummary, ITEM_STATES } from '../../../shared/model.ts';
import { cx } from '../../components/cx.ts';
import { ItemBadge } from '../../components/StateBadge.tsx';
import { t } from '../../words.ts';
import styles from './BatchGauge.module.css';
import { Elapsed } from './Elapsed.tsx';
import { paceWords } from './pace-words.ts';

/** Said aloud at each quarter, not at each eSIM: a reader of two hundred numbers is no help. */
function milestone(ready: number, quantity: number): number {
  if (ready === quantity) return ready;
  const quarter = Math.max(1, Math.floor(quantity / 4));
  return Math.floor(ready / quarter) * quarter;
}

/** How far a batch is: big numbers, a bar, and how many eSIMs are in which state. */
export function BatchGauge({ batch }: { batch: BatchSummary }) {
  const { quantity, counts } = batch;
  const pace = batch.pace && paceWords(batch.pace);
  return (
    <section className={styles.gauge}>
      <div className={styles.numbers}>
        <p className={styles.count}>
          <strong className={styles.ready}>{counts.ready}</strong>
          <span>{t('batch.ready-of', { quantity })}</span>
        </p>
        <div className={styles.times}>
          <Elapsed since={batch.createdAt} running={batch.state === 'working'} />
          {pace && <p className={styles.pace}>{pace}</p>}
        </div>
      </div>
      <ProgressBar
        aria-label={t('batch.progress')}
        value={counts.ready}
        maxValue={quantity}
        className={cx(styles.track)}
      >
        {({ percentage = 0 }) => <div className={styles.fill} style={{ width: `${percentage}%` }} />}
      </ProgressBar>
      <ul className={styles.states}>
        {ITEM_STATES.filter((state) => counts[state] > 0).map((state) => (
          <li key={state} className={styles.state}>
            <strong>{counts[state]}</strong>
            <ItemBadge state={state} />
          </li>
        ))}
      </ul>
      <p role="status" className={styles.spoken}>
        {t('batch.announce', { ready: milestone(counts.ready, quantity), quantity })}
      </p>
    </section>
  );
}
