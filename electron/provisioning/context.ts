import type { BatchItem } from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import type { Store } from '../store/index.ts';

/** What every step of provisioning works with. */
export interface Context {
  store: Store;
  client: Client;
  now: () => Date;
  /** Says which items of a batch changed, after the change is in the store. */
  changed: (batchId: string, items: BatchItem[]) => void;
  /** Ends when the station closes: waiting stops at once, what was sent is still awaited. */
  signal: AbortSignal;
}
