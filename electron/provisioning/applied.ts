/** Holds the answer to an apply against what was asked for. What differs is kept, and shown for what it is; nothing is dropped. */
import type { BatchItem, ItemState, Problem } from '../../shared/model.ts';
import type { AppliedAnswer } from '../esim-go/index.ts';
import type { Store, StoredBatch } from '../store/index.ts';

/** Texts that are known to be said of a bundle that was applied, whole; anything else is that eSIM's failure, in the API's words. */
const APPLIED = new Set(['successfully applied bundle', 'success', 'active', 'processing', 'queued']);
const LONGEST_TEXT = 300;

type AppliedEsim = AppliedAnswer['esims'][number];

/** @returns why the API did not do it, in its own words; null when it did */
function refusedIn(esim: AppliedEsim | undefined): Problem | null {
  const text = esim?.status?.trim() ?? '';
  if (text === '' || APPLIED.has(text.toLowerCase().replace(/[.!]$/, ''))) return null;
  return { code: 'provisioning.item-refused', params: { text: text.slice(0, LONGEST_TEXT) } };
}

/** An answer about another eSIM or another bundle than was asked for. */
function differsIn(esim: AppliedEsim | undefined, { bundle, iccid: target }: BatchItem): Problem | null {
  if (esim?.bundle && esim.bundle !== bundle)
    return { code: 'provisioning.other-bundle', params: { bundle: esim.bundle } };
  if (target && esim?.iccid && esim.iccid !== target) {
    return { code: 'provisioning.other-esim', params: { iccid: esim.iccid } };
  }
  return null;
}

/**
 * Gives each eSIM of the answer to an item. While a large apply is worked on the answer may name fewer than were asked for; the rest turn
 * up when they are fetched. Call it in a transaction.
 */
export function recordApplied(
  store: Store,
  { id: batchId, kind }: StoredBatch,
  callId: string,
  items: readonly BatchItem[],
  { esims }: AppliedAnswer,
): void {
  items.forEach((item, index) => {
    const esim = esims[index];
    store.items.update(batchId, item.position, kind === 'top-up' ? ofTopUp(esim, item) : ofNew(store, esim, item));
  });
  const problem: Problem = { code: 'provisioning.more', params: {} };
  for (const { iccid, bundle } of esims.slice(items.length)) {
    if (!iccid || store.items.owner(iccid)) continue;
    store.items.addExtra({ batchId, callId, bundle: bundle ?? items[0]?.bundle ?? '', iccid, problem });
  }
}

type Change = { state: ItemState; iccid?: string | null; problem?: Problem | null };

function ofNew(store: Store, esim: AppliedEsim | undefined, item: BatchItem): Change {
  const iccid = esim?.iccid ?? null;
  if (iccid && store.items.owner(iccid)) {
    return { state: 'quarantined', problem: { code: 'provisioning.duplicate', params: { iccid } } };
  }
  const differs = differsIn(esim, { ...item, iccid: null });
  if (differs) return { state: 'quarantined', iccid, problem: differs };
  const refusal = refusedIn(esim);
  return refusal ? { state: 'failed', iccid, problem: refusal } : { state: 'assigned', iccid };
}

/** There is no code to fetch: the bundle is on the eSIM when the eSIM's own bundles say so, whatever the answer said. */
function ofTopUp(esim: AppliedEsim | undefined, item: BatchItem): Change {
  return { state: 'assigned', problem: differsIn(esim, item) ?? refusedIn(esim) };
}
