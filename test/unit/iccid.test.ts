import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupIccid, isIccid, luhnDigit, readIccid } from '../../shared/iccid.ts';

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

describe('the reader of ICCIDs', () => {
  const ICCID = '8944422000000001017';

  it.each([
    ICCID,
    '8944 4220 0000 0001 017',
    '8944-4220-0000-0001-017',
    '8944\u20114220\u20110000\u20110001\u2011017',
    '89 44 42 20 00 00 00 01 01 7',
    '8944.4220.0000.0001.017',
    '8944\u00a04220\u20090000\t0001 \r\n017',
    `${ICCID}F`,
    `${ICCID} f`,
    '8944 4220 0000 0001 017F',
    `${ICCID}FF\r\n`,
    `*${ICCID}*`,
    `]C1${ICCID}`,
    `]C1*${ICCID}*`,
    `\u0002${ICCID}\u0003`,
    `\u001d]d2${ICCID}`,
    `~${ICCID}#`,
    `ICCID: ${ICCID}`,
    `ICCID${ICCID}`,
    `iccid=${ICCID}`,
    `ICC-ID: 8944 4220 0000 0001 017`,
    `eSIM ICCID No. ${ICCID}`,
    `SIM card number: ${ICCID}`,
    `ICCID ${ICCID};`,
    `卡号：${ICCID}`,
    `"${ICCID}"`,
    `="${ICCID}"`,
    `'${ICCID}`,
    `${ICCID}.0`,
    '\ufeff8944\u200b4220\u200e00000001017\u200f',
    '٨٩٤٤٤٢٢٠٠٠٠٠٠٠٠١٠١٧',
    '۸۹۴۴۴۲۲۰۰۰۰۰۰۰۰۱۰۱۷',
    '８９４４４２２００００００００１０１７',
    '८९४४४२२००००००००१०१७',
    '𝟾𝟿𝟺𝟺𝟺𝟸𝟸𝟶𝟶𝟶𝟶𝟶𝟶𝟶𝟶𝟷𝟶𝟷𝟽',
  ])('takes it out of %j', (text) => {
    expect(readIccid(text)).toBe(ICCID);
  });

  it.each(['', 'ICCID', '8.94E+18', '8944'])('finds none in %j', (text) => {
    expect(readIccid(text)).toBeNull();
  });

  it.each([
    ['a letter behind it', `${ICCID}x`],
    ['a letter in it', '8944O22000000001017'],
    ['too many digits', `${ICCID}01`],
    ['two of them', `${ICCID} 8944422000000001025`],
    ['a quantity behind it', `${ICCID} 2`],
    ['a quantity behind its groups', '8944 4220 0000 0001 017 2'],
    ['a fraction', `${ICCID}.5`],
    ['a sentence', `please do not top up ${ICCID}`],
    ['words behind it', `${ICCID} was returned`],
    ['an activation code', `LPA:1$rsp.example.test$${ICCID}`],
    ['a phone number', '+44 20 7946 0958'],
    ['another number', '7944422000000001017'],
    ['a text without end', `${' '.repeat(200)}${ICCID}`],
  ])('refuses %s', (_, text) => {
    expect(readIccid(text)).toBeNull();
  });

  it('reads every spelling of every number as that number', () => {
    const digits = fc.stringMatching(/^89\d{16,18}$/);
    const sizes = fc.constantFrom(2, 3, 4, 5, 6, 100);
    const between = fc.constantFrom(' ', '-', '\u2011', '.', '\u00a0', ' - ', '_');
    const scripts = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xe50, 0xff10, 0x1d7f6);
    const lead = fc.constantFrom(
      '',
      '*',
      ']C1',
      ']d1*',
      'ICCID: ',
      'ICCID',
      'iccid = ',
      'SIM-ID ',
      '\u0002',
      '\ufeff',
      '"',
      '\u202a',
    );
    const end = fc.constantFrom('', 'F', ' F', 'FF', '*', '\r\n', '\t', '"', '\u202c', '\u0003', ';', '\u200b');
    fc.assert(
      fc.property(digits, sizes, between, scripts, lead, end, (iccid, size, between, zero, lead, end) => {
        const groups = iccid.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
        const text = groups.join(between).replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
        expect(readIccid(lead + text + end)).toBe(iccid);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives nothing but ICCIDs, whatever it reads', () => {
    const unit = fc.constantFrom(...'0189 -.F]*:xC\n\u200b٨');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 60 }), fc.string()), (text) => {
        const read = readIccid(text);
        if (read !== null) expect(isIccid(read)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
