import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsActivationCode } from '../../shared/activation-code.ts';
import { readIccid } from '../../shared/iccid.ts';
import { readScanned } from '../../shared/scanned-text.ts';

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''));
const iccid = digits(16, 18).map((rest) => `89${rest}`);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const host = fc.tuple(label, label, fc.constantFrom('com', 'io', 'test')).map((parts) => parts.join('.'));
const matchingId = fc.stringMatching(/^[A-Z0-9]{2,8}(-[A-Z0-9]{2,8}){0,3}$/);

describe('what was scanned', () => {
  it('is an ICCID however it is written', () => {
    const spellings = [
      (text: string) => text.replace(/(.{4})/g, '$1 '),
      (text: string) => text.replace(/(.{5})/g, '$1-'),
      (text: string) => `${text}F`,
      (text: string) => `ICCID: ${text}`,
      (text: string) => `iccid${text}`,
      (text: string) => `]C1${text}`,
      (text: string) => `*${text}*`,
      (text: string) => `\u200e${text}\u200b`,
      (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      (text: string) => `${text}\r\n`,
    ];
    fc.assert(
      fc.property(iccid, fc.constantFrom(...spellings), (number, spell) => {
        expect(readScanned(spell(number))).toEqual({ kind: 'iccid', iccid: number });
      }),
    );
  });

  it('is no ICCID where it is another number', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          digits(1, 15),
          digits(21, 30),
          digits(16, 18).map((rest) => `88${rest}`),
        ),
        (number) => {
          expect(readIccid(number)).toBeNull();
        },
      ),
    );
  });

  it('is an activation code however it is written', () => {
    const spellings = [
      (code: string) => code,
      (code: string) => code.replace('LPA:', 'lpa:'),
      (code: string) => code.replace('LPA:', ''),
      (code: string) => `${code}$1.3.6.1.4.1.31746$1`,
      (code: string) => `]Q1${code}\n`,
      (code: string) => `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${code}`,
      (code: string) => `https://esimsetup.android.com/?carddata=${encodeURIComponent(code)}`,
      (code: string) => `ACME\n${code}`,
    ];
    fc.assert(
      fc.property(host, matchingId, fc.constantFrom(...spellings), (smdpAddress, id, spell) => {
        expect(readScanned(spell(`LPA:1$${smdpAddress}$${id}`))).toMatchObject({
          kind: 'code',
          code: { smdpAddress, matchingId: id },
        });
      }),
    );
  });

  it('is a text where it is neither, without what nobody sees', () => {
    fc.assert(
      fc.property(matchingId, (id) => {
        expect(readScanned(`\u200b${id}\u001d`)).toEqual({ kind: 'text', text: id });
      }),
    );
  });
});

describe('a text of people', () => {
  it('is seen to hold an activation code wherever that stands and however it is written', () => {
    const around = fc.string({ maxLength: 10 }).filter((text) => !/[0-9$]$/.test(text));
    const spellings = [
      (code: string) => code,
      (code: string) => code.toLowerCase(),
      (code: string) => code.replace('LPA:', ''),
      (code: string) => encodeURIComponent(code),
      (code: string) => code.replaceAll('$', '＄'),
      (code: string) => code.replace('1', '\u200b1'),
    ];
    fc.assert(
      fc.property(around, host, matchingId, around, fc.constantFrom(...spellings), (before, smdp, id, after, spell) => {
        expect(holdsActivationCode(`${before} ${spell(`LPA:1$${smdp}$${id}`)} ${after}`)).toBe(true);
      }),
    );
  });

  it('is seen to hold one with an address of one word', () => {
    expect(holdsActivationCode('1$smdp$AB-12')).toBe(true);
  });

  it.each([
    'Harbour Festival',
    'Ann & Zoë, table 11',
    '1$ off',
    '1$2$3',
    'Bar 1$, Pub 2$',
    'Pays 1$ or 2$',
    'US$1',
    'K2-1A2B3C',
    'Alpa: 12',
    '',
  ])('may say %s', (text) => {
    expect(holdsActivationCode(text)).toBe(false);
  });
});
