/** What becomes of a lost call, for every combination of what the account can show; the table of ARCHITECTURE.md, row by row. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Because,
  type Decision,
  decide,
  type Lost,
  type Sight,
  type Waits,
} from '../../electron/reconcile/decide.ts';

const WAITS: Waits = { settleMs: 3_000, showsMs: 720_000, doubtMs: 60_000 };
const QUANTITY = 6;

type What = Decision['what'];

interface Case {
  lost: Lost;
  sight: Sight;
}

/** In their order: the first row that fits decides. */
const ROWS: [because: Because, fits: (one: Case) => boolean, what: (one: Case) => What][] = [
  ['it may still come', ({ sight }) => isEmpty(sight) && sight.ageMs < endOf(sight), () => 'wait'],
  ['something near may be ours', ({ sight }) => isEmpty(sight) && sight.doubtful, () => 'ask'],
  ['not everything could be seen', ({ sight }) => isEmpty(sight) && !sight.complete, () => 'ask'],
  [
    'everything was seen, nothing is there, and the stock fits',
    ({ sight }) => isEmpty(sight) && sight.stockFits,
    () => 'send-again',
  ],
  ['nothing is there, but the stock does not fit', ({ sight }) => isEmpty(sight), () => 'ask'],
  ['a larger lost call may be growing', ({ lost }) => lost.larger, () => 'wait'],
  ['not everything could be seen', ({ sight }) => !sight.complete, waitOrAsk],
  ['the call may have made only a part', ({ sight }) => !isWhole(sight), waitOrAsk],
  ['there are more groups than lost calls', ({ lost, sight }) => sight.candidates.length > lost.alike, waitOrAsk],
  ['lost calls on other terms look the same', ({ lost }) => lost.unlike, waitOrAsk],
  ['somebody else may have made it', ({ sight }) => sight.rivals, waitOrAsk],
  ['something near may be ours', ({ sight }) => sight.doubtful, waitOrAsk],
  ['it was there before the stock was read', ({ sight }) => !sight.stockCovers, waitOrAsk],
  ['others may still show themselves', ({ sight }) => sight.ageMs < WAITS.settleMs, () => 'wait'],
  ['it is ours and nobody else can have made it', () => true, () => 'adopt'],
];

const isEmpty = ({ candidates }: Sight) => candidates.length === 0;
const isWhole = ({ candidates }: Sight) => candidates.every(({ size }) => size === QUANTITY);
const endOf = ({ doubtful, complete }: Sight) => WAITS.showsMs + (doubtful || !complete ? WAITS.doubtMs : 0);
function waitOrAsk({ sight }: Case): What {
  const endMs = isWhole(sight) && sight.complete ? WAITS.doubtMs : WAITS.showsMs;
  return sight.ageMs < endMs ? 'wait' : 'ask';
}

const group = (reference: string, size = QUANTITY) => ({ reference, size });
const GROUPS = {
  none: [],
  right: [group('a')],
  'one too few': [group('a', QUANTITY - 1)],
  'two of the right size': [group('a'), group('b')],
  'a right and a wrong one': [group('a'), group('b', 1)],
} as const;
/** Each border, and both its sides. */
const AGES = [0, WAITS.settleMs, WAITS.doubtMs, WAITS.showsMs, WAITS.showsMs + WAITS.doubtMs].flatMap((at) => [
  Math.max(0, at - 1),
  at,
]);
const YES_NO = [true, false];

function* everyCase(): Generator<Case> {
  for (const alike of [1, 2])
    for (const unlike of YES_NO)
      for (const larger of YES_NO)
        for (const candidates of Object.values(GROUPS))
          for (const doubtful of YES_NO)
            for (const rivals of YES_NO)
              for (const complete of YES_NO)
                for (const [stockFits, stockCovers] of [
                  [true, true],
                  [false, true],
                  [true, false],
                  [false, false],
                ] as const)
                  for (const ageMs of AGES)
                    yield {
                      lost: { quantity: QUANTITY, alike, unlike, larger },
                      sight: { candidates, doubtful, rivals, complete, stockFits, stockCovers, ageMs },
                    };
}

describe('what became of a lost call', () => {
  it('is decided by the first row that fits, in each of thousands of combinations', () => {
    const met = new Set<string>();
    for (const one of everyCase()) {
      const row = ROWS.find(([, fits]) => fits(one));
      const decision = decide(one.lost, one.sight, WAITS);
      expect({ ...one, what: decision.what, because: decision.because }).toEqual({
        ...one,
        what: row?.[2](one),
        because: row?.[0],
      });
      if (decision.what === 'adopt') expect(decision.reference).toBe('a');
      met.add(`${ROWS.indexOf(row ?? ['it may still come', () => true, () => 'ask'])} ${decision.what}`);
    }
    // Every row, and both ends of those that wait first.
    for (const index of ROWS.keys()) expect([...met].some((one) => one.startsWith(`${index} `))).toBe(true);
  });

  it('is never "send again" where anything may be ours, and never "adopt" where anybody else may have made it', () => {
    for (const { lost, sight } of everyCase()) {
      const { what } = decide(lost, sight, WAITS);
      const { candidates, doubtful, rivals, complete, stockFits, stockCovers, ageMs } = sight;
      if (what === 'send-again') {
        expect([candidates.length, doubtful, complete, stockFits, ageMs >= WAITS.showsMs]).toEqual([
          0,
          false,
          true,
          true,
          true,
        ]);
      }
      if (what === 'adopt')
        expect([doubtful, rivals, complete, stockCovers, lost.unlike]).toEqual([false, false, true, true, false]);
      // Nobody waits for ever, except for a larger one, which has an end of its own.
      if (what === 'wait' && !(lost.larger && candidates.length > 0))
        expect(ageMs).toBeLessThan(WAITS.showsMs + WAITS.doubtMs);
    }
  });

  it('stands in ARCHITECTURE.md in the same words', () => {
    const text = readFileSync(path.join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8');
    for (const [because] of ROWS) expect(text).toContain(because);
  });
});
