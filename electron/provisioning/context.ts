import type { Answer, BatchItem, Question } from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import type { Journal } from '../journal/index.ts';
import type { ApplyCall, Store } from '../store/index.ts';
import type { Timing } from '../waiting/index.ts';

/** What the engine needs of whoever settles lost calls; see electron/reconcile. */
export interface Settling {
  /** Sends an apply, a few at a time, and none while the account is looked at. */
  sending<T>(send: () => Promise<T>): Promise<T>;
  /** Looks for a lost call until it is settled or a person is asked. @throws StationError when the account is out of reach */
  lookFor(call: ApplyCall, signal: AbortSignal): Promise<'made' | 'not-made' | 'asked'>;
  /** Whether the account shows what only another life of this history can have made. */
  showsAnotherLife(): Promise<boolean>;
  /** Whether the account shows what nobody claims and a plan may have made in another life. */
  mayBeMade(plan: { bundle: string; quantities: ReadonlySet<number>; plannedAt: Date }): Promise<boolean>;
  /** What of an answered call never showed counts as lost. Call it in a transaction. */
  loseRest(call: ApplyCall, waitedMs: number): void;
  questions(batchId: string): Question[];
  /** Carries out what a person decided. @returns the batch that goes on */
  answer(answer: Answer, operator: string): Promise<string | null>;
  marks: {
    /** Shows the other stations of the account that this one is at work. */
    introduce(): void;
    write(mayWrite: () => boolean): Promise<void>;
    idle(): Promise<void>;
  };
}

/** What every step of provisioning works with. */
export interface Context {
  store: Store;
  client: Client;
  now: () => Date;
  journal: Journal;
  timing: Timing;
  settling: Settling;
  /** Says which items of a batch changed, after the change is in the store. */
  changed: (batchId: string, items: BatchItem[]) => void;
  /** Ends when the station closes: waiting stops at once, what was sent is still awaited. */
  signal: AbortSignal;
}

/** The API's time where it is known: this computer's clock may be wrong, or be set while a batch runs. */
export function apiTime({ client, now }: Pick<Context, 'client' | 'now'>): Date {
  return client.now() ?? now();
}
