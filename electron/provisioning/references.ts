import { withMark } from '../../shared/station-mark.ts';
import { journaled } from '../calls/index.ts';
import type { Unreferenced } from '../store/index.ts';
import type { Context } from './context.ts';
import { createPatience } from './patience.ts';

const BATCHES_OF = 50;
const OPERATOR = 'station';

export type References = ReturnType<typeof createReferences>;

/** One writer at a time, because a mark may not overtake an earlier one. */
export function createReferences(context: Context) {
  let last: Promise<void> = Promise.resolve();
  return {
    /** @param mayWrite whether nobody waits for the API; asked before every call @param which all, or the first eSIM of each call */
    write(mayWrite: () => boolean, which: 'all' | 'marks' = 'all'): Promise<void> {
      last = last.then(() => writeReferences(context, mayWrite, which));
      return last;
    },
    idle: () => last,
  };
}

/**
 * Writes on the account what each eSIM was made for, with this station's mark, one eSIM after the other and behind everything that a
 * person waits for. The first of every apply comes first: it tells the other stations whose all of them are.
 *
 * Writing the same reference twice changes nothing, so a lost answer is simply followed by another try, unlike with anything that spends.
 * @returns when all are written, or it may not go on, or the API does not take them now
 */
async function writeReferences(context: Context, mayWrite: () => boolean, which: 'all' | 'marks'): Promise<void> {
  const { store, signal } = context;
  const patience = createPatience();
  for (;;) {
    const some = store.items.unreferenced(BATCHES_OF).filter(({ isFirst }) => isFirst || which === 'all');
    if (some.length === 0) return;
    for (const esim of some) {
      if (signal.aborted || !mayWrite()) return;
      const written = await writeReference(esim, context);
      if (written === 'stop' || (written === 'later' && patience.isOver())) return;
      if (written === 'later') {
        await patience.pause(null, signal);
        // From the front again, because a mark may not overtake an earlier one.
        break;
      }
    }
  }
}

async function writeReference(esim: Unreferenced, context: Context): Promise<'done' | 'later' | 'stop'> {
  const { store, client, now, station, changed } = context;
  const { batchId, position, iccid, text, isFirst } = esim;
  const done = () => {
    store.items.setReferenced(batchId, position);
  };
  if (!text && !isFirst) {
    store.transaction(done);
    return 'done';
  }
  // Asked anew for each: once every apply has its mark, and none is in doubt, what has none is not ours.
  const unmarked = store.items.unreferenced(2).some((other) => other.isFirst && other.iccid !== iccid);
  const customerRef = withMark(text, { station, clean: !unmarked && !store.journal.inDoubt() });
  const ended = await journaled({
    store,
    now,
    kind: 'reference',
    request: { iccid, customerRef },
    operator: OPERATOR,
    iccid,
    send: () => client.background.setCustomerRef(iccid, customerRef),
    onClose(end) {
      // A refused one would be refused again: the eSIM may have left the account.
      if (end.outcome === 'answered' || end.outcome === 'refused') done();
      return undefined;
    },
  });
  if (ended.outcome === 'answered' || ended.outcome === 'refused') {
    changed(batchId, []);
    return 'done';
  }
  if (ended.outcome === 'unknown') return 'later';
  return ended.problem.code === 'api.unreachable' || ended.problem.code === 'api.busy' ? 'later' : 'stop';
}
