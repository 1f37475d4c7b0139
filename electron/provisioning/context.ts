import type { BatchItem } from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import type { Store } from '../store/index.ts';
import type { Timing } from './timing.ts';

/** What every step of provisioning works with. */
export interface Context {
  store: Store;
  client: Client;
  now: () => Date;
  timing: Timing;
  /** How this station marks what it made; see shared/station-mark.ts. */
  station: string;
  /** Adopts eSIMs of the account, for one lost call at a time: two of them may see the same ones. */
  claiming: <T>(adopt: () => Promise<T>) => Promise<T>;
  /** Says which items of a batch changed, after the change is in the store. */
  changed: (batchId: string, items: BatchItem[]) => void;
  /** Ends when the station closes: waiting stops at once, what was sent is still awaited. */
  signal: AbortSignal;
}

/** The API's time where it is known: this computer's clock may be wrong, or be set while a batch runs. */
export function apiTime({ client, now }: Pick<Context, 'client' | 'now'>): Date {
  return client.now() ?? now();
}
