import { holdsActivationCode } from '../../shared/activation-code.ts';
import { MAX_LINE_LENGTH, MAX_QUANTITY } from '../../shared/limits.ts';
import type { ManifestRow, Problem } from '../../shared/model.ts';
import { machineLine, oneLine } from '../../shared/one-line.ts';
import type { Columns } from './columns.ts';
import { readQuantity } from './quantity.ts';
import type { TableRow } from './table.ts';

/** What a row says, with everything that is wrong with it by itself; the stock is held against it later. */
export function readRow({ line, cells }: TableRow, columns: Columns): ManifestRow {
  const { at } = columns;
  const cell = (index: number) => cells[index] ?? '';
  const bundle = machineLine(cell(at.bundle)) || columns.bundleForAll;
  const row = { line, name: oneLine(cell(at.name)), reference: oneLine(cell(at.reference)), bundle };
  const shape = problemOfShape(cells, columns);
  // What stands in cells that are out of place is no bundle to hold against the stock.
  if (shape) return { ...row, bundle: '', quantity: null, problems: [shape] };
  // It would be shown, kept and sent on as a name or a reference.
  if (Object.values(row).some((text) => holdsActivationCode(String(text)))) {
    return {
      line,
      name: '',
      reference: '',
      bundle: '',
      quantity: null,
      problems: [{ code: 'manifest.code', params: {} }],
    };
  }

  const quantity = at.quantity < 0 ? 1 : readQuantity(cell(at.quantity));
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
