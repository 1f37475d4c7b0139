import type { BatchItem, Problem } from '../../shared/model.ts';
import { ApiError } from '../esim-go/index.ts';
import type { ApplyCall } from '../store/index.ts';
import { createPatience, isPassing } from '../waiting/index.ts';
import type { Context } from './context.ts';

/**
 * Asks an eSIM whether the bundle of an answered top-up is on it: what an answer says in words that nobody knows proves nothing either way.
 * @param answered when the call was, on the clock of `performance.now`
 */
export async function confirmTopUp(context: Context, call: ApplyCall, answered: number): Promise<void> {
  const { store, changed, settling, timing, signal } = context;
  const patience = createPatience(timing.showsMs, answered);
  const finish = (change: Parameters<typeof store.items.update>[2]) => {
    const [item] = open();
    if (!item) return;
    store.transaction(() => store.items.update(call.batchId, item.position, change));
    changed(call.batchId, store.items.at(call.batchId, [item.position]));
  };
  const open = () => store.items.ofCall(call.id).filter(({ state }) => state === 'assigned');
  for (;;) {
    signal.throwIfAborted();
    const [item] = open();
    if (!item) return;
    const shown = await isOnEsim(context, call, item);
    if (shown === 'yes') return finish({ state: 'ready' });
    if (shown === 'twice') return finish({ state: 'ready', problem: MORE });
    // The API's no, or an answer about something else, and nothing on the eSIM: not done.
    if (item.problem) return finish({ state: 'failed', problem: item.problem });
    // The API has said that it was done, and nobody can ask the eSIM.
    if (shown === 'unseen') return finish({ state: 'ready' });
    if (patience.isOver()) {
      store.transaction(() => settling.loseRest(call, performance.now() - answered));
      changed(call.batchId, store.items.ofBatch(call.batchId));
      return;
    }
    await patience.pause(null, signal);
  }
}

/** It is paid for, and the customer has it: said, so that somebody can take the rest off. */
const MORE: Problem = { code: 'provisioning.more-on-esim', params: {} };

/** Whether an apply's bundle is on the eSIM of an item, as the eSIM itself says. `unseen`: it cannot be asked. */
export async function isOnEsim(
  { client, timing, signal }: Context,
  { reference }: Pick<ApplyCall, 'reference'>,
  { iccid, bundle, problem }: BatchItem,
): Promise<'yes' | 'twice' | 'no' | 'unseen'> {
  const patience = createPatience(timing.patienceMs);
  for (;;) {
    signal.throwIfAborted();
    try {
      const bundles = await client.esimBundles(iccid ?? '', { includeUsed: true, limit: 200 });
      const named = bundles.filter(({ name }) => name === bundle);
      // Where the account names no reference, the API's own word has to do.
      const isIt = named.some((one) => one.reference === reference || (one.reference === null && problem === null));
      if (named.filter((one) => one.reference === reference).length > 1) return 'twice';
      return isIt ? 'yes' : 'no';
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'api.unauthorised') throw error;
      if (!isPassing(error)) return 'unseen';
      if (patience.isOver()) throw error;
      await patience.pause(error.retryAfterMs, signal);
    }
  }
}
