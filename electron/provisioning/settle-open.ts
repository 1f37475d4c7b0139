import { unknownOutcome } from '../calls/index.ts';
import type { Store } from '../store/index.ts';

/**
 * Calls that were on their way when the program died, or whose answer could not be written down: whether they were carried out only the
 * account can tell, so their items are unknown.
 * @param batchId of one batch; all of the station at its start
 */
export function settleOpen(store: Store, now: () => Date, batchId?: string): void {
  const open = store.journal.stillOpen().filter((call) => batchId === undefined || call.batchId === batchId);
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
