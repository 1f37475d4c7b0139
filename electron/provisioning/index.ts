import { problemOf, StationError } from '../../shared/errors.ts';
import type {
  BatchItem,
  BatchProgress,
  BatchSummary,
  Choice,
  Pace,
  Problem,
  Question,
  TopUpCheck,
} from '../../shared/model.ts';
import { stationMark } from '../../shared/station-mark.ts';
import type { Client } from '../esim-go/index.ts';
import type { Store, StoredBatch } from '../store/index.ts';
import { apiTime, type Context } from './context.ts';
import { recordCodes } from './fetch.ts';
import { createGate } from './gate.ts';
import { type BatchRequest, plan, readLine } from './plan.ts';
import { carryOut, questionsOf } from './reconcile/index.ts';
import { createReferences } from './references.ts';
import { settleOpen } from './settle-open.ts';
import { readStock, type StockSeen } from './stock.ts';
import { paceOf, summarise } from './summary.ts';
import { type Timing, timingFor } from './timing.ts';
import { createTopUpChecks, planTopUps } from './top-ups.ts';
import { LANES, workOn } from './work.ts';

export type { BatchRequest } from './plan.ts';
export { PROCESSING_MS } from './timing.ts';

export type Provisioning = ReturnType<typeof createProvisioning>;

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  /** How long the API may work on an apply before what does not show counts as never made, in milliseconds. */
  processingMs: number;
  onProgress: (progress: BatchProgress) => void;
  /** Told about errors that are no sentence for a person: mistakes of ours. */
  onError: (error: unknown) => void;
}

/** Somebody at work on a batch. */
interface Run {
  ends: Promise<void>;
  begun: number;
  readyBefore: number;
  paused: AbortController;
  /** Somebody has asked for more while it was ending. */
  again: boolean;
}

