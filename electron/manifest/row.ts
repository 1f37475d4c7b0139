import { MAX_LINE_LENGTH, MAX_QUANTITY } from '../../shared/limits.ts';
import type { ManifestRow, Problem } from '../../shared/model.ts';
import { oneLine } from '../../shared/one-line.ts';
import type { Columns } from './columns.ts';
import type { TableRow } from './table.ts';

/**
 * A whole number, also as spreadsheets write it with decimals: `2`, `2.0`, `2,00`. Three zeros are refused, because `2,000` is
 * two in one country and two thousand in the next.
 */
const QUANTITY = /^0*(?<whole>\d{1,4})(?:[.,]0{1,2})?$/;

/** What a row says, with everything that is wrong with it by itself; the stock is held against it later. */
export function readRow({ line, cells }: TableRow, { at, count }: Columns): ManifestRow {
  const read = (index: number) => oneLine(cells[index] ?? '');
  const row = { line, name: read(at.name), reference: read(at.reference), bundle: read(at.bundle) };
  const shape = problemOfShape(cells, { at, count });
  // What stands in cells that are out of place is no bundle to hold against the stock.
  if (shape) return { ...row, bundle: '', quantity: null, problems: [shape] };

  const quantity = at.quantity < 0 ? 1 : readQuantity(read(at.quantity));
  const problems: Problem[] = [];
  if (row.bundle === '') problems.push({ code: 'manifest.no-bundle', params: {} });
  if (quantity === null) problems.push({ code: 'manifest.quantity', params: { max: MAX_QUANTITY } });
  if (row.name.length > MAX_LINE_LENGTH) problems.push({ code: 'manifest.name', params: { max: MAX_LINE_LENGTH } });
  if (row.reference.length > MAX_LINE_LENGTH)
    problems.push({ code: 'manifest.reference', params: { max: MAX_LINE_LENGTH } });
  return { ...row, quantity, problems };
}

function problemOfShape(cells: readonly string[], { at, count }: Columns): Problem | null {
  // Spreadsheets leave out the last cells of a row where they are empty; a bundle or a quantity never is.
  const tooFew = cells.length <= Math.max(at.bundle, at.quantity);
  const tooMany = cells.slice(count).some((cell) => cell.trim() !== '');
  if (tooFew || tooMany) return { code: 'manifest.cells', params: { cells: cells.length, columns: count } };
  // The parser keeps the quote of a cell that does not end with one. Such a cell may have swallowed the next row.
  const unbalanced = cells.some((cell) => cell.startsWith('"') && /[\r\n]/.test(cell));
  return unbalanced ? { code: 'manifest.quotes', params: {} } : null;
}

function readQuantity(text: string): number | null {
  const quantity = Number(QUANTITY.exec(text)?.groups?.whole ?? 0);
  return quantity >= 1 && quantity <= MAX_QUANTITY ? quantity : null;
}
