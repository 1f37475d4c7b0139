import { setTimeout as sleep } from 'node:timers/promises';
import { isOutOfReach } from '../../shared/errors.ts';
import { withMark } from '../../shared/station-mark.ts';
import { journaled } from '../calls/index.ts';
import type { Unreferenced } from '../store/index.ts';
import type { Context } from './context.ts';

/** In a row; after them it is tried again with the next batch, or the next start. */
const MOST_FAILURES = 5;
const PAUSE_MS = 1_000;
/** Half of how far back the others look for who is at work. */
const SEEN_MS = 30 * 60_000;
const OPERATOR = 'station';

/** One writer at a time, because a mark may not overtake an earlier one. */
export function createReferences(context: Context) {
  let last: Promise<void> = Promise.resolve();
  let introduced = Number.NEGATIVE_INFINITY;
  return {
    /** Marks one eSIM now, unless others could see that this station is at work. */
    introduce(): void {
      const time = performance.now();
      if (time - introduced < SEEN_MS) return;
      introduced = time;
      // Nobody waits for it; a disk that is full says so to whoever writes next.
      last = last
        .catch(() => {})
        .then(() => introduceOnce(context))
        .catch(() => {});
    },
    /** @param mayWrite whether nobody waits for the API; asked before every call @param which all, or the first eSIM of each call */
    write(mayWrite: () => boolean, which: 'all' | 'marks' = 'all'): Promise<void> {
      last = last.catch(() => {}).then(() => writeReferences(context, mayWrite, which));
      return last;
    },
    /** Resolves when nothing is being written, however that ended. */
    idle: (): Promise<void> => last.catch(() => {}),
  };
}

async function introduceOnce(context: Context): Promise<void> {
  const [mark] = context.store.items.unmarked(1);
  if (mark) await writeReference(mark, true, context);
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
  let failures = 0;
  while (!signal.aborted && mayWrite()) {
    const [mark] = store.items.unmarked(1);
    const esim = mark ?? (which === 'all' ? store.items.unreferenced(1)[0] : undefined);
    if (!esim) return;
    const written = await writeReference(esim, mark !== undefined, context);
    failures = written === 'done' ? 0 : failures + 1;
    if (written === 'stop' || failures > MOST_FAILURES) return;
    // A station that closes meanwhile stops at the next turn.
    if (written === 'later') await sleep(failures * PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

async function writeReference(
  { batchId, position, iccid, text }: Unreferenced,
  isMark: boolean,
  context: Context,
): Promise<'done' | 'later' | 'stop'> {
  const { store, client, now, station, changed } = context;
  const done = () => {
    store.items.setReferenced(batchId, position);
  };
  if (!text && !isMark) {
    store.transaction(done);
    return 'done';
  }
  // Once every apply has its mark, and none is in doubt, what has none is not ours.
  const unmarked = store.items.unmarked(2).some((other) => other.iccid !== iccid);
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
  return isOutOfReach(ended.problem.code) || ended.problem.code === 'api.busy' ? 'later' : 'stop';
}
