/**
 * Pieces that the answers are made of, tolerant where documents and reality disagree: lists come bare or wrapped, null or missing
 * when empty; fields nobody needs are not even looked at; words of an enumeration that no document knows pass through.
 */
import { z } from 'zod';
import { bareHost } from '../../shared/activation-code.ts';
import { isIccid } from '../../shared/iccid.ts';

export const iccid = z.string().refine(isIccid);

/** Absent, null and empty mean the same to a Go back end. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value || null);

export const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

/** The SM-DP+ address: with a scheme in the documents, a bare host in the wild. */
export const host = text.transform((address) => (address && bareHost(address)) || null);

/** Identifiers are digits in text here and a number there. */
export const id = z.union([z.string().min(1), z.int()]).transform(String);

const RFC_3339 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/i;

/**
 * A point in time: RFC 3339 with any number of fractional digits, or milliseconds since the epoch. Null for what a Go back end
 * writes when there is none: nothing, an empty text, 0, or the year 1.
 */
export const instant = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value, context) => {
    if (!value || (typeof value === 'string' && value.startsWith('0001-01-01'))) return null;
    const date = new Date(value);
    if (Number.isNaN(date.getTime()) || (typeof value === 'string' && !RFC_3339.test(value))) {
      context.addIssue({ code: 'custom', message: 'not a time' });
      return z.NEVER;
    }
    // As it was written when that is UTC or a mere date, so that no digit gets lost.
    return typeof value === 'string' && /^[^+]*Z$|^.{10}$/.test(value) ? value : date.toISOString();
  });

/** Orders times in UTC by their text, however many fractional digits each has. */
export function compareInstants(a: string, b: string): number {
  const digits = (time: string) => time.replace(/(?:\.(\d+))?Z$/, (_, fraction = '') => `.${fraction.padEnd(9, '0')}`);
  const [first, second] = [digits(a), digits(b)];
  return first < second ? -1 : Number(first > second);
}

/** Puts a bare list (or nothing, where a list is empty) under the key by which it is wrapped elsewhere. */
const wrapped = (key: string) => (body: unknown) =>
  body === null || body === undefined || Array.isArray(body) ? { [key]: body ?? null } : body;

const pageCount = z.int().min(1).nullish().catch(null);

/**
 * A list that is bare in the documents and wrapped in the wild, as `{ [key]: [...], pageCount, pageSize, rows }`. The key has to
 * be there: an object without it is some other answer, not an empty list.
 */
export const pageOf = <Item extends z.ZodType>(key: string, item: Item) =>
  z.preprocess(
    wrapped(key),
    z.object({ [key]: z.array(item).nullable(), pageCount }).transform((body) => ({
      rows: (body[key] ?? []) as z.output<Item>[],
      pageCount: (body.pageCount ?? null) as number | null,
    })),
  );

/** The same for a list that has no pages. */
export const rowsOf = <Item extends z.ZodType>(key: string, item: Item) =>
  pageOf(key, item).transform(({ rows }) => rows);

/** What the API says after doing something: `status`, in older documents `message`. Empty when it did it without a word. */
export const said = z.preprocess(
  (body) => body ?? {},
  z.object({ status: text, message: text }).transform(({ status, message }) => status ?? message ?? ''),
);
