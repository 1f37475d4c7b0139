import { z } from 'zod';
import { record } from './fields.ts';

/** The rows of a list that could be read, and how many could not; absent: none. */
export type Listed<Row> = Row[] & { readonly unreadable?: number };

/** @param unreadable rows that were there and could not be read */
export function listed<Row>(rows: Row[], unreadable: number): Listed<Row> {
  // Not among its entries, so that the list goes on as any other.
  return Object.defineProperty(rows, 'unreadable', { value: unreadable });
}

/** One list of several. */
export function joined<Row>(lists: readonly Listed<Row>[]): Listed<Row> {
  return listed(
    lists.flat(),
    lists.reduce((sum, { unreadable = 0 }) => sum + unreadable, 0),
  );
}

/** A list of which unreadable entries are left out, for what is only shown; anything but a list is an empty one. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z.unknown().transform((value): z.output<Item>[] => {
    const entries: unknown[] = Array.isArray(value) ? value : [];
    return entries.flatMap((entry) => {
      const read = item.safeParse(entry);
      return read.success ? [read.data] : [];
    });
  });

/**
 * A list that has to be there, null when empty. Rows that cannot be read are left out and counted: they cannot be ours, and must not
 * hide those that are. When that would leave none, the list is not what we take it for.
 */
export const rows = <Item extends z.ZodType>(item: Item) =>
  z.unknown().transform((value, context): Listed<z.output<Item>> => {
    if (value === null) return listed([], 0);
    const entries: unknown[] = Array.isArray(value) ? value : [];
    const results = entries.map((entry) => item.safeParse(entry));
    const read = results.flatMap((result) => (result.success ? [result.data] : []));
    if (Array.isArray(value) && (read.length > 0 || entries.length === 0)) {
      return listed(read, entries.length - read.length);
    }
    const path = results[0]?.error?.issues[0]?.path ?? [];
    context.addIssue({ code: 'custom', path: entries.length > 0 ? [0, ...path] : [], message: 'no list' });
    return z.NEVER;
  });

const pageCount = z.int().min(1).nullish().catch(null);

/** Puts a bare list (or nothing, where a list is empty) under the key by which it is wrapped elsewhere. */
const wrapped = (key: string) => (body: unknown) =>
  body === null || body === undefined || Array.isArray(body) ? { [key]: body ?? null } : body;

/**
 * A list that is bare in the documents and wrapped in the wild, as `{ [key]: [...], pageCount, pageSize, rows }`. The key has to
 * be there: an object without it is some other answer, not an empty list.
 */
export const pageOf = <Item extends z.ZodType>(key: string, item: Item) =>
  z.preprocess(
    wrapped(key),
    record({ [key]: rows(item), pageCount }).transform((body) => {
      const found = body[key] as Listed<z.output<Item>>;
      return { rows: found, pageCount: (body.pageCount ?? null) as number | null, unreadable: found.unreadable ?? 0 };
    }),
  );

/** The same for a list that has no pages. */
export const rowsOf = <Item extends z.ZodType>(key: string, item: Item) =>
  pageOf(key, item).transform(({ rows }) => rows);
