import { Clock, TriangleAlert } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components';
import type { StockBundle } from '../../shared/model.ts';
import { day, t } from '../words.ts';
import { cx } from './cx.ts';
import styles from './StockRow.module.css';
import type { StockFacts } from './stock-facts.ts';

interface StockRowProps {
  id: string;
  textValue: string;
  bundle: StockBundle;
  facts: StockFacts;
}

export function StockRow({ id, textValue, bundle, facts }: StockRowProps) {
  return (
    <ListBoxItem id={id} textValue={textValue} isDisabled={bundle.remaining === 0} className={cx(styles.row)}>
      <span className={styles.destination}>
        <span className={styles.where}>{facts.destination}</span>
        <span className={styles.small}>
          <span className={styles.name}>{bundle.name}</span>
          {bundle.countries.length > 1 && (
            <span className={styles.countries}>{t('bundle.countries', { count: bundle.countries.length })}</span>
          )}
        </span>
      </span>
      <span className={styles.data}>{facts.data ?? '–'}</span>
      <span>{facts.days ?? '–'}</span>
      <span className={styles.left}>
        <Remaining count={bundle.remaining} low={facts.low} />
        {bundle.expires !== null && <Expiry date={day(bundle.expires)} soon={facts.expiresSoon} />}
      </span>
    </ListBoxItem>
  );
}

function Remaining({ count, low }: { count: number; low: boolean }) {
  if (!low) return <span className={styles.count}>{t('stock.left', { count })}</span>;
  return (
    <span className={cx(styles.count, styles.warn)}>
      <TriangleAlert aria-hidden className={styles.icon} />
      {t('stock.left-low', { count })}
    </span>
  );
}

function Expiry({ date, soon }: { date: string; soon: boolean }) {
  return (
    <span className={cx(styles.expiry, soon && styles.warn)}>
      {soon && <Clock aria-hidden className={styles.icon} />}
      {t('stock.expires', { date })}
    </span>
  );
}
