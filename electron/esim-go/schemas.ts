/**
 * Shapes of the answers, tolerant where documents and reality disagree: lists come bare or wrapped, null or missing when
 * empty, one object instead of a list of one; fields nobody needs are not even looked at.
 */
import { z } from 'zod';
import { isIccid } from '../../shared/iccid.ts';

const iccid = z.string().refine(isIccid);
/** Absent, null and empty mean the same to a Go back end. */
const text = z
  .string()
  .nullish()
  .transform((value) => value || null);
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

/**
 * A list that is bare in the documents and wrapped in the wild, as `{ [key]: [...], pageCount, pageSize, rows }`. The key has to
 * be there: an object without it is some other answer, not an empty list.
 */
const wrappedOrBare = <Item extends z.ZodType>(key: string, item: Item) => z.union([list(item), wrapped(key, item)]);
const wrapped = <Item extends z.ZodType>(key: string, item: Item) =>
  z.object({ [key]: z.array(item).nullable() }).transform((body) => body[key] ?? []);

export const inventory = wrappedOrBare(
  'bundles',
  z.object({
    name: z.string().min(1),
    desc: text,
    available: list(z.object({ remaining: z.number(), expiry: text })),
    countries: list(z.string()),
    data: z.number().nullish(),
    duration: z.number().nullish(),
    unlimited: z.boolean().nullish(),
  }),
);

export const applied = z.object({
  applyReference: z.string().min(1),
  esims: list(
    z.object({
      // While a large apply is still being worked on an entry may not know its eSIM yet.
      iccid: z
        .union([iccid, z.literal('')])
        .nullish()
        .transform((value) => value || null),
      status: text,
      bundle: text,
    }),
  ),
});

const assignment = z
  .object({ iccid, matchingId: text, smdpAddress: text, rspUrl: text, bundle: text })
  .transform(({ smdpAddress, rspUrl, ...row }) => ({ ...row, smdpAddress: smdpAddress ?? rspUrl }));

export const assignments = z.union([
  list(assignment),
  wrapped('esims', assignment),
  assignment.transform((row) => [row]),
]);

export const esims = wrappedOrBare(
  'esims',
  z.object({ iccid, customerRef: text, lastAction: text, actionDate: text, assignedDate: text }),
);

export const esim = z.object({
  iccid,
  matchingId: text,
  smdpAddress: text,
  profileStatus: text,
  /** Milliseconds since the epoch in the details, RFC 3339 in the assignments; 0 and null both mean never. */
  firstInstalledDateTime: z
    .union([z.number(), z.string()])
    .nullish()
    .transform((value) => (value ? new Date(value) : null))
    .refine((date) => date === null || !Number.isNaN(date.getTime())),
  customerRef: text,
});

export const esimBundles = wrappedOrBare(
  'bundles',
  z.object({
    name: z.string(),
    description: text,
    assignments: list(
      z.object({
        id: z.union([z.string(), z.number()]).transform(String),
        bundleState: text,
        initialQuantity: z.number().nullish(),
        remainingQuantity: z.number().nullish(),
        startTime: text,
        endTime: text,
        assignmentDateTime: text,
        assignmentReference: text,
        unlimited: z.boolean().nullish(),
      }),
    ),
  }),
);

export type AppliedAnswer = z.output<typeof applied>;
export type Assignment = z.output<typeof assignment>;
export type ListedEsim = z.output<typeof esims>[number];
export type EsimDetails = z.output<typeof esim>;
export type EsimBundle = z.output<typeof esimBundles>[number];
