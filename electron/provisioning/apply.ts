import { problemOf } from '../../shared/errors.ts';
import type { BatchItem, Problem } from '../../shared/model.ts';
import { ApiError, type AppliedAnswer } from '../esim-go/index.ts';
import type { Outcome } from '../store/index.ts';
import type { Context } from './context.ts';

/** What a chunk leaves behind: eSIMs to fetch, a refusal that holds for the rest of the batch too, or a reason to stop for now. */
export type Applied = { next: 'go-on' } | { next: 'refused' | 'stop'; problem: Problem };

const OUTCOME_UNKNOWN: Problem = { code: 'provisioning.unknown', params: {} };

/**
 * Asks the API for the eSIMs of `items` with one call: journal first, then send, then write down what came of it together with
 * the journal's closing. Whatever cannot be proven not to have happened ends as unknown and is never sent again.
 */
export async function applyChunk(
  { store, client, now, changed }: Context,
  batch: { id: string; bundle: string; operator: string },
  items: BatchItem[],
): Promise<Applied> {
  const request = { name: batch.bundle, repeat: items.length };
  const callId = store.transaction(() => {
    const id = store.journal.open({
      kind: 'apply',
      batchId: batch.id,
      request,
      operator: batch.operator,
      sentAt: now(),
    });
    for (const { position } of items) store.items.take(batch.id, position, id);
    return id;
  });
  changed(batch.id, store.items.ofCall(callId));

  const close = (outcome: Outcome, end: { reference?: string; problem?: Problem }, moveItems: () => void) => {
    store.transaction(() => {
      moveItems();
      store.journal.close(callId, { outcome, closedAt: now(), ...end });
    });
    const positions = new Set(items.map(({ position }) => position));
    changed(
      batch.id,
      store.items.ofBatch(batch.id).filter(({ position }) => positions.has(position)),
    );
  };
  const markAll = (state: 'failed' | 'unknown', problem: Problem) => () => {
    for (const { position } of items) store.items.update(batch.id, position, { state, problem });
  };

  let answer: AppliedAnswer;
  try {
    answer = await client.apply(request);
  } catch (error) {
    const problem = problemOf(error);
    if (!(error instanceof ApiError) || error.effect === 'unknown') {
      close('unknown', { problem }, markAll('unknown', OUTCOME_UNKNOWN));
      return { next: 'go-on' };
    }
    if (problem.code === 'api.refused' || problem.code === 'api.out-of-stock') {
      close('refused', { problem }, markAll('failed', problem));
      return { next: 'refused', problem };
    }
    close('unsent', { problem }, () => store.items.putBack(callId));
    return { next: 'stop', problem };
  }
  close('answered', { reference: answer.applyReference }, () => {
    // While a large apply is worked on the answer may name fewer eSIMs than asked for; the rest turn up when they are fetched.
    items.forEach(({ position }, index) => {
      recordApplied({ store }, batch.id, position, answer.esims[index]);
    });
  });
  return { next: 'go-on' };
}

/** Texts that have been seen for a bundle that was applied; anything else is shown to the operator instead of trusted. */
const APPLIED = /success|active|process|queued/i;

function recordApplied(
  { store }: Pick<Context, 'store'>,
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
