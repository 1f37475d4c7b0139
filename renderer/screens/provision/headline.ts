import type { BatchSummary } from '../../../shared/model.ts';
import { t } from '../../words.ts';

/** The state of a batch as one line. */
export function headline({ state, quantity, counts }: BatchSummary): string {
  switch (state) {
    case 'working':
      return t('batch.headline.working');
    case 'waiting':
      return t('batch.headline.waiting');
    case 'ready':
      return t('batch.headline.ready', { quantity });
    case 'attention':
      return t('batch.headline.attention', { count: counts.failed + counts.quarantined });
    case 'unknown':
      return t('batch.headline.unknown', { count: counts.unknown });
  }
}
