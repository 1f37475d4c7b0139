import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupIccid, isIccid, luhnDigit } from '../../shared/iccid.ts';

/** Luhn as the standard words it, over the whole number: double every second digit from the right. */
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return sum + Math.floor(weighted / 10) + (weighted % 10);
  }, 0);
}

describe('ICCIDs', () => {
  it.each(['8944422000000000019', '8943108165015003887', '890123456789012345', '89012345678901234567'])(
    '%s is one',
    (text) => {
      expect(isIccid(text)).toBe(true);
    },
  );

  it.each(['', '89', '7944422000000000019', '8944422000000000019\n', '894442200000000001x', '890123456789012345678'])(
    '%j is none',
    (text) => {
      expect(isIccid(text)).toBe(false);
    },
  );

  it('are completed by the digit that makes the Luhn sum a multiple of ten', () => {
    expect(luhnDigit('894442200000000001')).toBe(9);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,19}$/), (body) => {
        expect(luhnSum(`${body}${luhnDigit(body)}`) % 10).toBe(0);
      }),
    );
  });

  it('are grouped for reading without losing a digit', () => {
    expect(groupIccid('8944422000000000019')).toBe('8944 4220 0000 0000 019');
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}$/), (digits) => {
        expect(groupIccid(digits).replaceAll(' ', '')).toBe(digits);
      }),
    );
  });
});
