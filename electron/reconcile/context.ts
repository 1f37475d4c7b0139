import type { BatchItem } from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import type { Journal } from '../journal/index.ts';
import type { Store } from '../store/index.ts';
import type { Timing } from '../waiting/index.ts';
import type { Elapsed } from './elapsed.ts';
import type { Facts } from './facts.ts';
import type { Gate } from './gate.ts';

/** What every step of reconciling works with. */
export interface Context {
  store: Store;
  client: Client;
  now: () => Date;
  journal: Journal;
  timing: Timing;
  gate: Gate;
  elapsed: Elapsed;
  facts: Facts;
  /** How this station marks what it made; see shared/station-mark.ts. */
  station: () => string;
  /** Whether a mark is this station's, now or under an earlier id. */
  isOwnMark: (station: string) => boolean;
  /** Called when the account shows marks of this station that its history knows nothing of: somebody works with a copy of it. */
  copySeen: () => void;
  /** Adopts eSIMs of the account, for one lost call at a time: two of them may see the same ones. */
  claiming: <T>(adopt: () => Promise<T>) => Promise<T>;
  /** Says which items of a batch changed, after the change is in the store. */
  changed: (batchId: string, items: BatchItem[]) => void;
  /** Ends when the station closes. */
  signal: AbortSignal;
}
