import { isOutOfReach } from '../../shared/errors.ts';
import type { Problem } from '../../shared/model.ts';
import { closeInterrupted, readingOf, readStock, type StockSeen } from '../journal/index.ts';
import type { ApplyCall } from '../store/index.ts';
import { createPatience, patiently } from '../waiting/index.ts';
import { applyChunk } from './apply.ts';
import { apiTime, type Context } from './context.ts';
import { createFetching } from './fetch.ts';
import { CHUNK_SIZE } from './plan.ts';

/** Applies of one batch that are prepared at once; how many of all batches are on their way is for whoever sends them. */
const LANES = 3;
/** While a large batch is still being sent, what came of it is asked for this often. Milliseconds. */
const LOOK_EVERY_MS = 5_000;

/** What one run of a batch works with besides. */
export interface RunOptions {
  /** From planning; read again where a batch goes on later. */
  stock: StockSeen | null;
  /** Ends when a person pauses the batch. */
  paused: AbortSignal;
  /** Puts a failure into the words of a problem. */
  report: (error: unknown) => Problem;
}

/**
 * Works on a batch until nothing of it is left to do, or something stands in its way. Knows nothing but its rows.
 * @returns why it had to stop before the end
 */
export async function workOn(batchId: string, context: Context, options: RunOptions): Promise<Problem | null> {
  const { store, journal, settling, timing, signal, changed } = context;
  const { paused, report } = options;
  const problems: Problem[] = [];
  const fail = (error: unknown) => void problems.push(report(error));
  const fetching = createFetching(context, batchId, fail);
  const sending = AbortSignal.any([signal, paused]);
  const patience = createPatience(timing.patienceMs);
  /** Lost calls that are being looked for, and those that could not be in this run. */
  const looking = new Map<string, Promise<void>>();
  const givenUp = new Set<string>();
  let stock = options.stock;
  let lastLook = 0;
  /** Something stands in the way of sending, not of fetching. */
  let blocked = false;

  const mayGoOn = () => !blocked && !sending.aborted;
  const nextItems = () => {
    const batch = store.batches.get(batchId);
    if (!batch || batch.held) return null;
    const items = store.items.nextPlanned(batchId, batch.kind === 'top-up' ? 1 : CHUNK_SIZE);
    const [first] = items;
    return first ? { batch, items, bundle: first.bundle } : null;
  };

  function takeUp(): void {
    lastLook = performance.now();
    fetching.takeUp();
  }

  /** One apply after the other, each as soon as the last is answered. */
  async function lane(): Promise<void> {
    while (mayGoOn() && (await sendNext())) lookForLost();
  }

  /** @returns whether there may be more to send */
  async function sendNext(): Promise<boolean> {
    const seen = stock;
    const applied = await settling.sending(async () => {
      // Only now, because somebody else may have sent it, or a person held it, while this lane waited for its turn.
      await journal.mustBeOurs();
      const next = mayGoOn() ? nextItems() : null;
      if (next && isTooLate(next.batch.startsAt))
        return { items: next.items, next: 'refused', problem: TOO_LATE } as const;
      return next && seen && applyChunk(context, next.batch, next.items, readingOf(seen, next.bundle));
    });
    if (!applied) return false;
    if (applied.next === 'go-on') {
      fetching.answered(applied.callId);
      settling.marks.introduce();
    }
    if (applied.next === 'refused') refuseRest(applied.items, applied.problem);
    // While there is more to send, every question would take the place of an apply.
    if (performance.now() - lastLook > LOOK_EVERY_MS || !nextItems()) takeUp();
    if (applied.next === 'unsent') await waitOrStop(applied.problem);
    return true;
  }

  /** A batch may have waited for so long that it can only start at once, which nobody has asked for. */
  function isTooLate(startsAt: string | null): boolean {
    return startsAt !== null && Date.parse(startsAt) <= apiTime(context).getTime();
  }

  /** What proves that nothing was sent may pass; anything else needs a person. */
  async function waitOrStop(problem: Problem): Promise<void> {
    const passing = isOutOfReach(problem.code) || problem.code === 'api.busy';
    if (passing && !patience.isOver()) return patience.pause(null, sending);
    if (!blocked) problems.push(problem);
    blocked = true;
  }

  /** What the API refused once it would refuse again: the rest of that bundle fails for the same reason, and is not sent. */
  function refuseRest([first]: { bundle: string }[], problem: Problem): void {
    const batch = store.batches.get(batchId);
    // One eSIM of another provider says nothing about the next.
    if (!first || (batch?.kind === 'top-up' && problem.code !== 'api.out-of-stock')) return;
    store.transaction(() => store.items.failPlanned(batchId, first.bundle, problem));
    changed(batchId, store.items.ofBatch(batchId));
  }

  /** Side by side with what is still to be sent: the other eSIMs do not wait for the lost ones. */
  function lookForLost(): void {
    for (const call of store.journal.unsettled(batchId)) {
      if (looking.has(call.id) || givenUp.has(call.id)) continue;
      looking.set(
        call.id,
        lookFor(call).finally(() => looking.delete(call.id)),
      );
    }
  }

  async function lookFor(call: ApplyCall): Promise<void> {
    try {
      if ((await settling.lookFor(call, sending)) === 'made') takeUp();
    } catch (error) {
      if (!sending.aborted) fail(error);
      givenUp.add(call.id);
    }
  }

  /** What came back into the plan of a batch that a person has cancelled. */
  function giveUpCancelled(): void {
    if (store.batches.get(batchId)?.held !== 'cancelled') return;
    store.transaction(() => store.items.cancelPlanned(batchId));
  }

  closeInterrupted(store, context.now);
  takeUp();
  try {
    lookForLost();
    while (mayGoOn()) {
      if (nextItems()) {
        stock ??= await patiently(patience, sending, () => readStock(context));
        await allOf(Array.from({ length: LANES }, lane));
      } else if (looking.size > 0) {
        await Promise.race(looking.values());
      } else break;
    }
  } catch (error) {
    if (!sending.aborted) fail(error);
  }
  // What is fetched may turn out to be less than was asked for, and what was lost may turn out to be there.
  do {
    lookForLost();
    await Promise.all(looking.values());
    giveUpCancelled();
    takeUp();
    await fetching.done();
  } while (!sending.aborted && store.journal.unsettled(batchId).some(({ id }) => !givenUp.has(id)));
  return problems[0] ?? null;
}

/** Waits for all, also when one of them fails: a call that is on its way must come home while somebody is at work. */
async function allOf(works: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

const TOO_LATE: Problem = { code: 'plan.start-past', params: {} };
