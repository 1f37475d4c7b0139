/** The chaos harness is a test itself, so it has to be able to fail: what it compares, and that a seed plays the same run again. */
import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../electron/training/index.ts';
import type { BatchItem } from '../../shared/model.ts';
import type { BatchBook } from '../chaos/books.ts';
import { compare } from '../chaos/compare.ts';
import { drawPlan } from '../chaos/draw.ts';
import { answerTo } from '../chaos/operator.ts';
import type { Outcome } from '../chaos/station.ts';
import { createTime } from '../chaos/time.ts';

const GB = 'esim_1GB_7D_GB_V2';
const US = 'esim_3GB_30D_US_V2';

interface Spent {
  /** The station that asked for it. */
  by: string;
  iccids: string[];
  /** How many were asked for; as many as were made where nothing is said. */
  asked?: number;
  bundle?: string;
  /** Which bundle was asked for. */
  wished?: string;
}

/** Each station has a hundred numbers for its calls. */
const firstOf = (name: string) => 100 * name.charCodeAt(0);
const numbersOf = (name: string) => new Set(Array.from({ length: 100 }, (_, index) => firstOf(name) + index));

function ledger(applies: Spent[]): Ledger {
  const made = applies.map((apply, number) => ({
    bundle: GB,
    asked: apply.iccids.length,
    ...apply,
    reference: `apply-${number}`,
  }));
  const esims = made.flatMap(({ reference, iccids, bundle }) =>
    iccids.map((iccid) => ({ iccid, reference, bundle, matchingId: `M-${iccid}`, smdpAddress: 'rsp.example.test' })),
  );
  const calls = made.map(({ by, asked, reference, wished = GB }, index) => ({
    number: firstOf(by) + index,
    method: 'POST',
    path: '/v2.4/esims/apply',
    body: JSON.stringify({ name: wished, repeat: asked }),
    status: 200,
    made: reference,
    due: null,
  }));
  return { applies: made, esims, calls, orders: [] } as unknown as Ledger;
}

/** What it got an answer to is its own. */
const answered = (station: Outcome): Outcome => {
  station.books.taken.add('apply-0');
  return station;
};

function station(name: string, items: [BatchItem['state'], iccid?: string, code?: string][], id = name): Outcome {
  const batch = {
    id,
    kind: 'new',
    items: items.map(([state, iccid = null], index) => ({ position: index + 1, bundle: GB, state, iccid })),
  } as unknown as BatchBook;
  const cards = items.flatMap(([, iccid, code]): [string, string][] =>
    iccid ? [[iccid, code ?? `LPA:1$rsp.example.test$M-${iccid}`]] : [],
  );
  const books = { batches: [batch], cards: new Map(cards), requests: new Map(), taken: new Set<string>() };
  return { books, sent: numbersOf(name), processes: [], asked: new Set(), settled: true };
}

/** @param calls how many of the first that the station has sent are its own */
const process = (args: string[], code: number, calls: number, json: object = {}): Outcome['processes'][number] => ({
  args,
  code,
  by: 'itself',
  sender: '0.0',
  sent: new Set([...numbersOf('a')].slice(0, calls)),
  stdout: `${JSON.stringify(json)}\n`,
  stderr: '',
});

/** The last of them, where it is a number, is how many were asked for. */
function made(by: string, ...iccids: (string | number)[]): Spent {
  const asked = iccids.find((one) => typeof one === 'number');
  return { by, iccids: iccids.filter((one) => typeof one === 'string'), ...(asked !== undefined && { asked }) };
}

const other = (by: string, iccid: string): Spent => ({ by, iccids: [iccid], bundle: US });

const counts = (applies: Spent[], ...stations: Outcome[]) => {
  const { lost, doubled, wronglyAdopted, soldTwice, unsettled } = compare(ledger(applies), stations);
  return [lost, doubled, wronglyAdopted, soldTwice, unsettled].map(({ length }) => length);
};

