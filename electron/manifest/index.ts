/** Manifests: what a travel desk wants, for whom, as a CSV. Read, held against the stock, and turned into lines to provision. */
import { randomUUID } from 'node:crypto';
import { StationError } from '../../shared/errors.ts';
import { MAX_BATCH, MAX_MANIFEST_MEGABYTES } from '../../shared/limits.ts';
import type { BatchLine, ManifestCheck, ManifestRow, StockBundle } from '../../shared/model.ts';
import { type Columns, readHeader } from './columns.ts';
import { findDialect } from './dialect.ts';
import { toUtf8 } from './encoding.ts';
import { holdAgainst } from './hold.ts';
import { readRow } from './row.ts';
import { readTable } from './table.ts';

export type Manifests = ReturnType<typeof createManifests>;

interface Manifest {
  rows: ManifestRow[];
  /** As it was when the file was checked. */
  stock: StockBundle[];
}

const MAX_ROWS = 10_000;
/** They hold the names of people, so only those that somebody may still be looking at are kept. */
const KEPT = 4;

/** Nothing here spends or writes anything: what is right goes to provisioning, which looks at the stock once more. */
export function createManifests({ stock }: { stock: () => Promise<StockBundle[]> }) {
  /** The newest last. */
  const manifests = new Map<string, Manifest>();

  function hold(id: string, leaveOut: readonly number[]): Omit<ManifestCheck, 'id'> {
    const manifest = manifests.get(id);
    if (!manifest) throw new StationError('manifest.gone');
    return holdAgainst(manifest.rows, manifest.stock, new Set(leaveOut));
  }

  return {
    /** @throws StationError `manifest.*` about the file as a whole, or `api.*` when the stock cannot be read */
    async check(bytes: Uint8Array): Promise<ManifestCheck> {
      const rows = await readRows(bytes);
      const id = randomUUID();
      manifests.set(id, { rows, stock: await stock() });
      for (const old of [...manifests.keys()].slice(0, -KEPT)) manifests.delete(old);
      return { id, ...hold(id, []) };
    },

    /**
     * The same rows against the same stock, with some lines left out.
     * @throws StationError `manifest.gone`
     */
    review: async (id: string, leaveOut: number[]): Promise<ManifestCheck> => ({ id, ...hold(id, leaveOut) }),

    /**
     * What to provision, when every row that is not left out is right.
     * @throws StationError `manifest.wrong-rows`, `manifest.nothing` or `manifest.gone`
     */
    lines(id: string, leaveOut: number[]): BatchLine[] {
      const out = new Set(leaveOut);
      const rows = hold(id, leaveOut).rows.filter(({ line }) => !out.has(line));
      const wrong = rows.filter(({ problems }) => problems.length > 0);
      if (wrong[0]) throw new StationError('manifest.wrong-rows', { count: wrong.length, line: wrong[0].line });
      if (rows.length === 0) throw new StationError('manifest.nothing');
      return rows.map(({ bundle, quantity, name, reference }) => ({
        bundle,
        quantity: quantity ?? 0,
        name,
        reference,
      }));
    },
  };
}

async function readRows(bytes: Uint8Array): Promise<ManifestRow[]> {
  if (bytes.length > MAX_MANIFEST_MEGABYTES * 1_000_000) throw tooLarge('size', MAX_MANIFEST_MEGABYTES);
  const text = toUtf8(bytes);
  const rows: ManifestRow[] = [];
  let columns: Columns | null = null;
  let esims = 0;
  for await (const row of readTable(text, findDialect(text))) {
    if (!columns) {
      columns = readHeader(row.cells);
      continue;
    }
    if (rows.length === MAX_ROWS) throw tooLarge('rows', MAX_ROWS);
    const read = readRow(row, columns);
    rows.push(read);
    esims += read.quantity ?? 0;
  }
  if (rows.length === 0) throw new StationError('manifest.empty');
  if (esims > MAX_BATCH) throw tooLarge('esims', MAX_BATCH);
  return rows;
}

const tooLarge = (what: 'size' | 'rows' | 'esims', max: number) =>
  new StationError('manifest.too-large', { what, max });
