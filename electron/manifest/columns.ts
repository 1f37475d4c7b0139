import { StationError } from '../../shared/errors.ts';
import { oneLine } from '../../shared/one-line.ts';

const COLUMNS = ['name', 'reference', 'bundle', 'quantity'] as const;
type Column = (typeof COLUMNS)[number];

/** Where the cells of each row stand. */
export interface Columns {
  /** Index of the cell; -1 for a column the file does not have. */
  at: Record<Column, number>;
  /** Cells of the header, also of columns that mean nothing here. */
  count: number;
}

export function countKnown(header: readonly string[]): number {
  return header.filter((cell) => columnOf(cell)).length;
}

/** @throws StationError `manifest.no-header` or `manifest.duplicate-column` */
export function readHeader(header: readonly string[]): Columns {
  const names = header.map(columnOf);
  for (const column of COLUMNS) {
    if (names.indexOf(column) !== names.lastIndexOf(column)) {
      throw new StationError('manifest.duplicate-column', { column });
    }
  }
  const at = (column: Column) => names.indexOf(column);
  if (at('bundle') < 0) throw new StationError('manifest.no-header', { column: 'bundle' });
  return {
    at: { name: at('name'), reference: at('reference'), bundle: at('bundle'), quantity: at('quantity') },
    count: header.length,
  };
}

function columnOf(cell: string): Column | undefined {
  const name = oneLine(cell).toLowerCase();
  return COLUMNS.find((column) => column === name);
}