it.each([
  [
    'nothing',
    [made('a', '1', '2')],
    [
      station('a', [
        ['ready', '1'],
        ['ready', '2'],
      ]),
    ],
    [0, 0, 0, 0, 0],
  ],
  [
    'an eSIM that is refused and named',
    [made('a', '1')],
    [
      station('a', [
        ['ready', '1'],
        ['failed', '2'],
      ]),
    ],
    [0, 0, 0, 0, 0],
  ],
  ['an eSIM that failed and was spent', [made('a', '1')], [station('a', [['failed', '1']])], [0, 0, 0, 0, 0]],
  ['a lost eSIM', [made('a', '1', '2')], [station('a', [['ready', '1'], ['unknown']])], [1, 0, 0, 0, 0]],
  ['a chunk that was sent twice', [made('a', '1'), made('a', '2')], [station('a', [['ready', '2']])], [1, 1, 0, 0, 0]],
  [
    'a spent eSIM that counts as refused',
    [made('a', '1', '2')],
    [station('a', [['ready', '1'], ['failed']])],
    [1, 1, 0, 0, 0],
  ],
  ['one that a stranger made', [made('s', '1')], [station('a', [['ready', '1']])], [0, 0, 1, 0, 1]],
  [
    'one that two stations have',
    [made('a', '1')],
    [station('a', [['ready', '1']]), station('b', [['quarantined', '1']])],
    [0, 0, 1, 1, 0],
  ],
  [
    'one that stands in two items',
    [made('a', '1')],
    [
      station('a', [
        ['ready', '1'],
        ['ready', '1'],
      ]),
    ],
    [0, 0, 0, 1, 0],
  ],
  [
    'nothing in what a copied folder has brought along',
    [made('a', '1')],
    [station('a', [['ready', '1']], 'same'), station('b', [['ready', '1']], 'same')],
    [0, 0, 0, 0, 0],
  ],
  [
    'one more than was asked for, which no item can want',
    [made('a', '1', '2', 1)],
    [station('a', [['ready', '1']])],
    [0, 0, 0, 0, 0],
  ],
  [
    'one more, with one of the others lost',
    [made('a', '1', '2', '3', 2)],
    [answered(station('a', [['ready', '1'], ['unknown']]))],
    [1, 0, 0, 0, 0],
  ],
  [
    'more than was asked for, without an answer',
    [made('a', '1', '2', 1)],
    [station('a', [['unknown']])],
    [0, 0, 0, 0, 0],
  ],
  ['another bundle, kept with its eSIM', [other('a', '1')], [station('a', [['quarantined', '1']])], [0, 0, 0, 0, 0]],
  ['another bundle that counts as the right one', [other('a', '1')], [station('a', [['ready', '1']])], [0, 0, 0, 0, 1]],
  ['another bundle that is dropped', [other('a', '1')], [answered(station('a', [['failed']]))], [1, 1, 0, 0, 0]],
  [
    'another bundle that serves whoever wanted that one',
    [
      { ...made('a', '1'), wished: US },
      { ...made('a', '2'), bundle: US, wished: US },
    ],
    [answered(station('a', [['ready', '1']])), station('b', [])],
    [1, 1, 0, 0, 0],
  ],
  ['another bundle that nobody has heard of', [other('a', '1')], [station('a', [['cancelled']])], [0, 0, 0, 0, 0]],
  ['a card with another code', [made('a', '1')], [station('a', [['ready', '1', 'LPA:1$x$y']])], [0, 0, 0, 0, 1]],
  ['one that nobody paid for', [], [station('a', [['ready', '1']])], [0, 0, 0, 0, 1]],
  ['a station that does not settle', [], [{ ...station('a', []), settled: false }], [0, 0, 0, 0, 1]],
] as [string, Spent[], Outcome[], number[]][])('finds %s', (_what, applies, stations, expected) => {
  expect(counts(applies, ...stations)).toEqual(expected);
});

it.each([
  ['bought what it says', process(['provision'], 0, 1, { ready: 2 }), 0],
  ['says more than there are', process(['provision'], 0, 1, { ready: 3 }), 1],
  ['says that nothing was spent', process(['resume'], 6, 1), 1],
  ['says so of calls that were not its own', process(['resume'], 6, 0), 0],
  ['was refused after it bought', process(['provision'], 3, 1), 1],
  ['says a top-up was made that was not', process(['topup', '1'], 0, 0), 1],
  ['says a top-up was made', process(['topup', '1'], 0, 1), 0],
  ['does not know', process(['topup', '1'], 5, 1), 0],
  ['buys while it only shows', process(['questions'], 0, 1), 1],
  ['says that a message was sent that was not', process(['sms', '1'], 0, 1), 1],
  ['says nothing, since it was killed', { ...process(['provision'], 3, 1), by: 'kill' as const }, 0],
])('holds what a program says against the account when it %s', (_what, ended, expected) => {
  const { untrue } = compare(ledger([made('a', '1', '2')]), [
    {
      ...station('a', [
        ['ready', '1'],
        ['ready', '2'],
      ]),
      processes: [ended],
    },
  ]);
  expect(untrue).toHaveLength(expected);
});

