import { problemOf } from '../../shared/errors.ts';
import type { BatchItem, Problem } from '../../shared/model.ts';
import type { ApplyCall } from '../store/index.ts';
import { isOnEsim } from './confirm-top-up.ts';
import type { Context } from './context.ts';

/**
 * What the API refused inside an apply that was made may be there after all: the eSIM itself is asked before it is bought again. One that
 * cannot be asked stays failed, and is in nobody's way.
 * @returns the positions of what may be sent again
 */
export async function recheckRefused(batchId: string, context: Context): Promise<number[]> {
  const { store, changed } = context;
  const calls = new Map(
    store.journal
      .ofBatch(batchId)
      .flatMap((call) => store.items.ofCall(call.id).map(({ position }) => [position, call])),
  );
  const again: number[] = [];
  for (const item of store.items.ofBatch(batchId).filter(({ state }) => state === 'failed')) {
    const found = await recheck(item, calls.get(item.position), context);
    if (found === 'again') again.push(item.position);
    else {
      store.transaction(() => store.items.update(batchId, item.position, found));
      changed(batchId, store.items.at(batchId, [item.position]));
    }
  }
  return again;
}

type Change = { state: BatchItem['state']; problem?: Problem };

async function recheck(item: BatchItem, call: ApplyCall | undefined, context: Context): Promise<'again' | Change> {
  // Refused as a whole, or never sent: there is nothing to ask about.
  if (!call?.reference || !item.iccid) return 'again';
  try {
    const shown = await isOnEsim(context, call, item);
    if (shown === 'no') return 'again';
    if (shown === 'yes' || shown === 'twice') return { state: call.kind === 'top-up' ? 'ready' : 'assigned' };
    // An eSIM that the account does not know has nothing on it, where the API has said so as well.
    return call.kind === 'top-up' ? { state: 'failed', problem: CANNOT_LOOK } : 'again';
  } catch (error) {
    return { state: 'failed', problem: problemOf(error) };
  }
}

const CANNOT_LOOK: Problem = { code: 'reconcile.cannot-look', params: {} };
