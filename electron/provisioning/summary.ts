import type { BatchState, BatchSummary, ItemState } from '../../shared/model.ts';
import type { StoredBatch } from '../store/index.ts';

const UNFINISHED: readonly ItemState[] = ['planned', 'applying', 'assigned', 'fetched'];

/** Derives a batch's state from its items and from whether somebody is working on it. */
export function summarise(batch: StoredBatch, working: boolean): BatchSummary {
  const count = (states: readonly ItemState[]) => states.reduce((sum, state) => sum + batch.counts[state], 0);
  let state: BatchState = 'ready';
  if (count(UNFINISHED) > 0) state = working ? 'working' : 'waiting';
  else if (batch.counts.unknown > 0) state = 'unknown';
  else if (count(['failed', 'quarantined']) > 0) state = 'attention';
  return { ...batch, state };
}