describe('the operator', () => {
  const ask = (callId: string, ...references: string[]) => ({
    callId,
    kind: 'new' as const,
    bundle: GB,
    candidates: references.map((reference) => ({ reference, bundle: GB, iccids: [], assignedAt: '' })),
  });
  // What the journal says of the lost calls: one for two, two for three.
  const requests = new Map<string, unknown>([
    ['two', { name: GB, repeat: 2 }],
    ['three', { name: GB, repeat: 3 }],
    ['three more', { name: GB, repeat: 3 }],
  ]);
  const answer = (
    question: ReturnType<typeof ask>,
    applies: Spent[],
    taken: string[] = [],
    due: string | null = null,
  ) => {
    const known = ledger(applies);
    if (due !== null) known.calls = known.calls.map((call) => ({ ...call, made: null, due }));
    const questions = [ask('two'), ask('three'), ask('three more')];
    return answerTo(question, { questions, taken: new Set(taken), requests, ledger: known, sent: numbersOf('a') });
  };

  it('takes what that very call has made, not what another one did', () => {
    const applies = [made('a', '1', '2'), made('a', '3', '4', '5')];
    expect(answer(ask('three', 'apply-0', 'apply-1'), applies)).toEqual({ adopt: 'apply-1' });
    expect(answer(ask('two', 'apply-1', 'apply-0'), applies)).toEqual({ adopt: 'apply-0' });
  });

  it('takes what was made of a call in part', () => {
    expect(answer(ask('three', 'apply-0'), [made('a', '1', '2', 3)])).toEqual({ adopt: 'apply-0' });
  });

  it('has sent again what was not made, as often as that', () => {
    expect(answer(ask('three'), [made('a', '1', '2')])).toBe('send-again');
    expect(answer(ask('three'), [made('a', '1', '2', '3')], ['apply-0'])).toBe('send-again');
    expect(answer(ask('three', 'apply-0'), [made('s', '1', '2', '3')])).toBe('send-again');
  });

  it('takes what it wanted where two calls were given what the other asked for', () => {
    expect(
      answer(ask('two', 'apply-1'), [made('a', '1', '2'), { ...other('a', '3'), wished: US, bundle: GB }], ['apply-0']),
    ).toEqual({
      adopt: 'apply-1',
    });
  });

  it('waits for what is made and does not show, and for what the account does later', () => {
    expect(answer(ask('two'), [made('a', '1', '2')])).toBe('wait');
    expect(answer(ask('two'), [made('a', '1', '2')], [], '2026-03-02T10:00:00Z')).toBe('wait');
  });
});

it('moves time for everybody at once, and only when all of them wait', async () => {
  const advanced: number[] = [];
  const time = createTime((ms) => advanced.push(ms));
  onTestFinished(() => time.stop());
  const line = () => new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  const [first, second] = [line(), line()];
  const says = (line: Duplex, ms: number) => line.emit('data', Buffer.from(`${ms}\n`));
  time.join(first);
  const leave = time.join(second);
  says(first, 600_000);
  await nextTurn();
  expect(advanced).toEqual([]);
  let woken = 0;
  time.after(300_000, () => woken++);
  says(second, 900_000);
  await nextTurn();
  // To the first thing that happens, whoever it is for.
  expect(advanced[0]).toBeGreaterThan(299_000);
  expect(advanced[0]).toBeLessThanOrEqual(300_000);
  await expect.poll(() => woken).toBe(1);
  says(first, 300_000);
  await nextTurn();
  expect(advanced).toHaveLength(1);
  leave();
  await nextTurn();
  expect(advanced).toHaveLength(2);
});

it('draws the same plan from the same numbers, and another one from others', () => {
  expect(drawPlan(7, 3)).toEqual(drawPlan(7, 3));
  expect(drawPlan(7, 4).stations).not.toEqual(drawPlan(7, 3).stations);
  expect(drawPlan(8, 3).stations).not.toEqual(drawPlan(7, 3).stations);
});
