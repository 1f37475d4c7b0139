import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { A4_TEN, type CardFormat, cardsPerPage, moduleSize, paginate } from '../../shared/card-formats.ts';

const formats = fc.record({ columns: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 12 }) });

describe('paginate', () => {
  it('puts every card on paper once, in order, and fills up with blanks at the end alone', () => {
    fc.assert(
      fc.property(fc.nat(120), formats, (count, { columns, rows }) => {
        const format: CardFormat = { ...A4_TEN, columns, rows };
        const cards = Array.from({ length: count }, (_, index) => index);
        const pages = paginate(cards, format);
        expect(pages.every((page) => page.length === cardsPerPage(format))).toBe(true);
        const places = pages.flat();
        expect(places.slice(0, count)).toEqual(cards);
        expect(places.slice(count).every((place) => place === null)).toBe(true);
        expect(places.length - count).toBeLessThan(cardsPerPage(format));
      }),
    );
  });

  it('needs no page for no cards', () => {
    expect(paginate([], A4_TEN)).toEqual([]);
  });
});

describe('moduleSize', () => {
  /** Modules on a side of QR versions 1 to 14; a 255 character code needs at most version 14 at level M. */
  const sides = Array.from({ length: 14 }, (_, index) => 21 + 4 * index);

  it.each(sides)('makes a code of %d modules readable', (modules) => {
    expect(moduleSize(modules)).toBeGreaterThanOrEqual(0.5);
    expect(moduleSize(modules) * modules).toBeGreaterThanOrEqual(24);
  });

  it('leaves room for it on the card, with its quiet zone and the safe margin of 3 mm', () => {
    for (const modules of sides) {
      expect(moduleSize(modules) * (modules + 8)).toBeLessThanOrEqual(A4_TEN.card.height - 6);
    }
  });
});

describe('A4 with ten cards', () => {
  it('fits the page with room for its crop marks', () => {
    const { page, card, columns, rows, crop } = A4_TEN;
    const sides = (page.width - columns * card.width) / 2;
    const ends = (page.height - rows * card.height) / 2;
    // 4 mm at the edge of the paper cannot be printed on by common printers.
    expect(Math.min(sides, ends)).toBeGreaterThanOrEqual(crop.length + crop.gap + 4);
  });
});
