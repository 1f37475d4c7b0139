/** Manifests: what a travel desk wants, for whom, as a CSV. Read, held against the stock, and turned into lines to provision. */
import { randomUUID } from 'node:crypto';
import { StationError } from '../../shared/errors.ts';
import type { BatchLine, ColumnMap, ManifestCheck, ManifestRow, StockBundle } from '../../shared/model.ts';
import { shapeOf } from './header-words.ts';
import { holdAgainst } from './hold.ts';
import { type IccidList, readIccidList } from './iccids.ts';
import { type ReadOptions, readList } from './read.ts';
import { findRepeats, manifestFingerprint } from './repeats.ts';

export { manifestFingerprint } from './repeats.ts';

export type Manifests = ReturnType<typeof createManifests>;

interface Manifest extends Pick<ManifestCheck, 'columns' | 'encoding' | 'fingerprint'> {
  rows: ManifestRow[];
  /** As it was when the file was checked. */
  stock: StockBundle[];
}

/** They hold the names of people, so only those that somebody may still be looking at are kept. */
const KEPT = 4;
/** Columns that were chosen by hand, of so many kinds of lists. */
const REMEMBERED = 50;

/** Nothing here spends or writes anything: what is right goes to provisioning, which looks at the stock once more. */
export function createManifests({ stock }: { stock: () => Promise<StockBundle[]> }) {
  /** The newest last. */
  const manifests = new Map<string, Manifest>();
  const chosenColumns = new Map<string, ColumnMap>();

  function manifestOf(id: string): Manifest {
    const manifest = manifests.get(id);
    if (!manifest) throw new StationError('manifest.gone');
    return manifest;
  }

  function hold(id: string, leaveOut: readonly number[]): ManifestCheck {
    const { rows, stock, columns, encoding, fingerprint } = manifestOf(id);
    const out = new Set(leaveOut);
    const held = holdAgainst(rows, stock, out);
    return { id, columns, encoding, fingerprint, repeats: findRepeats(rows, out), ...held };
  }

  return {
    /**
     * @param options columns that are chosen by hand are remembered for the next list with such a header
     * @throws StationError `manifest.*` about the file as a whole, or `api.*` when the stock cannot be read
     */
    async check(bytes: Uint8Array, options: ReadOptions = {}): Promise<ManifestCheck> {
      const mapFor = (header: readonly string[]) => options.columns ?? chosenColumns.get(shapeOf(header)) ?? {};
      const { header, rows, columns, encoding } = await readList(bytes, options, mapFor);
      if (options.columns) chosenColumns.set(shapeOf(header), options.columns);
      const id = randomUUID();
      manifests.set(id, { rows, columns, encoding, fingerprint: manifestFingerprint(rows), stock: await stock() });
      for (const old of [...manifests.keys()].slice(0, -KEPT)) manifests.delete(old);
      for (const old of [...chosenColumns.keys()].slice(0, -REMEMBERED)) chosenColumns.delete(old);
      return hold(id, []);
    },

    /**
     * The same rows against the same stock, with some lines left out.
     * @throws StationError `manifest.gone`
     */
    review: async (id: string, leaveOut: number[]): Promise<ManifestCheck> => hold(id, leaveOut),

    /**
     * What to provision, when every row that is not left out is right and nothing of the list is in doubt.
     * @param repeatsAreMeant a person has looked at the lines that ask for the same
     * @throws StationError `manifest.letters`, `manifest.like-quantity`, `manifest.wrong-rows`, `manifest.nothing`, `manifest.repeats` or
     * `manifest.gone`
     */
    lines(id: string, leaveOut: number[], repeatsAreMeant = false): BatchLine[] {
      const out = new Set(leaveOut);
      const { encoding, columns, repeats, rows: all } = hold(id, leaveOut);
      if (!encoding.certain) throw new StationError('manifest.letters', { name: encoding.name });
      const { likeQuantity } = columns;
      if (likeQuantity !== null) {
        throw new StationError('manifest.like-quantity', {
          column: columns.header[likeQuantity] || `${likeQuantity + 1}`,
        });
      }
      const rows = all.filter(({ line }) => !out.has(line));
      const wrong = rows.filter(({ problems }) => problems.length > 0);
      if (wrong[0]) throw new StationError('manifest.wrong-rows', { count: wrong.length, line: wrong[0].line });
      if (rows.length === 0) throw new StationError('manifest.nothing');
      const [repeated] = repeats;
      if (repeated && !repeatsAreMeant) {
        throw new StationError('manifest.repeats', {
          count: repeats.length,
          lines: repeated.lines.slice(0, 10).join(', '),
        });
      }
      return rows.map(({ bundle, quantity, name, reference }) => ({
        bundle,
        quantity: quantity ?? 0,
        name,
        reference,
      }));
    },

    /** The eSIMs of a list: one ICCID a line, or a table with a column of them, as `codes.csv` is. */
    iccids: (bytes: Uint8Array): Promise<IccidList> => readIccidList(bytes),
  };
}
