import type { BatchSummary } from '../../../shared/model.ts';
import { t } from '../../words.ts';

/** The state of a batch as one line. */
export function headline({ kind, state, quantity, counts }: BatchSummary): string {
  const topUp = kind === 'top-up';
  switch (state) {
    case 'working':
      return t(topUp ? 'batch.headline.topping-up' : 'batch.headline.working');
    case 'paused':
      return t('batch.headline.paused');
    case 'waiting':
      return t('batch.headline.waiting');
    case 'ready':
      if (counts.ready < quantity) return t('batch.headline.rest-cancelled', { ready: counts.ready });
      return t(topUp ? 'batch.headline.topped-up' : 'batch.headline.ready', { quantity });
    case 'attention':
      return t('batch.headline.attention', { count: counts.failed + counts.quarantined });
    case 'unknown':
      return t('batch.headline.unknown', { count: counts.unknown });
    case 'cancelled':
      return t('batch.headline.cancelled');
  }
}
