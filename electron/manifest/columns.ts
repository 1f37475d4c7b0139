import { holdsActivationCode } from '../../shared/activation-code.ts';
import { StationError } from '../../shared/errors.ts';
import type { ColumnMap, ManifestColumns } from '../../shared/model.ts';
import { oneLine } from '../../shared/one-line.ts';
import { COLUMNS, type Column, columnOf, sameHeader } from './header-words.ts';

/** Where the cells of each row stand. */
export interface Columns {
  /** Index of the cell; -1 for a column the file does not have. */
  at: Record<Column, number>;
  /** Cells of the header, also of columns that mean nothing here. */
  count: number;
  /** What a person says the list is about where it names no bundle; else empty. */
  bundleForAll: string;
}

const LONGEST_SHOWN = 60;

export function countKnown(header: readonly string[]): number {
  return new Set(header.map((cell) => columnOf(cell)?.column).filter(Boolean)).size;
}

/**
 * @param given columns that a person chose by their headers; null for one that the list does not have
 * @throws StationError `manifest.no-header`, `manifest.no-column`, `manifest.duplicate-column` or `manifest.bundle-twice`
 */
export function readHeader(header: readonly string[], given: ColumnMap, bundleForAll: string): Columns {
  const at = { name: -1, reference: -1, bundle: -1, quantity: -1 };
  for (const column of COLUMNS) {
    const wanted = given[column];
    if (wanted === undefined) at[column] = understood(header, column, given);
    else if (wanted !== null) at[column] = indexOf(header, wanted);
  }
  if (bundleForAll !== '' && at.bundle >= 0) throw new StationError('manifest.bundle-twice');
  // Without any column that is known, the first line may well be the first person.
  const isUnknown = Object.values(at).every((index) => index < 0);
  if (isUnknown || (bundleForAll === '' && at.bundle < 0)) {
    // Cells have no tabs, so a screen can offer the header's columns to choose from.
    const params = { column: bundleForAll === '' ? 'bundle' : 'name', header: header.map(shown).join('\t') };
    throw new StationError('manifest.no-header', params);
  }
  return { at, count: header.length, bundleForAll };
}

/** The column's own name comes before words for it; two of one rank, or two quantities, are one too many. */
function understood(header: readonly string[], column: Column, given: ColumnMap): number {
  const taken = Object.values(given).filter((wanted) => wanted !== null);
  const found = header.flatMap((cell, index) => {
    const read = columnOf(cell);
    return read?.column === column && !taken.some((wanted) => sameHeader(wanted, cell))
      ? [{ index, exact: read.exact }]
      : [];
  });
  const exact = found.filter(({ exact }) => exact);
  const best = exact.length > 0 && column !== 'quantity' ? exact : found;
  if (best.length > 1) throw new StationError('manifest.duplicate-column', { column });
  return best[0]?.index ?? -1;
}

function indexOf(header: readonly string[], wanted: string): number {
  const found = header.flatMap((cell, index) => (sameHeader(wanted, cell) ? [index] : []));
  const [index = -1] = found;
  if (index < 0) throw new StationError('manifest.no-column', { column: shown(wanted) });
  if (found.length > 1) throw new StationError('manifest.duplicate-column', { column: shown(wanted) });
  return index;
}

/** How the header was understood, for people; where it is the first line of a list without one, it may hold a secret. */
export function describe(header: readonly string[], { at }: Columns, likeQuantity: number): ManifestColumns {
  const used = new Set(Object.values(at));
  const place = (index: number) => (index < 0 ? null : index);
  return {
    header: header.map(shown),
    at: {
      name: place(at.name),
      reference: place(at.reference),
      bundle: place(at.bundle),
      quantity: place(at.quantity),
    },
    unread: header.flatMap((cell, index) => (used.has(index) || oneLine(cell) === '' ? [] : [index])),
    likeQuantity: place(likeQuantity),
  };
}

function shown(cell: string): string {
  return holdsActivationCode(cell) ? '…' : oneLine(cell).slice(0, LONGEST_SHOWN);
}
