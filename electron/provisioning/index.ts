import { problemOf, StationError } from '../../shared/errors.ts';
import type {
  ActResult,
  Answer,
  BatchItem,
  BatchProgress,
  BatchSummary,
  Pace,
  Problem,
  Question,
  TopUpCheck,
} from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import { closeInterrupted, type Journal, readStock, type StockSeen } from '../journal/index.ts';
import type { Store, StoredBatch } from '../store/index.ts';
import type { Timing } from '../waiting/index.ts';
import { apiTime, type Context, type Settling } from './context.ts';
import { createInheritance, holdAgainstAccount } from './inheritance.ts';
import { type BatchRequest, plan, readLine } from './plan.ts';
import { recheckRefused } from './recheck.ts';
import { paceOf, summarise } from './summary.ts';
import { createTopUpChecks, planTopUps } from './top-ups.ts';
import { workOn } from './work.ts';

export type { Settling } from './context.ts';
export type { BatchRequest } from './plan.ts';

export type Provisioning = ReturnType<typeof createProvisioning>;

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  journal: Journal;
  timing: Timing;
  settling: Settling;
  /** Awaited as a batch begins and ends, so that a copy of the history of before is recognised. */
  touch: () => Promise<void>;
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
export function createProvisioning(options: Options) {
  const { store, client, now, settling, touch, onProgress, onError } = options;
  const stopping = new AbortController();
  const running = new Map<string, Run>();
  /** Why a batch stands still, where there is no room to write that down. */
  const unwritten = new Map<string, Problem>();
  const context: Context = { ...options, changed, signal: stopping.signal };
  const topUps = createTopUpChecks(client);

  closeInterrupted(store, now);
  if (store.identity.isRestored()) holdAgainstAccount(context);
  let touched: Promise<void> = Promise.resolve();
  const inheritance = createInheritance(context, copySeen);

  function stored(batchId: string): StoredBatch {
    const batch = store.batches.get(batchId);
    if (!batch) throw new StationError('store.batch-not-found');
    return batch;
  }

  const summary = (batchId: string): BatchSummary => summariseNow(stored(batchId));

  function summariseNow(batch: StoredBatch): BatchSummary {
    return summarise({ ...batch, problem: unwritten.get(batch.id) ?? batch.problem }, paceNow(batch));
  }

  function paceNow(batch: StoredBatch): Pace | null {
    const run = running.get(batch.id);
    return run ? paceOf(batch, run.readyBefore, performance.now() - run.begun) : null;
  }

  function changed(batchId: string, items: BatchItem[]): void {
    onProgress({ batch: summary(batchId), changed: items });
    for (const resolve of waitingForChange.get(batchId) ?? []) resolve();
    waitingForChange.delete(batchId);
  }

  function report(error: unknown): Problem {
    if (!(error instanceof StationError) && !stopping.signal.aborted) onError(error);
    return problemOf(error);
  }

  async function work(batchId: string, paused: AbortSignal, stock: StockSeen | null): Promise<void> {
    unwritten.delete(batchId);
    store.transaction(() => store.batches.setProblem(batchId, null));
    await touch();
    // A keychain that was locked at the start may have said only now that this is a copy.
    holdAgainstAccount(context);
    await inheritance.check(batchId);
    const problem = await workOn(batchId, context, { stock, paused, report });
    if (problem && !stopping.signal.aborted) setProblem(batchId, problem);
  }

  function setProblem(batchId: string, problem: Problem): void {
    unwritten.set(batchId, problem);
    store.transaction(() => store.batches.setProblem(batchId, problem));
    unwritten.delete(batchId);
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
        setProblem(batchId, report(error));
      })
      // A store that cannot even take the reason has said so in the log; the rows it has are still true.
      .catch(onError)
      .then(() => {
        const again = running.get(batchId)?.again;
        running.delete(batchId);
        if (again) return run(batchId);
        changed(batchId, []);
        if (!stopping.signal.aborted) touched = touch().catch(onError);
        writeReferences();
      });
    running.set(batchId, { ends, begun: performance.now(), readyBefore: counts.ready, paused, again: false });
    changed(batchId, []);
  }

  /** Nobody waits for them, so they stand back behind everything else. */
  function writeReferences(): void {
    if (running.size === 0 && !stopping.signal.aborted) settling.marks.write(() => running.size === 0).catch(onError);
  }

  /** Resolves when a batch has moved on from being sent, or nobody is at work on it any more. */
  async function answered(batchId: string): Promise<void> {
    const isSent = () =>
      store.items.ofBatch(batchId).every(({ state }) => !['planned', 'applying', 'assigned'].includes(state));
    const run = running.get(batchId);
    while (running.get(batchId) === run && run && !isSent()) await Promise.race([run.ends, nextChange(batchId)]);
  }

  const waitingForChange = new Map<string, (() => void)[]>();
  function nextChange(batchId: string): Promise<void> {
    return new Promise((resolve) => {
      waitingForChange.set(batchId, [...(waitingForChange.get(batchId) ?? []), resolve]);
    });
  }

  /**
   * Puts a bundle on each of these eSIMs, as a batch.
   * @throws StationError with nothing written and nothing spent, also when only one of them cannot get the bundle
   */
  async function topUp(
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
  }

  /**
   * Puts a bundle on one eSIM, as a batch of one, and waits until the API has answered or its answer got lost.
   * @throws StationError when it was refused or could not be sent: nothing was spent then
   */
  async function topUpOne(iccid: string, bundle: string, operator: string): Promise<ActResult & { batchId: string }> {
    const batchId = await topUp({ bundle, iccids: [iccid], reference: '' }, operator);
    await answered(batchId);
    const [item] = store.items.ofBatch(batchId);
    const problem = item?.problem ?? summary(batchId).problem;
    if (item?.state === 'ready') return { outcome: 'done', said: '', batchId };
    if (item?.state === 'unknown' || item?.state === 'applying' || item?.state === 'assigned') {
      return { outcome: 'unknown', problem: problem ?? { code: 'unknown.top-up', params: {} }, batchId };
    }
    // What could not be sent is not sent later behind a person's back.
    if (item?.state === 'planned') cancel(batchId);
    throw problem ? new StationError(problem.code, problem.params) : new StationError('internal');
  }

  /** Gives up for good what of a batch has not been sent; what was sent comes in. */
  function cancel(batchId: string): void {
    store.transaction(() => {
      store.batches.hold(batchId, 'cancelled');
      store.items.cancelPlanned(batchId);
    });
    changed(batchId, store.items.ofBatch(batchId));
    run(batchId);
  }

  /** The account shows what only another life of this history can have made: what is planned here may have been sent there. */
  function copySeen(): void {
    if (!store.identity.isRestored()) store.identity.suspect();
    holdAgainstAccount(context);
  }

  return {
    summary,
    copySeen,
    summarise: summariseNow,

    /**
     * Checks a request for new eSIMs against the account's stock, writes the batch down and starts it.
     * @param replaces for a batch of one that stands in for a lost eSIM
     * @returns the batch's id as soon as it is planned
     * @throws StationError `plan.*` or `api.*` with nothing written and nothing spent
     */
    async create(request: BatchRequest, operator: string, replaces: StoredBatch['replaces'] = null): Promise<string> {
      await context.journal.mustBeOurs();
      const stock = await readStock(context);
      const { items, ...planned } = plan(request, stock.bundles, apiTime(context));
      const batch = { ...planned, kind: 'new', operator, replaces, createdAt: now() } as const;
      const id = store.transaction(() => store.batches.create(batch, items));
      run(id, stock);
      return id;
    },

    /** Which of these eSIMs can get a bundle; spends nothing. */
    checkTopUps: (bundle: string, iccids: readonly string[]): Promise<TopUpCheck[]> => topUps.check(bundle, iccids),

    topUp,
    topUpOne,

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

    cancel,

    /** Asks again for what the API refused. What cannot be asked about first stays as it is, and says so. */
    async retry(batchId: string): Promise<void> {
      stored(batchId);
      // First, so that a person who cancels meanwhile has the last word.
      store.transaction(() => store.batches.hold(batchId, null));
      await running.get(batchId)?.ends;
      const again = await recheckRefused(batchId, context);
      store.transaction(() => {
        for (const position of again) store.items.replan(batchId, position);
      });
      changed(batchId, store.items.at(batchId, again));
      run(batchId);
    },

    /** What a person has to decide about a batch. */
    questions(batchId: string): Question[] {
      stored(batchId);
      return settling.questions(batchId);
    },

    /**
     * Carries out a person's answer and goes on with the batch it is about.
     * @throws StationError `reconcile.*` or `api.*` with nothing decided
     */
    async settle(answer: Answer, operator: string): Promise<void> {
      const batchId = await settling.answer(answer, operator);
      if (batchId !== null) run(batchId);
    },

    /** Goes on with everything that is unfinished and not paused, as after a start. @returns the ids of those batches */
    resumeAll(): string[] {
      closeInterrupted(store, now);
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
    referencesWritten: (): Promise<void> => settling.marks.idle(),

    /** Whether a call of this batch spent stock, or may have. */
    mayHaveSpent: (batchId: string): boolean =>
      store.journal
        .ofBatch(batchId)
        .some(({ outcome, settled }) => outcome !== 'refused' && outcome !== 'unsent' && settled !== 'not-made'),

    /** Stops waiting, lets a call that is on its way come home, and starts nothing new. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(Array.from(running.values(), ({ ends }) => ends));
      await touched;
      await settling.marks.idle().catch(() => {});
    },
  };
}
