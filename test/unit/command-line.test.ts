import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CommandLine,
  optionsOf,
  parseCommandLine,
  VERBS,
  type Verb,
} from '../../electron/commands/command-line.ts';
import { exitStatusOf } from '../../electron/commands/exit.ts';
import { helpText } from '../../electron/commands/help.ts';
import { sentence } from '../../electron/commands/host.ts';
import { UsageError } from '../../electron/commands/usage.ts';
import { createTranslate } from '../../shared/messages/index.ts';

const parse = (line: string) => parseCommandLine(line.split(' ').filter(Boolean));
const t = createTranslate('en');

/** The sentence of a call that is a usage error; any other end is none. */
function refusal(args: readonly string[]): string {
  let read: CommandLine;
  try {
    read = parseCommandLine(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    expect(exitStatusOf(error.code)).toBe(2);
    return sentence(error, t);
  }
  return `was read as ${JSON.stringify(read)}`;
}

const common = { data: null, api: null, practice: false, processingMs: null };
const output = { json: false, sheet: null, codes: null };
/** As it is without any option of its own. */
const MANIFEST = {
  kind: 'manifest',
  file: 'm.csv',
  leaveOutWrong: false,
  repeatsAreMeant: false,
  encoding: null,
  bundle: null,
  columns: null,
  reference: '',
  startsAt: null,
};
const ICCID = '8944422999999999999';

describe('the command line', () => {
  it('opens a window when no verb is given', () => {
    expect(parse('--data /tmp/x')).toEqual({ kind: 'window', ...common, data: '/tmp/x' });
  });

  it('reads a provision with all its options', () => {
    expect(
      parse(
        'provision --bundle b --quantity 24 --reference r --starts 2026-12-24T09:00:00Z --sheet s.pdf --codes c.csv --json --api https://x.test/v2.4 --processing 2.5',
      ),
    ).toEqual({
      kind: 'provision',
      lines: [{ bundle: 'b', quantity: 24 }],
      reference: 'r',
      startsAt: '2026-12-24T09:00:00.000Z',
      sheet: 's.pdf',
      codes: 'c.csv',
      json: true,
      data: null,
      api: 'https://x.test/v2.4',
      practice: false,
      processingMs: 2_500,
    });
  });

  it('reads several bundles with a quantity each, in their order', () => {
    const lines = [
      { bundle: 'b', quantity: 3 },
      { bundle: 'a', quantity: 1 },
      { bundle: 'b', quantity: 2 },
    ];
    for (const line of [
      '--bundle b --quantity 3 --bundle a --quantity 1 --bundle b --quantity 2',
      '--bundle b --bundle a --bundle b --quantity 3 --quantity 1 --quantity 2',
    ]) {
      expect(parse(`provision ${line}`)).toEqual({
        kind: 'provision',
        lines,
        reference: '',
        startsAt: null,
        ...common,
        ...output,
      });
    }
  });

  it('reads a start in any zone as the moment it is', () => {
    expect(parse('provision --manifest m.csv --starts 2026-12-24T10:00:00+01:00')).toMatchObject({
      startsAt: '2026-12-24T09:00:00.000Z',
    });
  });

  it('reads a negative or odd quantity as a quantity, which the plan refuses with a sentence', () => {
    const quantities = (line: string) => {
      const command = parse(`provision --bundle a ${line}`);
      return command.kind === 'provision' ? command.lines.map(({ quantity }) => quantity) : null;
    };
    expect(quantities('--quantity -1')).toEqual([-1]);
    expect(quantities('--quantity 2 --bundle b --quantity -1')).toEqual([2, -1]);
    expect(quantities('--quantity 1e9')).toEqual([1e9]);
    expect(quantities('--quantity many')).toEqual([Number.NaN]);
  });

  it.each([
    [
      'provision --manifest m.csv --leave-out-wrong --reference r',
      { ...MANIFEST, leaveOutWrong: true, reference: 'r', ...output },
    ],
    ['provision --manifest m.csv', { ...MANIFEST, ...output }],
    ['topups --iccids i.txt --bundle b', { kind: 'topups', file: 'i.txt', bundle: 'b', reference: '', ...output }],
    ['resume --codes c.csv', { kind: 'resume', ...output, codes: 'c.csv' }],
    ['questions --json', { kind: 'questions', json: true }],
    ['settle call --adopt ref', { kind: 'settle', callId: 'call', choice: 'adopt', reference: 'ref', ...output }],
    ['settle call --send-again', { kind: 'settle', callId: 'call', choice: 'send-again', reference: null, ...output }],
    ['settle call --leave', { kind: 'settle', callId: 'call', choice: 'leave', reference: null, ...output }],
    ['retry batch', { kind: 'retry', batchId: 'batch', ...output }],
    ['cancel batch --json', { kind: 'cancel', batchId: 'batch', ...output, json: true }],
    [`topup ${ICCID} --bundle b`, { kind: 'topup', iccid: ICCID, bundle: 'b', json: false }],
  ])('reads “%s”', (line, command) => {
    expect(parse(line)).toEqual({ ...common, ...command });
  });

  it.each([
    'provision',
    'provision --bundle b',
    'provision --quantity 1',
    'provision --bundle b --quantity 1 --colour red',
    'provision --bundle b --quantity 1 extra',
    'provision --bundle b --quantity 1 --practice --api https://x.test',
    'provision --bundle b --quantity 1 --bundle c',
    'provision --bundle b --quantity 1 --quantity 2',
    'provision --bundle b --quantity 1 --manifest m.csv',
    'provision --quantity 1 --manifest m.csv',
    'provision --bundle b --quantity 1 --leave-out-wrong',
    'provision --bundle b --quantity 1 --repeats-are-meant',
    'provision --bundle b --quantity 1 --encoding GBK',
    'provision --bundle b --quantity 1 --column quantity=Qty',
    'provision --manifest m.csv --bundle b --bundle c',
    'provision --manifest m.csv --column Qty',
    'provision --manifest m.csv --column amount=Qty',
    'provision --bundle b --quantity 1 --starts tomorrow',
    'provision --bundle b --quantity 1 --starts 2026-12-24',
    'provision --bundle b --quantity 1 --starts 2026-02-30T09:00:00Z',
    'provision --bundle b --quantity 1 --processing 0',
    'provision --bundle b --quantity 1 --processing soon',
    'topups --bundle b',
    'topups --iccids i.txt',
    'topups --iccids i.txt --bundle b --bundle c',
    `topup ${ICCID}`,
    `topup ${ICCID} --bundle b --bundle c`,
    'topup 12345 --bundle b',
    'settle --leave',
    'settle call',
    'settle call --leave --send-again',
    'settle call --adopt ref --leave',
    'retry',
    'cancel',
    'cancel one two',
    'questions about',
    'sell',
    'constructor',
  ])('refuses “%s” with a reason', (line) => {
    expect(refusal(line.split(' '))).toMatch(/^Nothing was done: .+\. Say --help/);
  });

  it('reads how a list is to be read', () => {
    const line =
      'provision --manifest m.csv --bundle b --encoding GBK --repeats-are-meant --column quantity=Zahl --column name=';
    expect(parse(line)).toEqual({
      ...MANIFEST,
      bundle: 'b',
      encoding: 'GBK',
      repeatsAreMeant: true,
      columns: { quantity: 'Zahl', name: null },
      ...common,
      ...output,
    });
  });

  it('takes an ICCID in every spelling, also in groups without quotation marks', () => {
    for (const spelt of [
      `${ICCID}F`,
      ICCID.replace(/(.{4})/g, '$1 '),
      ICCID.replace(/(.{4})/g, '$1-'),
      `ICCID: ${ICCID}`,
    ]) {
      expect(parse(`esim ${spelt}`)).toMatchObject({ kind: 'esim', iccid: ICCID });
    }
  });

  it('never says an activation code again', () => {
    const code = 'LPA:1$rsp.example.test$K7QPA-2ZTWM';
    for (const line of [
      code,
      `esim ${code}`,
      `stock ${code}`,
      `provision --bundle ${code} --quantity 1`,
      `provision --bundle b --quantity 1 --reference ${code}`,
      `provision --starts ${code} --bundle b --quantity 1`,
      `--${code}`,
    ]) {
      const said = refusal(line.split(' '));
      expect(said).toMatch(/^Nothing was done/);
      expect(said).not.toMatch(/K7QPA|rsp/);
    }
  });

  it('leaves the switches of Chromium and Electron alone', () => {
    expect(parse('--no-sandbox --remote-debugging-port=0 --practice')).toMatchObject({
      kind: 'window',
      practice: true,
    });
  });
});

/** One way to give each option rightly, for every verb that has it. */
const RIGHT = {
  bundle: ['--bundle', 'b'],
  quantity: ['--quantity', '2'],
  reference: ['--reference', 'r'],
  starts: ['--starts', '2026-12-24T09:00:00Z'],
  manifest: ['--manifest', 'm.csv'],
  'leave-out-wrong': ['--leave-out-wrong'],
  'repeats-are-meant': ['--repeats-are-meant'],
  encoding: ['--encoding', 'GBK'],
  column: ['--column', 'quantity=Zahl'],
  iccids: ['--iccids', 'i.txt'],
  adopt: ['--adopt', 'ref'],
  'send-again': ['--send-again'],
  leave: ['--leave'],
  number: ['--number', '3'],
  assignment: ['--assignment', 'a'],
  yes: ['--yes'],
  message: ['--message', 'Hello'],
  sheet: ['--sheet', 's.pdf'],
  codes: ['--codes', 'c.csv'],
  json: ['--json'],
  practice: ['--practice'],
  data: ['--data', 'd'],
  api: ['--api', 'https://x.test'],
  processing: ['--processing', '2'],
  help: ['--help'],
} as const;
type Option = keyof typeof RIGHT;
const ALL = Object.keys(RIGHT) as Option[];
const VERB_NAMES = Object.keys(VERBS) as Verb[];

/** What each verb cannot do without, each way it can be called; with what else goes with that way. */
const WAYS: Record<Verb | 'window', { needs: Option[]; subject?: string; may: Option[] }[]> = {
  window: [{ needs: [], may: [] }],
  provision: [
    { needs: ['bundle', 'quantity'], may: ['reference', 'starts', 'sheet', 'codes', 'json'] },
    {
      needs: ['manifest'],
      may: [
        ...(['bundle', 'leave-out-wrong', 'repeats-are-meant', 'encoding', 'column'] as const),
        ...(['reference', 'starts', 'sheet', 'codes', 'json'] as const),
      ],
    },
  ],
  topups: [{ needs: ['iccids', 'bundle'], may: ['reference', 'sheet', 'codes', 'json'] }],
  resume: [{ needs: [], may: ['sheet', 'codes', 'json'] }],
  questions: [{ needs: [], may: ['json'] }],
  settle: (['adopt', 'send-again', 'leave'] as const).map((choice) => ({
    needs: [choice],
    subject: 'call',
    may: ['number', 'sheet', 'codes', 'json'],
  })),
  retry: [{ needs: [], subject: 'batch', may: ['sheet', 'codes', 'json'] }],
  cancel: [{ needs: [], subject: 'batch', may: ['sheet', 'codes', 'json'] }],
  stock: [{ needs: [], may: ['json'] }],
  buy: [{ needs: ['quantity'], subject: 'b', may: ['yes', 'json'] }],
  refund: [{ needs: ['quantity'], subject: '7', may: ['yes', 'json'] }],
  esim: [{ needs: [], subject: ICCID, may: ['json'] }],
  topup: [{ needs: ['bundle'], subject: ICCID, may: ['json'] }],
  revoke: [{ needs: ['bundle'], subject: ICCID, may: ['assignment', 'yes', 'json'] }],
  sms: [{ needs: ['message'], subject: ICCID, may: ['json'] }],
};
const EVERYWHERE: Option[] = ['data', 'api', 'processing'];

/** A right call of a verb, or of none, with some of the options that go with it, in any order. */
const rightCall = fc.constantFrom(...VERB_NAMES, 'window' as const).chain((name) =>
  fc.constantFrom(...WAYS[name]).chain(({ needs, subject, may }) =>
    fc
      .subarray([...may, ...EVERYWHERE])
      .chain((more) => {
        const verb = name === 'window' ? [] : [[name, ...(subject ? [subject] : [])]];
        const parts: (readonly string[])[] = [...verb, ...[...needs, ...more].map((option) => RIGHT[option])];
        return fc.shuffledSubarray(parts, { minLength: parts.length });
      })
      .map((parts) => ({ name, parts })),
  ),
);

describe('each verb', () => {
  it('has the options that it is said to have, and no other', () => {
    for (const name of [...VERB_NAMES, 'window' as const]) {
      const said = new Set([...WAYS[name].flatMap(({ needs, may }) => [...needs, ...may]), ...EVERYWHERE]);
      const own = optionsOf(name === 'window' ? null : name);
      expect([...own].sort(), name).toEqual([...said, 'help', 'practice'].sort());
    }
  });

  it('takes its own options, in any order, before and behind it', () => {
    fc.assert(
      fc.property(rightCall, ({ name, parts }) => {
        const read = parseCommandLine(parts.flat());
        expect(read.kind).toBe(parts.flat().includes('--manifest') ? 'manifest' : name);
      }),
    );
  });

  it('refuses every option that it does not have, wherever it stands, naming option and verb', () => {
    for (const name of [...VERB_NAMES, 'window' as const]) {
      const own = optionsOf(name === 'window' ? null : name);
      const foreign = ALL.filter((option) => !own.includes(option));
      expect(foreign).not.toEqual([]);
      for (const { needs, subject } of WAYS[name]) {
        const verb = name === 'window' ? [] : [name, ...(subject ? [subject] : [])];
        const call = [...verb, ...needs.flatMap((option) => RIGHT[option])];
        for (const option of foreign) {
          for (const args of [
            [...call, ...RIGHT[option]],
            [...RIGHT[option], ...call],
          ]) {
            const why = name === 'window' ? 'without a verb there is' : `“${name}” has`;
            expect(refusal(args)).toBe(
              `Nothing was done: ${why} no option --${option}. Say --help to see how it is used.`,
            );
          }
        }
      }
    }
  });

  it('refuses options that there are nowhere', () => {
    const known = new Set<string>(ALL);
    const strange = fc
      .stringMatching(/^[a-z]{1,8}(-[a-z]{1,8})?$/)
      .filter((name) => !known.has(name) && !/^(inspect|headless|force-|enable-|disable-|no-sandbox|lang$)/.test(name));
    fc.assert(
      fc.property(rightCall, strange, fc.nat(), ({ name, parts }, option, at) => {
        const place = at % (parts.length + 1);
        const said = refusal([...parts.slice(0, place), [`--${option}`], ...parts.slice(place)].flat());
        expect(said).toContain(`no option --${option}.`);
        if (name !== 'window') expect(said).toContain(`“${name}”`);
      }),
    );
  });

  it('takes an option with one value once, and never another option for a value', () => {
    for (const line of [
      'provision --bundle b --quantity 1 --starts 2026-12-24T09:00:00Z --starts 2026-12-25T09:00:00Z',
      `sms ${ICCID} --message one --message two`,
      'settle call --adopt one --adopt two',
    ]) {
      expect(refusal(line.split(' '))).toMatch(/--(starts|message|adopt) was given more than once/);
    }
    for (const line of [
      'provision --bundle b --quantity 1 --reference --json',
      'provision --bundle --quantity 1',
      'provision --manifest m.csv --sheet',
      `sms ${ICCID} --message --json`,
    ]) {
      expect(refusal(line.split(' '))).toMatch(/the value of --(reference|bundle|sheet|message) is missing/);
    }
    expect(refusal(['stock', '--json=yes'])).toMatch(/--json takes no value/);
    expect(parseCommandLine(['sms', ICCID, '--message=-- Hello'])).toMatchObject({ message: '-- Hello' });
  });

  it('tells in its help every option that it has, and no other', () => {
    for (const name of VERB_NAMES) {
      expect(parse(`${name} --help`)).toEqual({ kind: 'help', verb: name });
      const lines = helpText(name, t).split('\n');
      expect(lines[0]).toMatch(new RegExp(`^usage: station ${name} `));
      const told = lines.flatMap((line) => /^--([a-z-]+)/.exec(line)?.[1] ?? []);
      expect(told).toEqual([...optionsOf(name)]);
      const spoken = [...helpText(name, t).matchAll(/(?<=[\s[])--([a-z-]+)/g)].map(([, option]) => option);
      expect(optionsOf(name)).toEqual(expect.arrayContaining(spoken.filter((option) => option !== 'api')));
    }
    expect(parse('--help')).toEqual({ kind: 'help', verb: null });
    for (const name of VERB_NAMES) expect(helpText(null, t)).toContain(`station ${name}`);
  });
});
