import { StationError } from '../../shared/errors.ts';
import type { Batch, BatchSummary, Esim, Mode, Sheet } from '../../shared/model.ts';
import type { Store, StoredBatch } from '../store/index.ts';
import { codesCsv, codesTable } from './codes-csv.ts';
import { workbook } from './codes-xlsx.ts';

export type History = ReturnType<typeof createHistory>;

const PAGE = 50;

/** Everything that is read from this computer alone, with or without a network. */
export function createHistory(store: Store, mode: Mode, summarise: (batch: StoredBatch) => BatchSummary) {
  function stored(id: string): StoredBatch {
    const batch = store.batches.get(id);
    if (!batch) throw new StationError('store.batch-not-found');
    return batch;
  }

  const codesOf = (batchId: string) =>
    codesTable(stored(batchId), store.items.ofBatch(batchId), store.esims.ofBatch(batchId));

  return {
    list({ search, before }: { search: string; before?: string | undefined }): {
      batches: BatchSummary[];
      more: boolean;
    } {
      const found = store.batches.list({ search, before, limit: PAGE + 1 });
      return { batches: found.slice(0, PAGE).map(summarise), more: found.length > PAGE };
    },

    batch(id: string): Batch {
      return { ...summarise(stored(id)), items: store.items.ofBatch(id) };
    },

    esim(iccid: string): Esim {
      const esim = store.esims.get(iccid);
      if (!esim) throw new StationError('store.esim-not-found', { iccid });
      return esim;
    },

    /** The one eSIM with a matching ID, in whatever case it was read; null where none or several could be meant. */
    find(matchingId: string, smdpAddress: string | null): { iccid: string } | null {
      const all = store.esims.withMatchingId(matchingId);
      const host = smdpAddress?.toLowerCase();
      const there = host === undefined ? all : all.filter((esim) => esim.smdpAddress.toLowerCase() === host);
      // An address may be written in another way than when the eSIM was bought; the matching ID decides where it is the only one.
      const [found, ...others] = there.length > 0 ? there : all;
      return found && others.length === 0 ? { iccid: found.iccid } : null;
    },

    /** The customer an eSIM was sold to by this station; empty for one it does not know. */
    referenceOf: (iccid: string): string => store.esims.get(iccid)?.reference ?? '',

    /** The PNG of an eSIM that was verified; a quarantined one has none. */
    qrImage(iccid: string): Buffer {
      const png = store.esims.image(iccid);
      if (!png) throw new StationError('store.image-not-found', { iccid });
      return png;
    },

    /** The cards of a batch's ready eSIMs, in order; only what was verified ever reaches paper. */
    sheet(batchId: string): Sheet {
      const batch = stored(batchId);
      const ready = store.esims.ofBatch(batchId).filter(({ state }) => state === 'ready');
      const cards = ready.map(
        ({ iccid, smdpAddress, matchingId, activationCode, bundle, name, reference, position, quantity }) => ({
          iccid,
          smdpAddress,
          matchingId,
          activationCode,
          bundle,
          name,
          reference,
          position,
          quantity,
        }),
      );
      const { createdAt, reference, bundle, quantity } = batch;
      return {
        batchId,
        createdAt,
        reference,
        bundle,
        mode,
        cards,
        leftOut: quantity - cards.length - batch.counts.cancelled,
      };
    },

    /** `codes.csv` of a batch: a line for each eSIM wanted, also for those that are not ready. */
    codes: (batchId: string): string => codesCsv(codesOf(batchId)),

    /** The same as a workbook, which spreadsheets open without guessing what its cells are. */
    codesWorkbook: (batchId: string): Promise<Uint8Array> => workbook(codesOf(batchId)),
  };
}
