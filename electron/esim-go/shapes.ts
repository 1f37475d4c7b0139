/**
 * Pieces that the answers are made of, tolerant where documents and reality disagree: fields that are only shown may be missing or of
 * another type, which makes them null; fields nobody needs are not even looked at; words of an enumeration that no document knows
 * pass through.
 */
import { z } from 'zod';
import { bareHost } from '../../shared/activation-code.ts';
import { readIccid } from '../../shared/iccid.ts';
import { record } from './fields.ts';
import { tellsOfFailure } from './own-word.ts';
import { withoutSecrets } from './redact.ts';

/**
 * An ICCID as an answer may write it: in groups, in quotes, as the text of a number, with the `F` that fills up its last byte on the chip.
 * A number in JSON is none: its last digits may be lost already.
 */
export function iccidOf(value: unknown): string | null {
  return typeof value === 'string' ? readIccid(value) : null;
}

export const iccid = z.unknown().transform((value, context) => {
  const read = iccidOf(value);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'no ICCID' });
  return z.NEVER;
});

/** A name or a reference that a row cannot be without. */
export const name = z.string().trim().min(1);

/** Absent, null and empty mean the same to a Go back end. */
export const text = z.unknown().transform((value) => (typeof value === 'string' ? value || null : null));

/** What the API says in words, fit to be shown. */
export const words = text.transform((value) => (value && withoutSecrets(value)) || null);

/** Not one that JSON can write and nobody can count with. */
export const number = z
  .unknown()
  .transform((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null));

export const flag = z.unknown().transform((value) => value === true);

/** The SM-DP+ address: with a scheme in the documents, a bare host in the wild. */
export const host = text.transform((address) => (address && bareHost(address)) || null);

/** Identifiers are digits in text here and a number there. */
export const id = z.union([z.string().min(1), z.int()]).transform(String);

const RFC_3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/i;

/** As a Go back end writes it where nobody told it how. */
const GO_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) \+0000 UTC\b.*$/;

/**
 * A point in time that decides something: RFC 3339 with any number of fractional digits, or milliseconds since the epoch. Null for what a
 * Go back end writes when there is none: nothing, an empty text, 0, or the year 1.
 */
export const exactInstant = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((written, context) => {
    const value = typeof written === 'string' ? written.trim().replace(GO_TIME, '$1T$2Z') : written;
    if (!value || (typeof value === 'string' && value.startsWith('0001-01-01'))) return null;
    const date = new Date(value);
    if (Number.isNaN(date.getTime()) || (typeof value === 'string' && !RFC_3339.test(value))) {
      context.addIssue({ code: 'custom', message: 'not a time' });
      return z.NEVER;
    }
    // As it was written when that is UTC or a mere date, so that no digit gets lost.
    return typeof value === 'string' && /^[^+]*Z$|^.{10}$/.test(value) ? value : date.toISOString();
  });

/** The same where it is only shown, or where null is safe: what cannot be read is not known. */
export const instant = z.unknown().transform((value) => exactInstant.safeParse(value).data ?? null);

/** Orders times in UTC by their text, however many fractional digits each has. */
export function compareInstants(a: string, b: string): number {
  const digits = (time: string) => time.replace(/(?:\.(\d+))?Z$/, (_, fraction = '') => `.${fraction.padEnd(9, '0')}`);
  const [first, second] = [digits(a), digits(b)];
  return first < second ? -1 : Number(first > second);
}

const sayings = record({ status: text, message: text }).transform(({ status, message }) => status ?? message ?? '');

/** What the API says of what it would do. Empty when it says nothing. */
export const said = z.preprocess((body) => body ?? {}, sayings).transform(withoutSecrets);

/**
 * What the API says after doing something: `status`, in older documents `message`. An answer without a word is not the API's, and one
 * that tells of a failure says nothing of what was done before it.
 */
export const saidDone = sayings.refine((words) => words !== '' && !tellsOfFailure(words)).transform(withoutSecrets);
