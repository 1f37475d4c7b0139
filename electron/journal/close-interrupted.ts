import type { Store } from '../store/index.ts';
import { callsUnderWay, unknownOutcome } from './journaled.ts';

/**
 * Calls that were on their way when the program died, or whose answer could not be written down: whether they were carried out only the
 * account can tell, so they and their items are unknown.
 */
export function closeInterrupted(store: Store, now: () => Date): void {
  const calls = callsUnderWay(store);
  const open = store.journal.stillOpen().filter(({ id }) => !calls.has(id));
  if (open.length === 0) return;
  store.transaction(() => {
    for (const call of open) {
      const problem = unknownOutcome(call.kind);
      store.journal.close(call.id, { outcome: 'unknown', closedAt: now(), problem });
      for (const { position, state } of store.items.ofCall(call.id)) {
        if (call.batchId && state === 'applying') {
          store.items.update(call.batchId, position, { state: 'unknown', problem });
        }
      }
    }
  });
}
