import { StationError } from '../../shared/errors.ts';
import { MAX_BATCH, MAX_MANIFEST_MEGABYTES } from '../../shared/limits.ts';
import type { ColumnMap, ManifestColumns, ManifestEncoding, ManifestRow } from '../../shared/model.ts';
import { type Columns, countKnown, describe, readHeader } from './columns.ts';
import { findDialect } from './dialect.ts';
import { isNeverQuantity } from './header-words.ts';
import { readLetters } from './letters.ts';
import { QuantityWatch } from './quantity.ts';
import { readRow } from './row.ts';
import { readTable, type TableRow } from './table.ts';
import { isArchive, isOldWorkbook, readWorkbook } from './workbook.ts';

/** What a person says of a list that it does not say itself. */
export interface ReadOptions {
  columns?: ColumnMap | undefined;
  encoding?: string | undefined;
  /** One bundle for all of a list that names none. */
  bundle?: string | undefined;
}

interface Table {
  header: string[];
  columns: ManifestColumns;
  rows: ManifestRow[];
}

const MAX_ROWS = 10_000;
/** Names that show whether the letters are right. */
const PREVIEW = 3;

/**
 * A list as it was read, in the likeliest of all ways to read its letters.
 * @param mapFor the columns that a person chose for a list with this header
 * @throws StationError `manifest.*` about the file as a whole
 */
export async function readList(
  bytes: Uint8Array,
  { encoding, bundle = '' }: ReadOptions,
  mapFor: (header: readonly string[]) => ColumnMap,
): Promise<Table & { encoding: ManifestEncoding }> {
  if (bytes.length > MAX_MANIFEST_MEGABYTES * 1_000_000) throw tooLarge('size', MAX_MANIFEST_MEGABYTES);
  if (isOldWorkbook(bytes)) throw new StationError('manifest.old-workbook');
  if (isArchive(bytes)) {
    const table = await readRows(readWorkbook(bytes), mapFor, bundle);
    return { ...table, encoding: { name: 'XLSX', names: [], alternatives: [], certain: true } };
  }
  const [first, ...others] = readLetters(bytes, encoding);
  const best = await readRows(tableOf(first.text), mapFor, bundle);
  const different = [{ name: first.name, rows: best.rows }];
  for (const { name, text } of others) {
    // Read that way it may be no list.
    const { rows } = await readRows(tableOf(text), mapFor, bundle).catch(() => best);
    if (different.every((other) => !saysTheSame(other.rows, rows))) different.push({ name, rows });
  }
  const [chosen, ...alternatives] = different.map(({ name, rows }) => ({ name, names: tellingNames(rows) }));
  const { name = first.name, names = [] } = chosen ?? {};
  return { ...best, encoding: { name, names, alternatives, certain: alternatives.length === 0 } };
}

const tableOf = (text: Buffer) => readTable(text, findDialect(text, countKnown));

async function readRows(
  table: AsyncIterable<TableRow>,
  mapFor: (header: readonly string[]) => ColumnMap,
  bundle: string,
): Promise<Table> {
  const rows: ManifestRow[] = [];
  let header: string[] = [];
  let columns: Columns | null = null;
  let watches = new Map<number, QuantityWatch>();
  let esims = 0;
  for await (const row of table) {
    if (!columns) {
      header = row.cells;
      columns = readHeader(header, mapFor(header), bundle);
      watches = watchesOf(header, columns, mapFor(header));
      continue;
    }
    if (rows.length === MAX_ROWS) throw tooLarge('rows', MAX_ROWS);
    const read = readRow(row, columns);
    rows.push(read);
    esims += read.quantity ?? 0;
    for (const [index, watch] of watches) watch.see(row.cells[index] ?? '');
  }
  if (!columns || rows.length === 0) throw new StationError('manifest.empty');
  if (esims > MAX_BATCH) throw tooLarge('esims', MAX_BATCH);
  const [likeQuantity = -1] = [...watches].find(([, watch]) => watch.looksLikeQuantity) ?? [];
  return { header, columns: describe(header, columns, likeQuantity), rows };
}

/** Where no quantity is read and nobody said that there is none, every other column may be it; names that are numbers, too. */
function watchesOf(header: readonly string[], { at }: Columns, given: ColumnMap): Map<number, QuantityWatch> {
  if (at.quantity >= 0 || given.quantity === null) return new Map();
  const read = new Set([at.reference, at.bundle]);
  const indexes = header.flatMap((cell, index) => (read.has(index) || isNeverQuantity(cell) ? [] : [index]));
  return new Map(indexes.map((index) => [index, new QuantityWatch()]));
}

const saysTheSame = (one: readonly ManifestRow[], other: readonly ManifestRow[]) =>
  JSON.stringify(one) === JSON.stringify(other);

function tellingNames(rows: readonly ManifestRow[]): string[] {
  const texts = rows.map(({ name, reference, bundle }) =>
    [name, reference, bundle].find((text) => /[^\0-\x7f]/.test(text)),
  );
  return texts.filter((text) => text !== undefined).slice(0, PREVIEW);
}

const tooLarge = (what: 'size' | 'rows' | 'esims', max: number) =>
  new StationError('manifest.too-large', { what, max });
