/** Holds what a station has written down against what the account truly did, at every step. */
import type { ApplyRequest } from '../../../electron/esim-go/index.ts';
import type { Call, Store } from '../../../electron/store/index.ts';
import type { BatchItem, BatchKind, BatchSummary, Choice, ItemState, Question } from '../../../shared/model.ts';
import { type Mark, readMark } from '../../../shared/station-mark.ts';
import type { Made, Ours, SimulatedAccount } from './simulated-account.ts';

/** ARCHITECTURE.md, "States": where an item may go from where it is. */
const EDGES: Record<ItemState, readonly ItemState[]> = {
  // Another life of the history may have sent it already.
  planned: ['applying', 'failed', 'cancelled', 'unknown'],
  applying: ['assigned', 'planned', 'failed', 'unknown', 'quarantined', 'ready'],
  assigned: ['fetched', 'quarantined', 'ready', 'failed', 'unknown'],
  fetched: ['ready', 'quarantined'],
  unknown: ['assigned', 'ready', 'planned', 'cancelled', 'failed'],
  // Planned again and sent at once is seen as one step.
  failed: ['planned', 'applying', 'assigned', 'fetched', 'quarantined', 'ready'],
  // A code that turns up on a second eSIM opens neither for sure.
  ready: ['quarantined'],
  quarantined: [],
  cancelled: [],
};

export type Audit = ReturnType<typeof createAudit>;

