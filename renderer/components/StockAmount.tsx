import { Clock, TriangleAlert } from 'lucide-react';
import { day, t } from '../words.ts';
import { cx } from './cx.ts';
import styles from './StockAmount.module.css';

/** How many bundles there are; few of them are a warning. */
export function Remaining({ count, low }: { count: number; low: boolean }) {
  return (
    <span className={cx(styles.count, low && styles.warn)}>
      {low && <TriangleAlert aria-hidden className={styles.icon} />}
      {t(low ? 'stock.left-low' : 'stock.left', { count })}
    </span>
  );
}

/** When they expire; soon is a warning. */
export function Expiry({ date, soon }: { date: string | null; soon: boolean }) {
  return (
    <span className={cx(styles.expiry, soon && styles.warn)}>
      {soon && <Clock aria-hidden className={styles.icon} />}
      {date !== null && t('stock.expires', { date: day(date) })}
    </span>
  );
}
