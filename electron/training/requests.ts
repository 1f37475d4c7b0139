/** Reading what is sent, strictly: a client that gets anything wrong shall hear of it here and not from a customer. */
import { z } from 'zod';
import { badRequest, Refusal } from './replies.ts';

export const count = z.int().min(1);
export const iccid = z.string().regex(/^\d{18,20}$/);
/** A whole number in a query. */
export const whole = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const direction = z.enum(['asc', 'desc']).default('asc');
/** A comma-separated list in a query. */
export const several = z
  .string()
  .min(1)
  .transform((value) => value.split(',').map((part) => part.trim()));
export const additionalFields = z.literal('appleInstallUrl').optional();
export const noQuery = z.strictObject({});
/** A parameter that may be repeated. */
export const repeatable = z.union([
  z
    .string()
    .min(1)
    .transform((value) => [value]),
  z.array(z.string().min(1)),
]);

export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new Refusal(badRequest(`invalid ${what}: ${where}${issue?.message ?? 'not acceptable'}`));
}

/** A parameter that is given twice becomes an array, which no schema takes unless it says so. */
export function readQuery<Schema extends z.ZodType>(schema: Schema, search: URLSearchParams): z.output<Schema> {
  const values = Object.fromEntries(
    Array.from(new Set(search.keys()), (name) => {
      const all = search.getAll(name);
      return [name, all.length === 1 ? all[0] : all];
    }),
  );
  return parse(schema, values, 'query');
}

/** What a body comes in. */
export interface Sent {
  contentType: string;
  body: Buffer;
}

export function readJson({ contentType, body }: Sent): unknown {
  const unreadable = new Refusal(badRequest('failed to parse request body'));
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw unreadable;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw unreadable;
  }
}

export function readBody<Schema extends z.ZodType>(schema: Schema, sent: Sent): z.output<Schema> {
  return parse(schema, readJson(sent), 'request body');
}
