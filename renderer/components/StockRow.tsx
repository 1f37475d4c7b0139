import { ListBoxItem } from 'react-aria-components';
import type { StockBundle } from '../../shared/model.ts';
import { t } from '../words.ts';
import { cx } from './cx.ts';
import { Expiry, Remaining } from './StockAmount.tsx';
import styles from './StockRow.module.css';
import type { StockFacts } from './stock-facts.ts';

interface StockRowProps {
  id: string;
  textValue: string;
  bundle: StockBundle;
  facts: StockFacts;
  /** The country that was searched for, where the bundle is for more than that. */
  includes?: string | null;
}

export function StockRow({ id, textValue, bundle, facts, includes = null }: StockRowProps) {
  return (
    <ListBoxItem id={id} textValue={textValue} isDisabled={bundle.remaining === 0} className={cx(styles.row)}>
      <span className={styles.destination}>
        <span className={styles.where}>{facts.destination}</span>
        <span className={styles.small}>
          <span className={styles.name}>{bundle.name}</span>
          {includes !== null && <span className={styles.countries}>{t('stock.includes', { country: includes })}</span>}
          {includes === null && bundle.countries.length > 1 && (
            <span className={styles.countries}>{t('bundle.countries', { count: bundle.countries.length })}</span>
          )}
        </span>
      </span>
      <span className={styles.data}>{facts.data ?? '–'}</span>
      <span>{facts.days ?? '–'}</span>
      <span className={styles.left}>
        <Remaining count={bundle.remaining} low={facts.low} />
        {bundle.expires !== null && <Expiry date={bundle.expires} soon={facts.expiresSoon} />}
      </span>
    </ListBoxItem>
  );
}
