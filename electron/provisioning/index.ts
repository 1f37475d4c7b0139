import { problemOf, StationError } from '../../shared/errors.ts';
import type { BatchItem, BatchProgress, BatchSummary, Problem } from '../../shared/model.ts';
import { unknownOutcome } from '../calls/index.ts';
import type { Client } from '../esim-go/index.ts';
import type { Store, StoredBatch } from '../store/index.ts';
import { applyChunk } from './apply.ts';
import type { Context } from './context.ts';
import { fetchCall } from './fetch.ts';
import { type BatchRequest, CHUNK_SIZE, plan } from './plan.ts';
import { summarise } from './summary.ts';

export { MAX_QUANTITY } from './plan.ts';

export type Provisioning = ReturnType<typeof createProvisioning>;

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  onProgress: (progress: BatchProgress) => void;
  /** Told about errors that are no sentence for a person: mistakes of ours. */
  onError: (error: unknown) => void;
}

/** The batch engine. What it knows is in the rows of the store, so it can be killed at any point and goes on from there. */
export function createProvisioning({ store, client, now, onProgress, onError }: Options) {
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const context: Context = { store, client, now, changed, signal: stopping.signal };

  settleInterruptedCalls(store, now);

  function summary(batchId: string): BatchSummary {
    const batch = store.batches.get(batchId);
    if (!batch) throw new StationError('store.batch-not-found');
    return summariseNow(batch);
  }

  function summariseNow(batch: StoredBatch): BatchSummary {
    return summarise(batch, running.has(batch.id));
  }

  function changed(batchId: string, items: BatchItem[]): void {
    onProgress({ batch: summary(batchId), changed: items });
  }

  async function work(batchId: string): Promise<void> {
    const batch = store.batches.get(batchId);
    if (!batch) throw new StationError('store.batch-not-found');
    store.transaction(() => store.batches.setProblem(batchId, null));

    const problems: Problem[] = [];
    const fetching: Promise<void>[] = [];
    const fetchedCalls = new Set<string>();
    // Fetching one chunk and applying the next go side by side; only the rate limit decides how fast.
    const fetchAnswered = () => {
      for (const call of store.journal.unfetched(batchId)) {
        if (fetchedCalls.has(call.id)) continue;
        fetchedCalls.add(call.id);
        fetching.push(fetchCall(context, batchId, call).catch((error: unknown) => void problems.push(report(error))));
      }
    };

    fetchAnswered();
    while (!stopping.signal.aborted) {
      const items = store.items.planned(batchId, CHUNK_SIZE);
      if (items.length === 0) break;
      const applied = await applyChunk(context, batch, items);
      fetchAnswered();
      if (applied.next === 'refused') refuseRest(batchId, applied.problem);
      if (applied.next === 'stop') {
        problems.push(applied.problem);
        break;
      }
    }
    await Promise.all(fetching);
    const [problem] = problems;
    if (problem && !stopping.signal.aborted) store.transaction(() => store.batches.setProblem(batchId, problem));
  }

  /** What the API refused once it would refuse again: the rest of the plan fails for the same reason, and nothing more is sent. */
  function refuseRest(batchId: string, problem: Problem): void {
    store.transaction(() => {
      for (const { position } of store.items.planned(batchId, Number.MAX_SAFE_INTEGER)) {
        store.items.update(batchId, position, { state: 'failed', problem });
      }
    });
    changed(batchId, store.items.ofBatch(batchId));
  }

  function report(error: unknown): Problem {
    if (!(error instanceof StationError) && !stopping.signal.aborted) onError(error);
    return problemOf(error);
  }

  function run(batchId: string): void {
    if (running.has(batchId) || stopping.signal.aborted) return;
    // Begins after `running` knows of it, so that the first progress already says that somebody is working.
    const ends = Promise.resolve()
      .then(() => work(batchId))
      .catch((error: unknown) => {
        const problem = report(error);
        store.transaction(() => store.batches.setProblem(batchId, problem));
      })
      // A store that cannot even take the reason has said so in the log; the rows it has are still true.
      .catch(onError)
      .then(() => {
        running.delete(batchId);
        changed(batchId, []);
      });
    running.set(batchId, ends);
    changed(batchId, []);
  }

  return {
    summary,
    summarise: summariseNow,

    /**
     * Checks a request against the account's stock, writes the batch down and starts it.
     * @param replaces for a batch of one that stands in for a lost eSIM
     * @returns the batch's id as soon as it is planned
     * @throws StationError `plan.*` or `api.*` with nothing written and nothing spent
     */
    async create(request: BatchRequest, operator: string, replaces: StoredBatch['replaces'] = null): Promise<string> {
      const planned = plan(request, await client.inventory());
      const id = store.transaction(() => store.batches.create({ ...planned, operator, replaces, createdAt: now() }));
      run(id);
      return id;
    },

    /** Goes on with a batch that stopped before its end. Unknown outcomes stay as they are. */
    resume(batchId: string): void {
      summary(batchId);
      run(batchId);
    },

    /** Goes on with everything that is unfinished, as after a start. @returns the ids of those batches */
    resumeAll(): string[] {
      const ids = store.batches.unfinished();
      for (const id of ids) run(id);
      return ids;
    },

    /** Resolves when no batch is being worked on. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running.values());
    },

    /** Whether a call of this batch spent stock, or may have. */
    mayHaveSpent: (batchId: string): boolean =>
      store.journal.ofBatch(batchId).some(({ outcome }) => outcome !== 'refused' && outcome !== 'unsent'),

    /** Stops waiting, lets a call that is on its way come home, and starts nothing new. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}

/**
 * Calls that were on their way when the program died: whether they were carried out only the account can tell, so their items
 * are unknown and nothing of it is sent again.
 */
function settleInterruptedCalls(store: Store, now: () => Date): void {
  store.transaction(() => {
    for (const call of store.journal.stillOpen()) {
      const problem = unknownOutcome(call.kind);
      store.journal.close(call.id, { outcome: 'unknown', closedAt: now(), problem });
      for (const { position, state } of store.items.ofCall(call.id)) {
        if (call.batchId && state === 'applying')
          store.items.update(call.batchId, position, { state: 'unknown', problem });
      }
    }
  });
}
