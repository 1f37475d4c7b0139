import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineLine, oneLine } from '../../shared/one-line.ts';

describe('a text of people', () => {
  it.each([
    ['zero-width spaces', 'An\u200bna\u200b', 'Anna'],
    ['a byte order mark', '\ufeffAnna', 'Anna'],
    ['marks of the direction', '\u200eليلى\u200f', 'ليلى'],
    ['overrides of the direction', 'Anna \u202egpj.exe\u202c', 'Anna gpj.exe'],
    ['isolates', '\u2066Anna\u2069', 'Anna'],
    ['soft hyphens', 'Schmidt\u00adbauer', 'Schmidtbauer'],
    ['word joiners and fillers', 'A\u2060n\u034fn\u3164a', 'Anna'],
    ['annotations', '\ufff9Anna\ufffb', 'Anna'],
    ['tags without a flag', 'Anna\u{e0041}\u{e0042}', 'Anna'],
    ['a joiner among Latin letters', 'A\u200dn\u200cna', 'Anna'],
    ['a joiner at the ends', '\u200dAnna \u200c', 'Anna'],
    ['selectors after letters', 'A\ufe0fnn\ufe00a\u{e0100}', 'Anna'],
    ['line ends and control characters', ' Ann\t\n\u0007 Lee\u00a0', 'Ann Lee'],
    ['the blank of Braille', 'Ann\u2800Lee', 'Ann Lee'],
  ])('loses %s', (_, text, read) => {
    expect(oneLine(text)).toBe(read);
  });

  it.each([
    ['a Persian word', 'علی‌رضا'],
    ['a Hindi word', 'क्‍ष'],
    ['a Malayalam word that ends with a joiner', 'അവന്‍'],
    ['a Sinhala word', 'ශ්‍රී'],
    ['a family', '👩‍👩‍👧 Family'],
    ['a flag of many colours', '🏳️‍🌈'],
    ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a key', '1️⃣'],
    ['a heart', '❤️'],
    ['a variant of Han', '渡邉\u{e0100}'],
    ['an Arabic number sign', '\u0600١٢'],
  ])('keeps what belongs to %s', (_, text) => {
    expect(oneLine(text)).toBe(text);
  });

  const units = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
    fc.constantFrom(...'Aé \t\u200b\u200c\u200d\u202e\u00ad\ufe0f\u{e0067}\u{e007f}\u{1f3f4}👩❤عक्ന്邉\u{e0100}1\u20e3'),
  );
  const text = fc.array(units, { maxLength: 20 }).map((parts) => parts.join(''));

  it('is clean after one cleaning, whatever was in it', () => {
    fc.assert(
      fc.property(text, (text) => {
        const line = oneLine(text);
        expect(oneLine(line)).toBe(line);
        expect(line).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff]/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses nothing that is seen', () => {
    const seen = (text: string) => text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\s\u2800]/gu, '');
    fc.assert(
      fc.property(text, (text) => {
        expect(seen(oneLine(text))).toBe(seen(text));
      }),
    );
  });
});

describe('a name that machines compare', () => {
  it('has nothing in it that is not seen', () => {
    expect(machineLine('\u200eesim_1GB\u200d_7D\u00ad_GB_V2\ufe0f\u200b\r\n')).toBe('esim_1GB_7D_GB_V2');
  });
});
