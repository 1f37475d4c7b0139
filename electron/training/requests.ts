/** What may be sent, strictly: a client that gets anything wrong shall hear of it here and not from a customer. */
import { z } from 'zod';
import { badRequest, Refusal } from './replies.ts';

const count = z.int().min(1);
const iccid = z.string().regex(/^\d{18,20}$/);

const line = z.strictObject({
  name: z.string().min(1),
  repeat: count.optional(),
  allowReassign: z.boolean().optional(),
});

const oneBundle = line
  .extend({ iccid: iccid.optional() })
  .refine((body) => body.iccid === undefined || body.repeat === undefined, 'iccid and repeat exclude each other');

const severalBundles = z.strictObject({ bundles: z.array(line).min(1) });

/** An apply as the account understands it. */
export interface ApplyOrder {
  lines: { bundle: string; count: number }[];
  iccid?: string;
}

const whole = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
const additionalFields = z.literal('appleInstallUrl').optional();

export const noQuery = z.strictObject({});
/** "One or multiple reference numbers", so this parameter alone may be repeated. */
export const assignmentsQuery = z.strictObject({
  reference: z.union([
    z
      .string()
      .min(1)
      .transform((reference) => [reference]),
    z.array(z.string().min(1)),
  ]),
  additionalFields,
});
export const detailsQuery = z.strictObject({ additionalFields });
export const bundlesQuery = z.strictObject({
  includeUsed: z.enum(['true', 'false']).optional(),
  limit: whole.pipe(z.int().max(200)).default(15),
});
export const esimsQuery = z
  .strictObject({
    page: whole.default(1),
    perPage: z.enum(['10', '25', '50', '100']).default('10').transform(Number),
    direction: z.enum(['asc', 'desc']).default('asc'),
    orderBy: z.literal('iccid').optional(),
    filterBy: z.enum(['iccid', 'customerRef', 'lastAction', 'actionDate', 'assignedDate']).optional(),
    filter: z.string().optional(),
  })
  .refine(
    (query) => (query.filterBy === undefined) === (query.filter === undefined),
    'filterBy and filter go together',
  );

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
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

function readJson(contentType: string, body: Buffer): unknown {
  const unreadable = new Refusal(badRequest('failed to parse request body'));
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw unreadable;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw unreadable;
  }
}

export function readApply(contentType: string, body: Buffer): ApplyOrder {
  const value = readJson(contentType, body);
  const toLine = ({ name, repeat = 1 }: z.output<typeof line>) => ({ bundle: name, count: repeat });
  if (typeof value === 'object' && value !== null && 'bundles' in value) {
    return { lines: parse(severalBundles, value, 'request body').bundles.map(toLine) };
  }
  const one = parse(oneBundle, value, 'request body');
  return { lines: [toLine(one)], ...(one.iccid !== undefined && { iccid: one.iccid }) };
}
