import type { BatchItem, Problem } from '../../shared/model.ts';
import type { ApplyRequest } from '../esim-go/index.ts';
import { journaled } from '../journal/index.ts';
import type { StockReading, StoredBatch } from '../store/index.ts';
import { recordApplied } from './applied.ts';
import type { Context } from './context.ts';

/**
 * What a chunk leaves behind: eSIMs to fetch, a lost answer, a refusal that holds for the rest of its bundle too, or the proof that
 * nothing was sent.
 */
export type Applied = { callId: string; items: BatchItem[] } & (
  | { next: 'go-on' | 'lost' }
  | { next: 'refused' | 'unsent'; problem: Problem }
);

/**
 * Asks the API for the eSIMs of `items` with one journaled call; every item's row moves together with the journal. All items are of
 * one bundle; a top-up is one item.
 * @param stock bundles of that kind as last read
 */
export async function applyChunk(
  context: Context,
  batch: StoredBatch,
  items: BatchItem[],
  stock: StockReading,
): Promise<Applied> {
  const { store, client, journal, changed } = context;
  const { bundle = '', iccid: target = null } = items[0] ?? {};
  const isTopUp = batch.kind === 'top-up';
  const startsAt = isTopUp ? null : batch.startsAt;
  const request = requestOf(bundle, isTopUp ? target : null, items.length, startsAt);
  const positions = items.map(({ position }) => position);
  const ended = await journaled(
    journal,
    {
      kind: isTopUp ? 'top-up' : batch.replaces ? 'replace' : 'apply',
      batchId: batch.id,
      // A top-up stands in the history of its eSIM, a replacement in that of the eSIM that was lost.
      iccid: isTopUp ? target : (batch.replaces?.iccid ?? null),
      bundle,
      quantity: items.length,
      startsAt,
      stock,
    },
    {
      request,
      operator: batch.operator,
      onOpen(callId) {
        for (const position of positions) store.items.take(batch.id, position, callId);
      },
      send(callId) {
        changed(batch.id, store.items.ofCall(callId));
        return client.apply(request);
      },
      onClose(end, callId) {
        if (end.outcome === 'answered') {
          recordApplied(store, batch, callId, items, end.answer);
          return end.answer.applyReference;
        }
        if (end.outcome === 'unsent') store.items.putBack(callId);
        else {
          const state = end.outcome === 'refused' ? 'failed' : 'unknown';
          for (const position of positions) store.items.update(batch.id, position, { state, problem: end.problem });
        }
        return undefined;
      },
    },
  );
  const { callId } = ended;
  changed(batch.id, store.items.at(batch.id, positions));
  switch (ended.outcome) {
    case 'refused':
    case 'unsent':
      return { callId, items, next: ended.outcome, problem: ended.problem };
    case 'unknown':
      return { callId, items, next: 'lost' };
    default:
      return { callId, items, next: 'go-on' };
  }
}

/** What is sent for as many of a bundle; the journal keeps it. @param iccid of the eSIM that is topped up */
export function requestOf(name: string, iccid: string | null, repeat: number, startsAt: string | null): ApplyRequest {
  if (iccid !== null) return { name, iccid };
  return { name, repeat, ...(startsAt !== null && { startTime: startsAt }) };
}
