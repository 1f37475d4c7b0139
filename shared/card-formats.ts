/** Paper and cards, in millimetres. */
export interface CardFormat {
  id: string;
  page: { width: number; height: number };
  card: { width: number; height: number };
  columns: number;
  rows: number;
  /** Length of a crop mark and its distance from the corner it points at. */
  crop: { length: number; gap: number };
}

/** A4 with ten business-card sized cards, which share their cutting lines. */
export const A4_TEN: CardFormat = {
  id: 'a4-10',
  page: { width: 210, height: 297 },
  card: { width: 85, height: 54 },
  columns: 2,
  rows: 5,
  crop: { length: 5, gap: 2 },
};

export function cardsPerPage(format: CardFormat): number {
  return format.columns * format.rows;
}

/** The smallest module and the smallest code (without quiet zone) that phones read from paper at arm's length. */
const MIN_MODULE_MM = 0.5;
const MIN_CODE_MM = 24;

/**
 * The side of one module on paper.
 * @param modules modules on a side, without the quiet zone
 * @returns millimetres
 */
export function moduleSize(modules: number): number {
  return Math.max(MIN_MODULE_MM, MIN_CODE_MM / modules);
}

/** Splits cards over pages; the last page is filled with blanks (null), never with a repeated card. */
export function paginate<T>(cards: readonly T[], format: CardFormat): (T | null)[][] {
  const perPage = cardsPerPage(format);
  const pages: (T | null)[][] = [];
  for (let start = 0; start < cards.length; start += perPage) {
    const page: (T | null)[] = cards.slice(start, start + perPage);
    while (page.length < perPage) page.push(null);
    pages.push(page);
  }
  return pages;
}
