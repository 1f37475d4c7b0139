/** The chaos harness is a test itself, so it has to be able to fail: what it compares, and that a seed plays the same run again. */
import { expect, it } from 'vitest';
import type { Ledger } from '../../electron/training/index.ts';
import type { Batch, BatchItem } from '../../shared/model.ts';
import { compare } from '../chaos/compare.ts';
import { drawPlan } from '../chaos/draw.ts';
import type { Outcome } from '../chaos/station.ts';

const GB = 'esim_1GB_7D_GB_V2';

function ledger(applies: [agent: string, ...iccids: string[]][]): Ledger {
  const made = applies.map(([agent, ...iccids], number) => ({
    reference: `apply-${number}`,
    agent,
    iccids,
    bundle: GB,
  }));
  const esims = made.flatMap(({ reference, iccids }) =>
    iccids.map((iccid) => ({
      iccid,
      reference,
      bundle: GB,
      matchingId: `M-${iccid}`,
      smdpAddress: 'rsp.example.test',
    })),
  );
  return { applies: made, esims } as unknown as Ledger;
}

function station(agent: string, items: [BatchItem['state'], iccid?: string, code?: string][]): Outcome {
  const batch = {
    kind: 'new',
    items: items.map(([state, iccid = null], index) => ({ position: index + 1, bundle: GB, state, iccid })),
  } as unknown as Batch;
  const cards = items.flatMap(([, iccid, code]): [string, string][] =>
    iccid ? [[iccid, code ?? `LPA:1$rsp.example.test$M-${iccid}`]] : [],
  );
  const books = { batches: [batch], cards: new Map(cards) };
  return { books, agents: new Set([agent]), processes: [], asked: new Set(), settled: true };
}

const counts = (applies: Parameters<typeof ledger>[0], ...stations: Outcome[]) => {
  const { lost, doubled, wronglyAdopted, unsettled } = compare(ledger(applies), stations);
  return [lost, doubled, wronglyAdopted, unsettled].map(({ length }) => length);
};

it.each([
  [
    'nothing',
    [['a', '1', '2']],
    [
      station('a', [
        ['ready', '1'],
        ['ready', '2'],
      ]),
    ],
    [0, 0, 0, 0],
  ],
  [
    'an eSIM that is refused and named',
    [['a', '1']],
    [
      station('a', [
        ['ready', '1'],
        ['failed', '2'],
      ]),
    ],
    [0, 0, 0, 0],
  ],
  ['an eSIM that failed and was spent', [['a', '1']], [station('a', [['failed', '1']])], [0, 0, 0, 0]],
  ['a lost eSIM', [['a', '1', '2']], [station('a', [['ready', '1'], ['unknown']])], [1, 0, 0, 0]],
  [
    'a chunk that was sent twice',
    [
      ['a', '1'],
      ['a', '2'],
    ],
    [station('a', [['ready', '2']])],
    [1, 1, 0, 0],
  ],
  [
    'a spent eSIM that counts as refused',
    [['a', '1', '2']],
    [station('a', [['ready', '1'], ['failed']])],
    [1, 1, 0, 0],
  ],
  ['one that a stranger made', [['s', '1']], [station('a', [['ready', '1']])], [0, 0, 1, 1]],
  [
    'one that two stations have',
    [['a', '1']],
    [station('a', [['ready', '1']]), station('b', [['quarantined', '1']])],
    [0, 1, 1, 0],
  ],
  ['a card with another code', [['a', '1']], [station('a', [['ready', '1', 'LPA:1$x$y']])], [0, 0, 0, 1]],
  ['one that nobody paid for', [], [station('a', [['ready', '1']])], [0, 0, 0, 1]],
  ['a station that does not settle', [], [{ ...station('a', []), settled: false }], [0, 0, 0, 1]],
] as [string, Parameters<typeof ledger>[0], Outcome[], number[]][])(
  'finds %s',
  (_what, applies, stations, expected) => {
    expect(counts(applies, ...stations)).toEqual(expected);
  },
);

it('draws the same plan from the same numbers, and another one from others', () => {
  expect(drawPlan(7, 3)).toEqual(drawPlan(7, 3));
  expect(drawPlan(7, 4).stations).not.toEqual(drawPlan(7, 3).stations);
  expect(drawPlan(8, 3).stations).not.toEqual(drawPlan(7, 3).stations);
});
