import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../electron/commands/command-line.ts';

const parse = (line: string) => parseCommandLine(line.split(' ').filter(Boolean));

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
    expect(() => parse(line)).toThrowError(
      expect.objectContaining({ code: 'command.usage', params: { reason: expect.stringMatching(/./) } }),
    );
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
      expect(() => parse(line)).toThrowError(
        expect.objectContaining({ params: { reason: expect.not.stringMatching(/K7QPA|rsp/) } }),
      );
    }
  });

  it('leaves the switches of Chromium and Electron alone', () => {
    expect(parse('--no-sandbox --remote-debugging-port=0 --practice')).toMatchObject({
      kind: 'window',
      practice: true,
    });
  });
});
