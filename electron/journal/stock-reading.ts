import type { StockBundle } from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import type { StockReading, Store } from '../store/index.ts';

/** The stock as it was read once, for the journal entries of what is sent with it in mind. */
export interface StockSeen {
  bundles: StockBundle[];
  /** By the API's clock; null where that is not to be relied on. */
  readAt: Date | null;
  tick: number;
}

export async function readStock({ client, store }: { client: Client; store: Store }): Promise<StockSeen> {
  const tick = store.journal.tick();
  const asked = client.now();
  const bundles = await client.inventory();
  // The API's clock is known when two answers agree; without it a lost call could not be told from what others made before it.
  if (client.now() === null) await client.organisation().catch(() => {});
  return { bundles, readAt: asked ?? client.now(), tick };
}

/** What is written down of it with a call for one bundle. */
export function readingOf({ bundles, readAt, tick }: StockSeen, bundle: string): StockReading {
  const before = bundles.find(({ name }) => name === bundle)?.remaining ?? 0;
  return { before, readAt: readAt?.toISOString() ?? null, tick };
}
