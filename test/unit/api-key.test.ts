import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readApiKey, takeApiKey } from '../../electron/api-key.ts';

const KEY = 'K3y-that_is.one/word+and=none-else';
/** What clipboards, editors and files leave around a key, or in it, without anybody seeing it. */
const UNSEEN = ['\ufeff', '\u200b', '\u200c', '\u200d', '\u2060', '\u200e', '\u202e', '\u2066', '\u00ad', '\ufe0f'];
const BLANKS = [' ', '\t', '\n', '\r\n', '\u00a0', '\u2028', '\u0000', '\u0085'];

const noise = (of: string[]) => fc.array(fc.constantFrom(...of), { maxLength: 5 }).map((parts) => parts.join(''));

describe('an API key', () => {
  it('is read without what stands around it and what nobody sees in it', () => {
    const around = noise([...UNSEEN, ...BLANKS]);
    fc.assert(
      fc.property(around, around, noise(UNSEEN), fc.nat(KEY.length), (before, after, within, at) => {
        expect(readApiKey(`${before}${KEY.slice(0, at)}${within}${KEY.slice(at)}${after}`)).toBe(KEY);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['nothing that is seen', '\ufeff\u200b \r\n'],
    ['two words', 'one two'],
    ['two lines', 'one\r\ntwo'],
    ['a header of its own', `${KEY}\r\nX-Other: 1`],
    ['letters that no header takes', 'clé'],
    ['a whole page', 'x'.repeat(513)],
  ])('is refused where it is %s', (_, text) => {
    expect(() => readApiKey(text)).toThrowError(expect.objectContaining({ code: 'account.key-format', params: {} }));
  });

  it('leaves the environment as it is taken', () => {
    const environment: NodeJS.ProcessEnv = { ESIM_GO_API_KEY: KEY, PATH: '/bin' };
    expect(takeApiKey(environment)).toBe(KEY);
    expect(environment).toEqual({ PATH: '/bin' });
    expect(takeApiKey(environment)).toBeNull();
    expect(takeApiKey({ ESIM_GO_API_KEY: '' })).toBeNull();
  });
});
