import type { BatchState, ItemState } from '../../shared/model.ts';
import { t } from '../words.ts';
import { cx } from './cx.ts';
import styles from './StateBadge.module.css';
import { batchLooks, itemLooks } from './state-looks.ts';

/** A state by icon, word and colour, so that none of the three is needed alone. */
export function BatchBadge({ state }: { state: BatchState }) {
  const { icon: Icon, tone } = batchLooks[state];
  return (
    <span className={cx(styles.badge, styles[tone])}>
      <Icon aria-hidden className={styles.icon} />
      {t(`batch.state.${state}`)}
    </span>
  );
}

export function ItemBadge({ state }: { state: ItemState }) {
  const { icon: Icon, tone } = itemLooks[state];
  return (
    <span className={cx(styles.badge, styles[tone])}>
      <Icon aria-hidden className={styles.icon} />
      {t(`item.${state}`)}
    </span>
  );
}
