import { batchTable } from './batches.ts';
import { esimTable } from './esims.ts';
import { itemTable } from './items.ts';
import { journalTable } from './journal.ts';
import { isEncrypted, type OpenOptions, openDatabase, storeError } from './open.ts';
import { settlementTable } from './settlements.ts';
import { openTicks } from './ticks.ts';

export type { PlannedItem, StoredBatch } from './batches.ts';
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
  const stationId = db.prepare<[], { id: string }>('SELECT id FROM station').get()?.id ?? '';

  const ticks = openTicks(db);

  return {
    batches: batchTable(db),
    items: itemTable(db),
    journal: journalTable(db, stationId, ticks),
    settlements: settlementTable(db, ticks),
    esims: esimTable(db),
    /** Which of the stations of an account this is. */
    stationId,
    /** What it was before its history was found to be a copy. */
    formerStationIds: [] as readonly string[],
    /** Whether codes and images are unreadable without the key from the keychain. */
    encrypted,
    /** All or nothing, and on the disk when it returns. */
    transaction<T>(work: () => T): T {
      try {
        return db.transaction(work).immediate();
      } catch (error) {
        throw storeError(error, options.file);
      }
    },
    close(): void {
      db.close();
    },
  };
}
