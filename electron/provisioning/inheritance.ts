/**
 * What an earlier life of the program has planned. Where that life went on elsewhere (a backup was put back, a folder was copied), it may
 * have sent it, and this history knows nothing of that.
 */
import { unknownOutcome } from '../journal/index.ts';
import { requestOf } from './apply.ts';
import type { Context } from './context.ts';
import { CHUNK_SIZE } from './plan.ts';

/**
 * Before anything that this life has not planned itself is sent, the account is asked once whether it shows another life's marks.
 * @param copySeen called when it does
 */
export function createInheritance(context: Context, copySeen: () => void) {
  const { store, settling } = context;
  const inherited = new Set(store.batches.unfinished());
  let asked: Promise<void> | null = null;

  async function ask(): Promise<void> {
    await context.journal.mustBeOurs();
    if (await settling.showsAnotherLife()) copySeen();
  }

  return {
    /** @throws StationError when the account cannot be asked; nothing may be sent then */
    async check(batchId: string): Promise<void> {
      if (!inherited.has(batchId) || store.items.nextPlanned(batchId, 1).length === 0) return;
      asked ??= ask();
      await asked.catch((error: unknown) => {
        asked = null;
        throw error;
      });
      // A life that died before it could mark anything left no other trace than what it made.
      if (await mayBeMade(batchId, context)) hold([batchId], context);
      inherited.delete(batchId);
    },
  };
}

/**
 * Everything that is planned counts as sent by a life that is not known: each call that would be made is a lost one, so it is held against
 * the account, and a person is asked. Happens once for each copy.
 */
export function holdAgainstAccount(context: Context): void {
  const { store } = context;
  if (!store.identity.isRestored()) return;
  store.transaction(() => {
    hold(store.batches.unfinished(), context);
    store.identity.clearRestored();
  });
}

/** Whether what is planned of a batch may stand on the account already. Top-ups leave nothing there that could be told from others'. */
async function mayBeMade(batchId: string, { store, settling }: Context): Promise<boolean> {
  const batch = store.batches.get(batchId);
  if (!batch || batch.kind === 'top-up') return false;
  const planned = store.items.ofBatch(batchId).filter(({ state }) => state === 'planned');
  for (const bundle of new Set(planned.map((item) => item.bundle))) {
    const count = planned.filter((item) => item.bundle === bundle).length;
    const quantities = new Set([Math.min(count, CHUNK_SIZE), count % CHUNK_SIZE || CHUNK_SIZE]);
    if (await settling.mayBeMade({ bundle, quantities, plannedAt: new Date(batch.createdAt) })) return true;
  }
  return false;
}

function hold(ids: readonly string[], { store, now, timing }: Context): void {
  store.transaction(() => {
    for (const id of ids) {
      const batch = store.batches.get(id);
      const isTopUp = batch?.kind === 'top-up';
      for (;;) {
        const items = store.items.nextPlanned(id, isTopUp ? 1 : CHUNK_SIZE);
        const [first] = items;
        if (!batch || !first) break;
        const { bundle } = first;
        const kind = isTopUp ? 'top-up' : batch.replaces ? 'replace' : 'apply';
        const iccid = isTopUp ? first.iccid : (batch.replaces?.iccid ?? null);
        const startsAt = isTopUp ? null : batch.startsAt;
        const request = requestOf(bundle, isTopUp ? first.iccid : null, items.length, startsAt);
        const problem = unknownOutcome(kind);
        const call = {
          kind,
          batchId: id,
          iccid,
          bundle,
          quantity: items.length,
          startsAt,
          request,
          operator: batch.operator,
        } as const;
        const callId = store.journal.presumeSent(call, problem, now());
        // It was sent long ago, if it was.
        store.journal.saveWaited(callId, timing.showsMs + timing.doubtMs);
        for (const { position } of items) {
          store.items.take(id, position, callId);
          store.items.update(id, position, { state: 'unknown', problem });
        }
      }
    }
  });
}
