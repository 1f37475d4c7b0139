// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { cropLines } from '../../renderer/sheet/CropMarks.tsx';
import { blanksOf, pagesOf } from '../../renderer/sheet/pages.ts';
import { SheetPage } from '../../renderer/sheet/SheetPage.tsx';
import { A4_TEN } from '../../shared/card-formats.ts';
import { groupIccid } from '../../shared/iccid.ts';
import type { Sheet } from '../../shared/model.ts';
import { card, iccid, sheet } from './data.ts';
import { render, screen, within } from './dom.ts';

function print(what: Sheet) {
  const { container } = render(pagesOf(what).map((facts) => <SheetPage key={facts.page} {...facts} />));
  return [...container.querySelectorAll('section')].map((page) => {
    const [places, , footer] = page.children;
    if (!places || !footer) throw new Error('a page has places, marks and a footer');
    return { places: [...places.children], footer: footer.textContent ?? '' };
  });
}

describe('a sheet', () => {
  it('of five cards has five cards, five blanks and nothing twice', () => {
    const [page] = print(sheet(5));
    const places = page?.places ?? [];
    expect(places.map(({ tagName }) => tagName)).toEqual([...Array(5).fill('ARTICLE'), ...Array(5).fill('DIV')]);
    for (const blank of places.slice(5)) {
      expect(blank.textContent).toBe('');
      expect(blank.children).toHaveLength(0);
    }
    const printed = places.slice(0, 5).map((place) => place.querySelector('dd')?.textContent);
    expect(printed).toEqual([1, 2, 3, 4, 5].map((position) => groupIccid(iccid(position))));
    expect(blanksOf(sheet(5))).toBe(5);
  });

  it('of eleven cards says on each page which one it is', () => {
    const pages = print(sheet(11));
    expect(pages.map(({ places }) => places.filter(({ tagName }) => tagName === 'ARTICLE').length)).toEqual([10, 1]);
    expect(pages.map(({ footer }) => /page \d of \d · \d+ cards/.exec(footer)?.[0])).toEqual([
      'page 1 of 2 · 11 cards',
      'page 2 of 2 · 11 cards',
    ]);
  });

  it('says in the margin what it is and what is left out', () => {
    const [page] = print(sheet(5, { leftOut: 2 }));
    expect(page?.footer).toContain('Harbour Festival · 1 GB');
    expect(page?.footer).toContain('2 eSIMs of this batch are not ready and not on this sheet');
  });

  it('of several bundles says so in the margin, and on each card which one', () => {
    const cards = [card(1), card(2, { bundle: 'esim_3GB_30D_US_V2' })];
    const [page] = print(sheet(2, { bundle: null, cards }));
    expect(page?.footer).toContain('Harbour Festival · Several bundles');
    expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('United Kingdom'),
      expect.stringContaining('United States'),
    ]);
  });

  it('of the practice says so on every card, and one of a live account on none', () => {
    print(sheet(3, { mode: 'practice' }));
    expect(screen.getAllByText('PRACTICE – this code installs nothing')).toHaveLength(3);
  });

  it('of a live account is no practice', () => {
    print(sheet(3));
    expect(screen.queryByText(/PRACTICE/)).toBeNull();
  });
});

describe('a card', () => {
  const printed = (changes: Parameters<typeof card>[1] = {}) => {
    print(sheet(1, { cards: [card(3, { quantity: 24, ...changes })] }));
    return within(screen.getByRole('article'));
  };

  it('says all that is needed to scan, to type and to ask', () => {
    const face = printed();
    expect(face.getByRole('heading').textContent).toMatch(/^1 GB\s· 7 days\s· United Kingdom$/);
    expect(face.getByText('Ref. Harbour Festival')).toBeDefined();
    expect(face.getByText('3/24')).toBeDefined();
    expect(face.getByText('smdp.example.com')).toBeDefined();
    expect(face.getByText('JQ-O0l1I-3')).toBeDefined();
    expect(face.getByRole('img', { name: 'QR code of eSIM 3 of 24' })).toBeDefined();
    for (const help of [/^iPhone:/, /^Android:/, /^One phone, one time/]) expect(face.getByText(help)).toBeDefined();
  });

  it('carries the longest activation code whole, in smaller type', () => {
    const matchingId = 'Z'.repeat(255 - 'LPA:1$smdp.example.com$'.length);
    const face = printed({ matchingId });
    expect(face.getByText(matchingId)).toBeDefined();
    expect(screen.getByRole('article').dataset.codes).toBe('smallest');
  });

  it('is made out to its person, above the reference', () => {
    const face = printed({ name: 'Zoë Müller' });
    const [name, reference] = [face.getByText('Zoë Müller'), face.getByText('Ref. Harbour Festival')];
    expect(name.nextElementSibling).toBe(reference);
    expect(screen.getByRole('article').dataset.named).toBe('true');
  });

  it('for nobody in particular has no line for a name', () => {
    expect(printed().getByText('Ref. Harbour Festival').previousElementSibling?.tagName).toBe('H2');
    expect(screen.getByRole('article').dataset.named).toBe('false');
  });

  it.each([
    ['', 'x'.repeat(60), 'normal'],
    ['x'.repeat(30), 'x'.repeat(30), 'normal'],
    ['x'.repeat(30), 'x'.repeat(31), 'small'],
    ['x'.repeat(60), 'x'.repeat(51), 'smallest'],
  ])('gives a name and a reference the room of one, in smaller type (%#)', (name, reference, size) => {
    printed({ name, reference });
    expect(screen.getByRole('article').dataset.reference).toBe(size);
  });

  it('without a reference leaves its line out', () => {
    expect(printed({ reference: '' }).queryByText(/Ref\./)).toBeNull();
  });
});

describe('the crop marks', () => {
  const left = (A4_TEN.page.width - A4_TEN.columns * A4_TEN.card.width) / 2;
  const top = (A4_TEN.page.height - A4_TEN.rows * A4_TEN.card.height) / 2;
  const lines = [...cropLines(A4_TEN).matchAll(/M([\d.]+) ([\d.]+)([hv])(-?[\d.]+)/g)].map(
    ([, x, y, direction, length]) => {
      const [fromX, fromY, by] = [Number(x), Number(y), Number(length)];
      return direction === 'h' ? { x: [fromX, fromX + by], y: [fromY] } : { x: [fromX], y: [fromY, fromY + by] };
    },
  );

  it('stand at both ends of every cut', () => {
    expect(lines).toHaveLength(2 * (A4_TEN.columns + 1) + 2 * (A4_TEN.rows + 1));
  });

  it('are on the page and never inside a card', () => {
    for (const { x, y } of lines) {
      const outside =
        Math.max(...x) < left ||
        Math.min(...x) > A4_TEN.page.width - left ||
        Math.max(...y) < top ||
        Math.min(...y) > A4_TEN.page.height - top;
      expect(outside).toBe(true);
      expect(Math.min(...x, ...y)).toBeGreaterThan(0);
      expect(Math.max(...x)).toBeLessThan(A4_TEN.page.width);
      expect(Math.max(...y)).toBeLessThan(A4_TEN.page.height);
    }
  });
});