/** The batch engine. What it knows is in the rows of the store, so it can be killed at any point and goes on from there. */
export function createProvisioning({ store, client, now, processingMs, onProgress, onError }: Options) {
  const stopping = new AbortController();
  const running = new Map<string, Run>();
  const timing: Timing = timingFor(processingMs);
  const station = stationMark(store.stationId);
  const { alone: claiming } = createGate(1);
  const context: Context = { store, client, now, timing, station, claiming, changed, signal: stopping.signal };
  const references = createReferences(context);
  const topUps = createTopUpChecks(client);
  const gate = createGate(LANES);

  settleOpen(store, now);

  function stored(batchId: string): StoredBatch {
    const batch = store.batches.get(batchId);
    if (!batch) throw new StationError('store.batch-not-found');
    return batch;
  }

  const summary = (batchId: string): BatchSummary => summariseNow(stored(batchId));

  function summariseNow(batch: StoredBatch): BatchSummary {
    return summarise(batch, paceNow(batch));
  }

  function paceNow(batch: StoredBatch): Pace | null {
    const run = running.get(batch.id);
    return run ? paceOf(batch, run.readyBefore, performance.now() - run.begun) : null;
  }

  function changed(batchId: string, items: BatchItem[]): void {
    onProgress({ batch: summary(batchId), changed: items });
  }

  function report(error: unknown): Problem {
    if (!(error instanceof StationError) && !stopping.signal.aborted) onError(error);
    return problemOf(error);
  }

  async function work(batchId: string, paused: AbortSignal, stock: StockSeen | null): Promise<void> {
    store.transaction(() => store.batches.setProblem(batchId, null));
    const mark = () => references.write(() => true, 'marks');
    const { introduce } = references;
    const problem = await workOn(batchId, context, { stock, gate, mark, introduce, paused, report });
    if (problem && !stopping.signal.aborted) store.transaction(() => store.batches.setProblem(batchId, problem));
  }

  function run(batchId: string, stock: StockSeen | null = null): void {
    const { counts } = stored(batchId);
    const before = running.get(batchId);
    if (before) before.again = true;
    if (before || stopping.signal.aborted) return;
    const paused = new AbortController();
    // Begins after `running` knows of it, so that the first progress already says that somebody is working.
    const ends = Promise.resolve()
      .then(() => work(batchId, paused.signal, stock))
      .catch((error: unknown) => {
        const problem = report(error);
        store.transaction(() => store.batches.setProblem(batchId, problem));
      })
      // A store that cannot even take the reason has said so in the log; the rows it has are still true.
      .catch(onError)
      .then(() => {
        const again = running.get(batchId)?.again;
        running.delete(batchId);
        if (again) return run(batchId);
        changed(batchId, []);
        writeReferences();
      });
    running.set(batchId, { ends, begun: performance.now(), readyBefore: counts.ready, paused, again: false });
    changed(batchId, []);
  }

  /** Nobody waits for them, so they stand back behind everything else. */
  function writeReferences(): void {
    if (running.size === 0 && !stopping.signal.aborted) references.write(() => running.size === 0).catch(onError);
  }

  /** What failed inside an apply that was made may be there after all: the account is asked before it is asked for again. */
  async function recheckRefused(batchId: string): Promise<void> {
    for (const call of store.journal.ofBatch(batchId)) {
      const items = store.items.ofCall(call.id);
      if (!call.reference || !items.some(({ state }) => state === 'failed')) continue;
      recordCodes(context, batchId, call.id, await client.assignments(call.reference));
    }
  }

  return {
    summary,
    summarise: summariseNow,

    /**
     * Checks a request for new eSIMs against the account's stock, writes the batch down and starts it.
     * @param replaces for a batch of one that stands in for a lost eSIM
     * @returns the batch's id as soon as it is planned
     * @throws StationError `plan.*` or `api.*` with nothing written and nothing spent
     */
    async create(request: BatchRequest, operator: string, replaces: StoredBatch['replaces'] = null): Promise<string> {
      const stock = await readStock(context);
      const { items, ...planned } = plan(request, stock.bundles, apiTime(context));
      const batch = { ...planned, kind: 'new', operator, replaces, createdAt: now() } as const;
      const id = store.transaction(() => store.batches.create(batch, items));
      run(id, stock);
      return id;
    },

    /** Which of these eSIMs can get a bundle; spends nothing. */
    checkTopUps: (bundle: string, iccids: readonly string[]): Promise<TopUpCheck[]> => topUps.check(bundle, iccids),

    /**
     * Puts a bundle on each of these eSIMs, as a batch.
     * @throws StationError with nothing written and nothing spent, also when only one of them cannot get the bundle
     */
    async topUp(
      { bundle, iccids, reference }: { bundle: string; iccids: readonly string[]; reference: string },
      operator: string,
    ): Promise<string> {
      const stock = await readStock(context);
      const items = planTopUps(bundle, await topUps.check(bundle, iccids), stock.bundles);
      const id = store.transaction(() =>
        store.batches.create(
          {
            kind: 'top-up',
            reference: readLine(reference),
            startsAt: null,
            operator,
            replaces: null,
            createdAt: now(),
          },
          items,
        ),
      );
      run(id, stock);
      return id;
    },

    /** Sends nothing new of a batch until it is resumed; what was sent is still fetched. */
    pause(batchId: string): void {
      if (stored(batchId).held === 'cancelled') return;
      store.transaction(() => store.batches.hold(batchId, 'paused'));
      running.get(batchId)?.paused.abort();
      changed(batchId, []);
    },

    /** Goes on with a batch that was paused or stopped before its end. */
    resume(batchId: string): void {
      if (stored(batchId).held === 'paused') store.transaction(() => store.batches.hold(batchId, null));
      run(batchId);
    },

    /** Gives up for good what of a batch has not been sent; what was sent comes in. */
    cancel(batchId: string): void {
      store.transaction(() => {
        store.batches.hold(batchId, 'cancelled');
        store.items.cancelPlanned(batchId);
      });
      changed(batchId, store.items.ofBatch(batchId));
      run(batchId);
    },

    /** Asks again for what the API refused. */
    async retry(batchId: string): Promise<void> {
      stored(batchId);
      // First, so that a person who cancels meanwhile has the last word.
      store.transaction(() => store.batches.hold(batchId, null));
      await running.get(batchId)?.ends;
      await recheckRefused(batchId);
      store.transaction(() => store.items.replanFailed(batchId));
      run(batchId);
    },

    /** What a person has to decide about a batch. */
    questions(batchId: string): Question[] {
      stored(batchId);
      return questionsOf(batchId, context);
    },

    /**
     * Carries out a person's answer and goes on with the batch.
     * @throws StationError `reconcile.*` or `api.*` with nothing decided
     */
    async settle(
      answer: { callId: string; choice: Choice; reference: string | null },
      operator: string,
    ): Promise<void> {
      const batchId = await carryOut(answer, operator, context, gate);
      run(batchId);
    },

    /** Goes on with everything that is unfinished and not paused, as after a start. @returns the ids of those batches */
    resumeAll(): string[] {
      const ids = store.batches.unfinished().filter((id) => stored(id).held !== 'paused');
      // What is being worked on is not asked for more.
      for (const id of ids) if (!running.has(id)) run(id);
      writeReferences();
      return ids;
    },

    /** Resolves when no batch is being worked on. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(Array.from(running.values(), ({ ends }) => ends));
    },

    /** Resolves when the customer references are written, or cannot be now. */
    referencesWritten: (): Promise<void> => references.idle(),

    /** Whether a call of this batch spent stock, or may have. */
    mayHaveSpent: (batchId: string): boolean =>
      store.journal
        .ofBatch(batchId)
        .some(({ outcome, settled }) => outcome !== 'refused' && outcome !== 'unsent' && settled !== 'not-made'),

    /** Stops waiting, lets a call that is on its way come home, and starts nothing new. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(Array.from(running.values(), ({ ends }) => ends));
      await references.idle().catch(() => {});
    },
  };
}
