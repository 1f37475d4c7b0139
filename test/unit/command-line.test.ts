import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../electron/commands/command-line.ts';

const parse = (line: string) => parseCommandLine(line.split(' ').filter(Boolean));

describe('the command line', () => {
  it('opens a window when no verb is given', () => {
    expect(parse('--data /tmp/x')).toEqual({ kind: 'window', data: '/tmp/x', api: null, practice: false });
  });

  it('reads a provision with all its options', () => {
    expect(
      parse(
        'provision --bundle b --quantity 24 --reference r --sheet s.pdf --codes c.csv --json --api https://x.test/v2.4',
      ),
    ).toEqual({
      kind: 'provision',
      bundle: 'b',
      quantity: 24,
      reference: 'r',
      sheet: 's.pdf',
      codes: 'c.csv',
      json: true,
      data: null,
      api: 'https://x.test/v2.4',
      practice: false,
    });
  });

  it('reads a negative or odd quantity as a quantity, which the plan refuses with a sentence', () => {
    expect(parse('provision --bundle b --quantity -1')).toMatchObject({ quantity: -1 });
    expect(parse('provision --bundle b --quantity 1e9')).toMatchObject({ quantity: 1e9 });
    expect(parse('provision --bundle b --quantity many')).toMatchObject({ quantity: Number.NaN });
  });

  it.each([
    'provision',
    'provision --bundle b',
    'provision --quantity 1',
    'provision --bundle b --quantity 1 --colour red',
    'provision --bundle b --quantity 1 extra',
    'provision --bundle b --quantity 1 --practice --api https://x.test',
    'sell',
  ])('refuses “%s” with a reason', (line) => {
    expect(() => parse(line)).toThrowError(
      expect.objectContaining({ code: 'command.usage', params: { reason: expect.stringMatching(/./) } }),
    );
  });

  it('leaves the switches of Chromium and Electron alone', () => {
    expect(parse('--no-sandbox --remote-debugging-port=0 --practice')).toMatchObject({
      kind: 'window',
      practice: true,
    });
  });
});
