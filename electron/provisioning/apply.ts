import type { BatchItem, Problem } from '../../shared/model.ts';
import { journaled } from '../calls/index.ts';
import type { AppliedAnswer, ApplyRequest } from '../esim-go/index.ts';
import type { Opening, Store, StoredBatch } from '../store/index.ts';
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
  stock: Opening['stock'],
): Promise<Applied> {
  const { store, client, now, changed } = context;
  const request = requestOf(batch, items);
  const positions = items.map(({ position }) => position);
  const tell = (callId: string) => changed(batch.id, store.items.ofCall(callId));
  const ended = await journaled({
    store,
    now,
    kind: batch.kind === 'top-up' ? 'top-up' : batch.replaces ? 'replace' : 'apply',
    request,
    operator: batch.operator,
    batchId: batch.id,
    ...iccidOf(batch, request),
    apiNow: client.now,
    stock,
    onOpen(callId) {
      for (const position of positions) store.items.take(batch.id, position, callId);
    },
    send(callId) {
      tell(callId);
      return client.apply(request);
    },
    onClose(end, callId) {
      if (end.outcome === 'answered') {
        // While a large apply is worked on the answer may name fewer eSIMs than asked for; the rest turn up when fetched.
        positions.forEach((position, index) => {
          const esim = end.answer.esims[index];
          if (batch.kind === 'top-up') recordTopUp(store, batch.id, position, esim);
          else recordApplied(store, batch.id, position, esim);
        });
        return end.answer.applyReference;
      }
      if (end.outcome === 'unsent') store.items.putBack(callId);
      else {
        const state = end.outcome === 'refused' ? 'failed' : 'unknown';
        for (const position of positions) store.items.update(batch.id, position, { state, problem: end.problem });
      }
      return undefined;
    },
  });
  changed(batch.id, store.items.at(batch.id, positions));
  const { callId } = ended;
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

function requestOf({ kind, startsAt }: StoredBatch, items: readonly BatchItem[]): ApplyRequest {
  const { bundle: name = '', iccid } = items[0] ?? {};
  if (kind === 'top-up' && iccid) return { name, iccid };
  return { name, repeat: items.length, ...(startsAt !== null && { startTime: startsAt }) };
}

/** A top-up stands in the history of its eSIM, a replacement in that of the eSIM that was lost. */
function iccidOf({ replaces }: StoredBatch, { iccid }: ApplyRequest): { iccid?: string } {
  const about = iccid ?? replaces?.iccid;
  return about === undefined ? {} : { iccid: about };
}

/** Texts that have been seen for a bundle that was applied; anything else is shown to the operator instead of trusted. */
const APPLIED = /success|active|process|queued/i;

type AppliedEsim = AppliedAnswer['esims'][number] | undefined;

function refusedIn(esim: AppliedEsim): Problem | null {
  if (!esim?.status || APPLIED.test(esim.status)) return null;
  return { code: 'provisioning.item-refused', params: { text: esim.status.slice(0, 300) } };
}

function recordApplied(store: Store, batchId: string, position: number, esim: AppliedEsim): void {
  const iccid = esim?.iccid ?? null;
  const refusal = refusedIn(esim);
  if (iccid && store.items.owner(iccid)) {
    const problem: Problem = { code: 'provisioning.duplicate', params: { iccid } };
    store.items.update(batchId, position, { state: 'quarantined', problem });
  } else if (refusal) {
    store.items.update(batchId, position, { state: 'failed', iccid, problem: refusal });
  } else {
    store.items.update(batchId, position, { state: 'assigned', iccid });
  }
}

/** There is no code to fetch: the bundle is on the eSIM when the API says so. */
function recordTopUp(store: Store, batchId: string, position: number, esim: AppliedEsim): void {
  const problem = refusedIn(esim);
  store.items.update(batchId, position, { state: problem ? 'failed' : 'ready', problem });
}
