import type { BatchProgress } from '../shared/model.ts';
import type { Client } from './esim-go/index.ts';
import type { Journal } from './journal/index.ts';
import { createProvisioning, type Provisioning } from './provisioning/index.ts';
import { createReconcile, type Reconcile } from './reconcile/index.ts';
import type { Store } from './store/index.ts';
import { timingFor } from './waiting/index.ts';

/** What spends, and what finds out what became of it: each needs the other, and neither knows it. */
export interface Engine {
  journal: Journal;
  reconcile: Reconcile;
  provisioning: Provisioning;
  /** Stops waiting, lets a call that is on its way come home, and starts nothing new. */
  stop(): Promise<void>;
}

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  /** How long the API may work on a call before what does not show counts as never made, in milliseconds. */
  processingMs: number;
  mustBeOurs: Journal['mustBeOurs'];
  /** Awaited as a batch begins and ends, so that a copy of the history of before is recognised. */
  touch: () => Promise<void>;
  onProgress: (progress: BatchProgress) => void;
  /** Told about errors that are no sentence for a person: mistakes of ours. */
  onError: (error: unknown) => void;
}

export function createEngine({ processingMs, mustBeOurs, touch, ...options }: Options): Engine {
  const { store, client, now, onProgress } = options;
  const closing = new AbortController();
  const common = { ...options, timing: timingFor(processingMs) };
  const journal: Journal = { store, now, apiNow: client.now, mustBeOurs };
  const reconcile = createReconcile({
    ...common,
    journal,
    changed: (batchId, items) => onProgress({ batch: provisioning.summary(batchId), changed: items }),
    copySeen: () => provisioning.copySeen(),
    signal: closing.signal,
  });
  const provisioning = createProvisioning({ ...common, journal, settling: reconcile, touch });
  return {
    journal,
    reconcile,
    provisioning,
    async stop() {
      closing.abort();
      await provisioning.stop();
      await reconcile.othersFound().catch(() => {});
    },
  };
}
