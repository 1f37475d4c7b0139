import type { BatchItem, Problem } from '../../shared/model.ts';
import { journaled } from '../calls/index.ts';
import type { AppliedAnswer } from '../esim-go/index.ts';
import type { Store, StoredBatch } from '../store/index.ts';
import type { Context } from './context.ts';

/** What a chunk leaves behind: eSIMs to fetch, a refusal that holds for the rest of the batch too, or a reason to stop for now. */
export type Applied = { next: 'go-on' } | { next: 'refused' | 'stop'; problem: Problem };

/** Asks the API for the eSIMs of `items` with one journaled call; every item's row moves together with the journal. */
export async function applyChunk(
  { store, client, now, changed }: Context,
  batch: Pick<StoredBatch, 'id' | 'bundle' | 'operator' | 'replaces'>,
  items: BatchItem[],
): Promise<Applied> {
  const request = { name: batch.bundle, repeat: items.length };
  const positions = items.map(({ position }) => position);
  const tell = () =>
    changed(
      batch.id,
      store.items.ofBatch(batch.id).filter(({ position }) => positions.includes(position)),
    );
  const ended = await journaled({
    store,
    now,
    kind: batch.replaces ? 'replace' : 'apply',
    request,
    operator: batch.operator,
    batchId: batch.id,
    // A replacement stands in the history of the eSIM that was lost.
    ...(batch.replaces ? { iccid: batch.replaces.iccid } : {}),
    onOpen(callId) {
      for (const position of positions) store.items.take(batch.id, position, callId);
    },
    send() {
      tell();
      return client.apply(request);
    },
    onClose(end, callId) {
      if (end.outcome === 'answered') {
        // While a large apply is worked on the answer may name fewer eSIMs than asked for; the rest turn up when fetched.
        positions.forEach((position, index) => {
          recordApplied(store, batch.id, position, end.answer.esims[index]);
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
  tell();
  switch (ended.outcome) {
    case 'refused':
      return { next: 'refused', problem: ended.problem };
    case 'unsent':
      return { next: 'stop', problem: ended.problem };
    default:
      return { next: 'go-on' };
  }
}

/** Texts that have been seen for a bundle that was applied; anything else is shown to the operator instead of trusted. */
const APPLIED = /success|active|process|queued/i;

function recordApplied(
  store: Store,
  batchId: string,
  position: number,
  esim: AppliedAnswer['esims'][number] | undefined,
): void {
  const iccid = esim?.iccid ?? null;
  if (iccid && store.items.owner(iccid)) {
    const problem: Problem = { code: 'provisioning.duplicate', params: { iccid } };
    store.items.update(batchId, position, { state: 'quarantined', problem });
  } else if (esim?.status && !APPLIED.test(esim.status)) {
    const problem: Problem = { code: 'provisioning.item-refused', params: { text: esim.status.slice(0, 300) } };
    store.items.update(batchId, position, { state: 'failed', iccid, problem });
  } else {
    store.items.update(batchId, position, { state: 'assigned', iccid });
  }
}
