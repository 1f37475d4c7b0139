import type { BatchSummary } from '../../shared/model.ts';
import { t } from '../words.ts';
import { BundleName } from './BundleName.tsx';

/** What a batch is of, and that it is a top-up where it made no eSIMs. */
export function BatchBundle({ batch: { bundle, kind } }: { batch: BatchSummary }) {
  return <BundleName name={bundle} mark={kind === 'top-up' ? t('batch.kind.top-up') : null} />;
}
