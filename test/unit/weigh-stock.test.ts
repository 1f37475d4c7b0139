/** Each number that the stock is weighed with, one more and one less. */
import { describe, expect, it } from 'vitest';
import type { Group } from '../../electron/reconcile/groups.ts';
import { type Spent, weighStock } from '../../electron/reconcile/weigh-stock.ts';
import type { OwnSpending, StockReading } from '../../electron/store/index.ts';

const READ_AT = Date.parse('2026-03-02T10:00:00Z');
const reading: StockReading = { before: 100, readAt: new Date(READ_AT).toISOString(), tick: 5 };
const none: OwnSpending = { after: 0, perhaps: 0, added: 0, perhapsAdded: 0 };
const nobody: Spent = { theirs: [], candidates: [], inDoubt: [] };

/** @param ms after the stock was read */
const group = (size: number, ms: number): Group => ({
  reference: `${size} ${ms}`,
  bundle: 'b',
  iccids: Array.from({ length: size }, (_, index) => `${size}${ms}${index}`),
  assignedAt: READ_AT + ms,
  claim: { by: 'nobody' },
  growing: false,
});

const fits = (gone: number, own: Partial<OwnSpending> = {}, spent: Partial<Spent> = {}) =>
  weighStock(reading, 100 - gone, { ...none, ...own }, { ...nobody, ...spent }).stockFits;
const covers = (gone: number, own: Partial<OwnSpending> = {}, spent: Partial<Spent> = {}) =>
  weighStock(reading, 100 - gone, { ...none, ...own }, { ...nobody, ...spent }).stockCovers;

describe('"it was never made" fits the stock', () => {
  it.each([
    ['nothing is gone', {}, {}, [0]],
    ['our own calls after the reading', { after: 3 }, {}, [3]],
    ['our own calls about the reading', { after: 3, perhaps: 2 }, {}, [3, 4, 5]],
    ['bought meanwhile', { after: 3, added: 10 }, {}, [-7]],
    ['bought about the reading', { perhapsAdded: 4 }, {}, [-4, -3, -2, -1, 0]],
    ['given back about the reading', { perhapsAdded: -2 }, {}, [0, 1, 2]],
    ["somebody else's after the reading", {}, { theirs: [group(2, 2_001)] }, [2]],
    ["somebody else's about the reading", {}, { theirs: [group(2, 2_000)] }, [0, 1, 2]],
    ["somebody else's before the reading", {}, { theirs: [group(2, -2_001)] }, [0]],
    ['what other lost calls may have made explains nothing', {}, { inDoubt: [group(2, 9_000)] }, []],
  ] as const)('%s', (_, own, spent, right) => {
    const found = Array.from({ length: 41 }, (_, index) => index - 20).filter((gone) => fits(gone, own, spent));
    expect(found.map((gone) => gone + 0)).toEqual([...right]);
  });
});

describe('"these are ours" is covered by the stock', () => {
  it.each([
    ['as many as the candidates are gone', {}, { candidates: [group(3, 9_000)] }, 3],
    ['besides our own', { after: 4 }, { candidates: [group(3, 9_000)] }, 7],
    ['besides what is for sure somebody else’s', {}, { candidates: [group(3, 9_000)], theirs: [group(2, 9_000)] }, 5],
    [
      'besides what other lost calls may have made',
      {},
      { candidates: [group(3, 9_000)], inDoubt: [group(5, 9_000)] },
      8,
    ],
    ['although some were bought meanwhile', { added: 10 }, { candidates: [group(3, 9_000)] }, -7],
  ] as const)('%s', (_, own, spent, least) => {
    expect([covers(least, own, spent), covers(least - 1, own, spent)]).toEqual([true, false]);
  });
});

it('tells nothing where it was not read, before or now', () => {
  const no = { stockFits: false, stockCovers: false };
  expect(weighStock(null, 100, none, nobody)).toEqual(no);
  expect(weighStock(reading, null, none, nobody)).toEqual(no);
});
