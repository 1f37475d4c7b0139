import { A4_TEN, cardsPerPage, paginate } from '../../shared/card-formats.ts';
import type { Card, Sheet } from '../../shared/model.ts';

/** The format of every sheet so far. */
export const format = A4_TEN;

export interface PageFacts {
  sheet: Sheet;
  /** Cards and blanks (null) in reading order. */
  places: (Card | null)[];
  page: number;
  pages: number;
}

export function pagesOf(sheet: Sheet): PageFacts[] {
  const split = paginate(sheet.cards, format);
  return split.map((places, index) => ({ sheet, places, page: index + 1, pages: split.length }));
}

export function blanksOf(sheet: Sheet): number {
  return pagesOf(sheet).length * cardsPerPage(format) - sheet.cards.length;
}
