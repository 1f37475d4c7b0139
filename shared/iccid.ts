import { ownDigits } from './digits.ts';
import { machineLine } from './one-line.ts';

/** Digits of the chip's number (ITU-T E.118): `89`, then issuer and account, 18 to 20 digits in all as the industry uses them. */
export function isIccid(text: string): boolean {
  return /^89\d{16,18}$/.test(text);
}

/** No card, label or scanner says more around one number. */
const LONGEST = 120;
/** What scanners send before a code to say of which kind it is (ISO/IEC 15424), as `]C1`. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
/** Words that may stand before the number, and nothing else: a sentence with a number in it is no ICCID. */
const LABEL =
  /^(?:e-?sims?|sims?|u?icc(?:[ -]?id)?s?|card|karte|carte|tarjeta|scheda|cart[ãa]o|karta|kart|id|s\/n|serial|numbers?|num|nr|no|n[°º]|n[úu]mero|num[ée]ro|nummer|numer|numaras[ıi]|номер|карты|карти|卡号|卡號|番号|番號|編號|编号|카드|번호|رقم|الشريحة|αριθμός|नंबर|หมายเลข)(?![\p{L}\p{M}\p{N}])/iu;
/** A label may touch its number: `ICCID8944…`. */
const TOUCHING = /^iccid(?=8)/i;
const MARK = /^[^\p{L}\p{M}\p{N}]/u;
/** Groups are kept apart by blanks, dots, dashes and strokes. */
const GROUPED = /^89(?:[ ._/\p{Pd}\u2212\u00b7]{0,3}\d){16,18}/u;
/** Twenty half bytes are kept on the chip: a shorter number is filled up with F, and tools print it. */
const FILLED = /^[ ._\p{Pd}]{0,3}[Ff]+(?![\p{L}\p{M}\p{N}])/u;

/**
 * The ICCID that a text says and nothing else: as it stands on a card, in a spreadsheet, in what a scanner typed. Groups, padding,
 * scanner marks, labels, unseen characters and the digits of any script are understood. The check digit is not looked at, because
 * some issuers count it otherwise or have none.
 * @returns its digits alone, or null where the text says something else or more
 */
export function readIccid(text: string): string | null {
  if (text.length > LONGEST) return null;
  const rest = withoutLead(ownDigits(machineLine(text.normalize('NFKC'))));
  const found = GROUPED.exec(rest)?.[0];
  if (!found) return null;
  const groups = found.split(/\D+/);
  const [whole = ''] = groups;
  if (whole.length >= 18) {
    // `.0` behind a number that is complete is how some programs save whole numbers; other digits there are no part of it.
    const behind = rest.slice(whole.length).replace(/^[.,]0{1,2}(?!\d)/, '');
    return hasEnded(behind) ? whole : null;
  }
  return hasEnded(rest.slice(found.length)) && isOneNumber(groups) ? groups.join('') : null;
}

/** A number that was complete before its last group may have a quantity behind it, unless all its groups are of one size. */
function isOneNumber(groups: readonly string[]): boolean {
  const before = groups.slice(0, -1);
  const size = before[0]?.length ?? 0;
  return before.join('').length < 18 || before.every(({ length }) => length === size);
}

/** Nothing but padding and marks comes behind the number. */
function hasEnded(rest: string): boolean {
  return /^[^\p{L}\p{M}\p{N}]*$/u.test(rest.replace(FILLED, ''));
}

function withoutLead(text: string): string {
  let rest = text;
  for (;;) {
    const lead = (SYMBOLOGY.exec(rest) ?? LABEL.exec(rest) ?? TOUCHING.exec(rest) ?? MARK.exec(rest))?.[0];
    if (!lead) return rest;
    rest = rest.slice(lead.length);
  }
}

/** The Luhn check digit that completes `body` (digits without a check digit). */
export function luhnDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    // Counted from the right, the digit beside the check digit is doubled, then every second one.
    const digit = Number(body[body.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}

/** In fours, for reading aloud and for typing: `8944 4220 0000 0000 019`. */
export function groupIccid(iccid: string): string {
  return iccid.replace(/(.{4})(?=.)/g, '$1 ');
}
