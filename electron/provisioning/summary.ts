import type { BatchState, BatchSummary, ItemState, Pace } from '../../shared/model.ts';
import type { StoredBatch } from '../store/index.ts';

const UNFINISHED: readonly ItemState[] = ['planned', 'applying', 'assigned', 'fetched'];

/**
 * Derives a batch's state from its items and from whether somebody is working on it.
 * @param pace of who is at work; null when nobody is
 */
export function summarise({ held, ...batch }: StoredBatch, pace: Pace | null): BatchSummary {
  return { ...batch, state: stateOf(batch, held, pace !== null), pace };
}

function stateOf(
  { counts, questions, quantity }: Omit<StoredBatch, 'held'>,
  held: StoredBatch['held'],
  working: boolean,
): BatchState {
  // A lost call that nobody was asked about yet is for the station to find out.
  const unfinished = count(counts, UNFINISHED) > 0 || (counts.unknown > 0 && questions === 0);
  if (unfinished && working) return 'working';
  if (unfinished) return held === 'paused' ? 'paused' : 'waiting';
  if (counts.unknown > 0) return 'unknown';
  if (count(counts, ['failed', 'quarantined']) > 0) return 'attention';
  return counts.cancelled === quantity ? 'cancelled' : 'ready';
}

/** How fast a batch moves, from how many of its items were ready when somebody began to work on it, `ms` milliseconds ago. */
export function paceOf({ counts, quantity }: StoredBatch, readyBefore: number, ms: number): Pace {
  const made = Math.max(0, counts.ready - readyBefore);
  const left = quantity - counts.ready - count(counts, ['failed', 'quarantined', 'cancelled']);
  return {
    perMinute: ms > 0 ? (made / ms) * 60_000 : 0,
    leftMs: made > 0 ? (left / made) * ms : null,
  };
}

function count(counts: StoredBatch['counts'], states: readonly ItemState[]): number {
  return states.reduce((sum, state) => sum + counts[state], 0);
}
