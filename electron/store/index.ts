import { batchTable } from './batches.ts';
import { esimTable } from './esims.ts';
import { identityTable } from './identity.ts';
import { itemTable } from './items.ts';
import { journalTable } from './journal.ts';
import { isEncrypted, type OpenOptions, openDatabase, storeError } from './open.ts';
import { settlementTable } from './settlements.ts';
import { openTicks } from './ticks.ts';

export type { PlannedItem, StoredBatch } from './batches.ts';
export type { AccountOwner, Renewal } from './identity.ts';
export type { Unreferenced } from './items.ts';
export {
  type ApplyCall,
  type ApplyEntry,
  type Call,
  type Entry,
  isApply,
  type Opening,
  type OrderEntry,
  type OtherEntry,
  type Outcome,
  type OwnSpending,
  type RefundEntry,
  type RevokeEntry,
  type StockReading,
} from './journal.ts';
export type { Evidence, OpenQuestion } from './settlements.ts';
export { isEncrypted };

export type Store = ReturnType<typeof openStore>;

/**
 * The history of one account on this computer, in one SQLite file.
 * @throws StationError `store.*` with a sentence that names the file
 */
export function openStore(options: OpenOptions) {
  const { db, encrypted } = openDatabase(options);

  function transaction<T>(work: () => T): T {
    try {
      return db.transaction(work).immediate();
    } catch (error) {
      throw storeError(error, options.file);
    }
  }

  const identity = identityTable(db, transaction, () => {
    // What is written down from now on is of the new station.
    journal = journalTable(db, identity.stationId(), ticks);
  });
  const ticks = openTicks(db);
  let journal = journalTable(db, identity.stationId(), ticks);

  return {
    batches: batchTable(db),
    items: itemTable(db),
    get journal() {
      return journal;
    },
    settlements: settlementTable(db, ticks),
    esims: esimTable(db),
    identity,
    /** Which of the stations of an account this is; changes when the history turns out to be a copy. */
    get stationId(): string {
      return identity.stationId();
    },
    /** Which ones it was before that. */
    get formerStationIds(): string[] {
      return identity.formerStationIds();
    },
    /** Whether codes and images are unreadable without the key from the keychain. */
    encrypted,
    /** All or nothing, and on the disk when it returns. */
    transaction,
    close(): void {
      db.close();
    },
  };
}
