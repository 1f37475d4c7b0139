import { setTimeout as sleep } from 'node:timers/promises';
import { isOutOfReach } from '../../shared/errors.ts';
import { type Mark, withMark } from '../../shared/station-mark.ts';
import { type Ended, journaled } from '../journal/index.ts';
import type { Unreferenced } from '../store/index.ts';
import type { Context } from './context.ts';

/** In a row; after them it is tried again with the next batch, or the next start. */
const MOST_FAILURES = 5;
const PAUSE_MS = 1_000;
/** Half of how far back the others look for who is at work. */
const SEEN_MS = 30 * 60_000;
const OPERATOR = 'station';

/** Writes what this station's eSIMs were made for, and its marks. */
export interface Marks {
  /** Marks one eSIM now, unless others could see that this station is at work. */
  introduce(): void;
  /** @param mayWrite whether nobody waits for the API; asked before every call @param which all, or the first eSIM of each call */
  write(mayWrite: () => boolean, which?: 'all' | 'marks'): Promise<void>;
  /** Resolves when nothing is being written, however that ended. */
  idle(): Promise<void>;
}

/** How much text the account keeps; null until it shows a limit. */
interface Room {
  most: number | null;
}

/** One writer at a time, because a mark may not overtake an earlier one. */
export function createMarks(context: Context): Marks {
  let last: Promise<void> = Promise.resolve();
  let introduced = Number.NEGATIVE_INFINITY;
  const room: Room = { most: null };
  return {
    introduce() {
      const time = performance.now();
      if (time - introduced < SEEN_MS) return;
      introduced = time;
      // Nobody waits for it; a disk that is full says so to whoever writes next.
      last = last
        .catch(() => {})
        .then(() => introduceOnce(context, room))
        .catch(() => {});
    },
    write(mayWrite, which = 'all') {
      last = last.catch(() => {}).then(() => writeReferences(context, room, mayWrite, which));
      return last;
    },
    idle: () => last.catch(() => {}),
  };
}

async function introduceOnce(context: Context, room: Room): Promise<void> {
  const [mark] = context.store.items.unmarked(1);
  if (mark) await writeReference(mark, true, context, room);
}

/**
 * Writes on the account what each eSIM was made for, with this station's mark, one eSIM after the other and behind everything that a
 * person waits for. The first of every apply comes first: it tells the other stations whose all of them are.
 *
 * Writing the same reference twice changes nothing, so a lost answer is simply followed by another try, unlike with anything that spends.
 * @returns when all are written, or it may not go on, or the API does not take them now
 */
async function writeReferences(
  context: Context,
  room: Room,
  mayWrite: () => boolean,
  which: 'all' | 'marks',
): Promise<void> {
  const { store, signal } = context;
  let failures = 0;
  while (!signal.aborted && mayWrite()) {
    const [mark] = store.items.unmarked(1);
    const esim = mark ?? (which === 'all' ? store.items.unreferenced(1)[0] : undefined);
    if (!esim) return;
    const written = await writeReference(esim, mark !== undefined, context, room);
    failures = written === 'done' ? 0 : failures + 1;
    if (written === 'stop' || failures > MOST_FAILURES) return;
    // A station that closes meanwhile stops at the next turn.
    if (written === 'later') await sleep(failures * PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

type Written = 'done' | 'later' | 'stop';

async function writeReference(esim: Unreferenced, isMark: boolean, context: Context, room: Room): Promise<Written> {
  const { store, client, station, changed } = context;
  const { batchId, position, iccid, text } = esim;
  const done = () => store.items.setReferenced(batchId, position);
  if (!text && !isMark) {
    store.transaction(done);
    return 'done';
  }
  // Once every apply has its mark, and none is in doubt, what has none is not ours.
  const unmarked = store.items.unmarked(2).some((other) => other.iccid !== iccid);
  const mark = { station: station(), clean: !unmarked && !store.journal.inDoubt() && !store.journal.hasUnmarkable() };
  const whole = withMark(text, mark);
  // Where room is short the mark comes first: the text is for people, and stands in the history as well.
  const customerRef =
    room.most === null || whole.length <= room.most ? whole : withMark(cut(text, mark, room.most), mark);
  const written = await send(esim, customerRef, context);
  if (written.outcome === 'refused') {
    // Too long for the account, as far as anybody can tell; the mark alone is as short as it gets.
    const short = withMark('', mark);
    if (customerRef === short) return finish();
    room.most = short.length;
    const again = await send(esim, short, context);
    return again.outcome === 'answered' || again.outcome === 'refused' ? finish() : notYet(again);
  }
  if (written.outcome !== 'answered') return notYet(written);
  if (isMark && customerRef.length > SHORT_FOR_SURE && room.most === null) {
    const kept = (await client.background.esim(iccid)).customerRef;
    // Cut by the account: the mark at its end is gone, and it is written again so that it fits.
    if (kept !== '' && customerRef.startsWith(kept) && kept !== customerRef) {
      room.most = kept.length;
      return 'later';
    }
  }
  return finish();

  function finish(): Written {
    store.transaction(done);
    changed(batchId, []);
    return 'done';
  }
}

/** No account is known to keep less than this. */
const SHORT_FOR_SURE = 40;

function cut(text: string, mark: Mark, most: number): string {
  const left = most - withMark('', mark).length - 1;
  return left > 0 ? text.slice(0, left).trimEnd() : '';
}

async function send(
  { iccid }: Unreferenced,
  customerRef: string,
  { client, journal }: Context,
): Promise<Ended<string>> {
  return journaled(
    journal,
    { kind: 'reference', iccid },
    {
      request: { iccid, customerRef },
      operator: OPERATOR,
      send: () => client.background.setCustomerRef(iccid, customerRef),
    },
  );
}

function notYet(ended: Ended<string>): Written {
  if (ended.outcome === 'answered' || ended.outcome === 'unknown') return 'later';
  return isOutOfReach(ended.problem.code) || ended.problem.code === 'api.busy' ? 'later' : 'stop';
}