/** @param us whose station this is */
export function createAudit(account: SimulatedAccount, us: Ours) {
  const faults: string[] = [];
  /** Every batch that anybody was told of, oldest first: the store's list counts all items of all of them. */
  const batches = new Map<string, BatchKind>();
  const states = new Map<string, ItemState>();
  const journal = new Map<string, string>();
  const sent = new Set<string>();
  const reached = new Set<string>();
  const fault = (text: string) => void faults.push(text);

  const ours = () => account.made.filter(({ by }) => by === us);
  const callOf = (store: Store, { callId }: Made) => (callId ? store.journal.get(callId) : null);

  const itemsOf = (store: Store): { kind: BatchKind; item: BatchItem }[] =>
    Array.from(batches, ([id, kind]) => store.items.ofBatch(id).map((item) => ({ kind, item }))).flat();

  /** Follows the rows of one batch, and the journal of what it sent. */
  function follow(store: Store, batchId: string): void {
    for (const item of store.items.ofBatch(batchId)) {
      const key = `${batchId} ${item.position}`;
      const before = states.get(key) ?? 'planned';
      if (before === item.state) continue;
      states.set(key, item.state);
      reached.add(`${before} → ${item.state}`);
      // Codes and images are checked at once where an item is seen again only after that.
      const isForTopUps = item.state === 'ready' && before !== 'fetched' && before !== 'failed';
      if (!EDGES[before].includes(item.state) || (isForTopUps && batches.get(batchId) !== 'top-up')) {
        fault(`item ${item.position} went from ${before} to ${item.state}`);
      }
    }
    for (const call of store.journal.ofBatch(batchId)) watchCall(call);
  }

  function watchCall(call: Call): void {
    const { id, outcome, settled, request, kind, sentAt, problem, reference } = call;
    const now = JSON.stringify({ outcome, settled, request, kind, sentAt, problem, reference });
    const before = journal.get(id);
    journal.set(id, now);
    reached.add(`${outcome ?? 'open'}${settled ? `, ${settled}` : ''}`);
    if (before === undefined || before === now) return;
    const was = JSON.parse(before) as Call;
    if (was.outcome !== null && (was.settled !== null || outcome !== was.outcome)) fault(`entry ${id} was rewritten`);
  }

  return {
    fault,
    /** The ways of items and the ends of calls that were seen. */
    reached,
    throwFaults(): void {
      if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
    },

    batches: (): string[] => [...batches.keys()],

    /** Follows what is told of one batch: what happens between two such moments is seen as one step. */
    told(store: Store, { id, kind }: Pick<BatchSummary, 'id' | 'kind'>): void {
      batches.set(id, kind);
      follow(store, id);
    },

    /** Everything that was seen before is still there. */
    reopened(store: Store): void {
      const found = store.batches.list({ search: '', limit: 1_000 }).reverse();
      for (const id of batches.keys())
        if (!found.some((one) => one.id === id)) fault(`batch ${id} is gone after a crash`);
      for (const { id, kind } of found) batches.set(id, kind);
      for (const id of journal.keys()) if (!store.journal.get(id)) fault(`entry ${id} is gone after a crash`);
      for (const id of sent) if (!store.journal.get(id)) fault(`the call ${id} left before it was on the disk`);
    },

    /** A call that spends is about to leave. @returns its journal entry */
    applies(store: Store, request: ApplyRequest): string | null {
      const text = JSON.stringify(request);
      const entry = store.journal
        .stillOpen()
        .find(({ id, request }) => JSON.stringify(request) === text && !sent.has(id));
      if (!entry) {
        fault(`an apply left without an open journal entry: ${text}`);
        return null;
      }
      sent.add(entry.id);
      if (entry.batchId) follow(store, entry.batchId);
      const items = store.items.ofCall(entry.id);
      if (items.some(({ state }) => state !== 'applying')) fault('an apply left for items that are not applying');
      if (items.length !== (request.repeat ?? 1)) fault(`an apply of ${request.repeat} left for ${items.length} items`);
      if (!entry.batchId) fault('an apply left for no batch');
      return entry.id;
    },

    /** A customer reference is about to be written. */
    marks(store: Store, iccid: string, mark: Mark | null): void {
      const one = ours().find(({ iccids }) => iccids.includes(iccid));
      if (!one) fault(`a reference was written on ${iccid}, which is another's`);
      if (!one || !mark?.clean) return;
      // Whatever is older and bears no mark, the others take for nobody's.
      for (const older of ours()) {
        if (older.at >= one.at || older.kind === 'top-up' || older.iccids.length === 0) continue;
        const isMarked = older.iccids.some(
          (one) => one === iccid || account.unmarkable.has(one) || readMark(account.customerRef(one)).mark,
        );
        if (isMarked) continue;
        const call = callOf(store, older);
        const isGivenUp = call?.settled === 'not-made' || isLeft(store, older, '', new Map());
        // The API has lied about it: nobody believes it is there until somebody asks again.
        const isDenied = call && store.items.ofCall(call.id).some(({ state, iccid }) => state === 'failed' && iccid);
        if (!isGivenUp && !isDenied)
          fault(`a clean mark was written before that of an older apply (${older.iccids.length})`);
      }
    },

    /** What somebody who knows everything says of a lost call, with the other questions in mind; null while he waits for the account. */
    truth(store: Store, question: Question): { choice: Choice; reference: string | null } | null {
      if (account.notDone().some((callId) => alike(store, callId, question.callId))) return null;
      const free = ours().filter(
        ({ reference, bundle, kind, callId }) =>
          kind === question.kind &&
          bundle === question.bundle &&
          !store.journal.isOurs(reference) &&
          alike(store, callId, question.callId),
      );
      const asked = [...batches.keys()].flatMap((id) => store.settlements.open(id));
      const naming = ({ reference }: Made) =>
        asked.filter(({ evidence }) => evidence.candidates.some((one) => one.reference === reference)).length;
      const [candidate] = free
        .filter(({ reference }) => question.candidates.some((one) => one.reference === reference))
        .sort((a, b) => naming(a) - naming(b));
      if (candidate) return { choice: 'adopt', reference: candidate.reference };
      const call = store.journal.get(question.callId);
      const lost = (call ? store.journal.lostAlike(call) : []).filter(
        ({ id, settled }) => settled === null && alike(store, id, question.callId),
      ).length;
      return { choice: free.length < lost ? 'send-again' : 'leave', reference: null };
    },

    /** Every row and every entry goes its way; nothing twice, nothing too much, nothing of others. */
    check(store: Store): void {
      for (const id of batches.keys()) follow(store, id);
      const items = itemsOf(store);
      const made = new Map(
        account.made.filter(({ kind }) => kind === 'new').flatMap((one) => one.iccids.map((iccid) => [iccid, one])),
      );
      const holders = new Map<string, number>();
      for (const { kind, item } of items) {
        if (kind === 'top-up' || !item.iccid) continue;
        holders.set(item.iccid, (holders.get(item.iccid) ?? 0) + 1);
        const by = made.get(item.iccid)?.by;
        if (by !== us) fault(`item ${item.position} holds ${item.iccid}, made by ${by ?? 'nobody'}`);
      }
      for (const [iccid, count] of holders) if (count > 1) fault(`${iccid} stands in ${count} items`);

      const isPending = (one: Made) => {
        const call = callOf(store, one);
        if (!call || call.outcome === null) return true;
        if (call.outcome === 'unknown' && (call.settled === null || call.settled === 'left')) return true;
        // What the answer did not name turns up when the codes are fetched.
        return call.outcome === 'answered' && store.items.ofCall(call.id).some(({ state }) => state === 'assigned');
      };
      const isTaken = ({ reference }: Made) => store.journal.isOurs(reference);
      for (const one of ours()) {
        if (one.kind === 'top-up') {
          if (!isTaken(one) && !isPending(one) && !isSwapped(store, one)) fault(`a top-up of ${one.iccids[0]} is lost`);
          continue;
        }
        const lost = one.iccids.filter((iccid) => !holders.has(iccid));
        if (lost.length > 0 && !isPending(one) && !isSwapped(store, one)) {
          fault(`${lost.length} eSIMs of an apply of ${one.iccids.length} ${one.bundle} are lost`);
        }
      }

      for (const kind of ['new', 'top-up'] as const) {
        for (const bundle of new Set(ours().map(({ bundle }) => bundle))) {
          const spent = ours()
            .filter((one) => one.kind === kind && one.bundle === bundle)
            // An eSIM that is topped up stands in an item, whatever became of the top-up.
            .flatMap((one) =>
              one.iccids.filter((iccid) => !isLeft(store, one, iccid, kind === 'new' ? holders : new Map())),
            );
          const wanted = items.filter(
            (one) => one.kind === kind && one.item.bundle === bundle && one.item.state !== 'cancelled',
          );
          if (spent.length > wanted.length)
            fault(`${spent.length} ${bundle} were spent where ${wanted.length} are wanted (${kind})`);
        }
      }
    },

    /** Nobody is at work: what is not done has a reason that a person can see. */
    atRest(store: Store): void {
      for (const { held, problem, counts, questions, id } of store.batches.list({ search: '', limit: 1_000 })) {
        if (!batches.has(id)) fault('a batch was planned that nobody was told of');
        const { planned, applying, assigned, fetched, unknown } = counts;
        const isOpen = planned + applying + assigned + fetched > 0 || (unknown > 0 && questions === 0);
        if (isOpen && held !== 'paused' && !problem)
          fault(`a batch stands still without a reason: ${JSON.stringify(counts)} ${id}`);
      }
    },

    /** Everything is settled: what was spent is what there is to sell. */
    end(store: Store): void {
      const rows = itemsOf(store);
      for (const { item, kind } of rows) {
        const { position, state, iccid } = item;
        if (!['ready', 'failed', 'quarantined', 'cancelled'].includes(state))
          fault(`item ${position} ends as ${state}`);
        if (
          state === 'ready' &&
          kind === 'new' &&
          (!iccid || store.esims.get(iccid)?.activationCode !== account.codeOf(iccid))
        ) {
          fault(`item ${position} is ready with another code than the account's`);
        }
      }
      const ready = rows.filter(({ kind, item }) => kind === 'top-up' && item.state === 'ready').length;
      const spent = ours().filter((one) => one.kind === 'top-up' && !isLeft(store, one, '', new Map())).length;
      if (ready !== spent) fault(`${ready} top-ups are ready, and ${spent} were spent`);
      if (store.journal.stillOpen().length > 0) fault('a journal entry is open at the end');
    },
  };

  function alike(store: Store, a: string | null, b: string): boolean {
    const [one, other] = [a ? store.journal.get(a) : null, store.journal.get(b)];
    return JSON.stringify(one?.request) === JSON.stringify(other?.request);
  }

  /** Lost calls of the same request are as good as each other: what one made, another may have taken, and its own is still looked for. */
  function isSwapped(store: Store, one: Made): boolean {
    if (store.journal.isOurs(one.reference)) return false;
    return [...sent].some((id) => {
      const call = store.journal.get(id);
      return (
        call?.outcome === 'unknown' &&
        (call.settled === null || call.settled === 'left') &&
        alike(store, one.callId, id)
      );
    });
  }

  /** A person has left it where it is, and nobody else has taken it up. */
  function isLeft(store: Store, one: Made, iccid: string, holders: Map<string, number>): boolean {
    if (holders.has(iccid)) return false;
    if (callOf(store, one)?.settled === 'left') return true;
    return (
      !store.journal.isOurs(one.reference) &&
      [...sent].some((id) => store.journal.get(id)?.settled === 'left' && alike(store, one.callId, id))
    );
  }
}
