/**
 * The account as the API shows it. The documents and what is seen in the wild differ in their shapes; both can be played, so
 * that a client proves itself on both. A list without rows is `null`, as a Go back-end prints it.
 */

export type Variant = 'wild' | 'documented';

/** The only currency in any sample. */
export const CURRENCY = 'USD';

/** Cents as the API prints money: a number with a fraction. */
export function money(cents: number): number {
  return cents / 100;
}

export interface Page {
  page: number;
  size: number;
}

export function onPage<Row>(rows: Row[], { page, size }: Page): Row[] {
  return rows.slice((page - 1) * size, page * size);
}

/** @param total all rows, not those of this page. */
export function list(variant: Variant, key: string, rows: unknown[], size: number, total: number): unknown {
  const value = rows.length > 0 ? rows : null;
  if (variant === 'documented') return value;
  return { [key]: value, pageCount: Math.ceil(total / size), pageSize: size, rows: total };
}

/** A list the API knows no pages for. */
export function wholeList(variant: Variant, key: string, rows: unknown[]): unknown {
  const value = rows.length > 0 ? rows : null;
  if (variant === 'documented') return value;
  return { [key]: value, pageCount: 1, pageSize: rows.length, rows: rows.length };
}
