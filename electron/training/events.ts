/** What can happen to a practice account: the lines of its log. Every `at` is milliseconds since the epoch, all money is in cents. */
import { z } from 'zod';

const at = z.number();
const count = z.int().min(1);
const cents = z.int().min(0);

const opened = z.strictObject({
  type: z.literal('opened'),
  at,
  seed: z.int().min(0),
  stock: z.record(z.string(), z.int().min(0)),
  /** A usual one without it; so of the name. */
  balance: cents.optional(),
  organisation: z.string().min(1).optional(),
});

const applied = z.strictObject({
  type: z.literal('applied'),
  at,
  lines: z.array(z.strictObject({ bundle: z.string(), count })).min(1),
  /** The eSIM the bundle goes on; new ones are issued without it. */
  iccid: z.string().optional(),
  /** When the bundle begins; for bundles that do not begin with their first use. */
  starts: z.number().optional(),
  /** How many of the last eSIMs were refused inside an apply that went through. */
  refused: z.int().min(0).optional(),
  /** The client's name for itself, User-Agent; older files have none. */
  agent: z.string().optional(),
  /** Milliseconds until it can be seen anywhere but in the stock. */
  hidden: z.int().min(0).optional(),
});

const ordered = z.strictObject({
  type: z.literal('ordered'),
  at,
  lines: z
    .array(
      z.strictObject({
        bundle: z.string(),
        count,
        /** What one of them cost then. */
        price: cents,
        /** The eSIMs they go on, null for a new one; all on new ones without it. */
        iccids: z.array(z.string().nullable()).optional(),
        allowReassign: z.boolean(),
      }),
    )
    .min(1),
  /** Put on eSIMs at once; into the stock otherwise. */
  assign: z.boolean(),
  /** Written down, and neither charged nor carried out. */
  failed: z.literal(true).optional(),
});

const refunded = z.strictObject({ type: z.literal('refunded'), at, lot: z.int(), count });

const revoked = z.strictObject({
  type: z.literal('revoked'),
  at,
  iccid: z.string(),
  assignment: z.string(),
  refund: z.enum(['inventory', 'balance', 'none']),
  /** Whether the eSIM leaves the account with it. */
  leaves: z.boolean(),
});

const updated = z.strictObject({ type: z.literal('updated'), at, iccid: z.string(), customerRef: z.string() });
const refreshed = z.strictObject({ type: z.literal('refreshed'), at, iccid: z.string() });
const texted = z.strictObject({ type: z.literal('texted'), at, iccid: z.string(), message: z.string() });

export const customerDeeds = ['download', 'install', 'attach', 'use', 'remove', 'break'] as const;

const customer = z.strictObject({
  type: z.literal('customer'),
  at,
  iccid: z.string(),
  does: z.enum(customerDeeds),
  bytes: z.int().min(1).optional(),
  /** Where the phone is, ISO 3166. */
  country: z.string().optional(),
});

/** By others, or by the reseller's own people in the portal. */
const stocked = z.strictObject({ type: z.literal('stocked'), at, bundle: z.string(), by: z.int() });
const repriced = z.strictObject({ type: z.literal('repriced'), at, bundle: z.string(), price: cents });
const removed = z.strictObject({ type: z.literal('removed'), at, iccid: z.string() });
const renamed = z.strictObject({ type: z.literal('renamed'), at, name: z.string().min(1) });

const advanced = z.strictObject({ type: z.literal('advanced'), at, ms: z.int().min(1) });

export const accountEvent = z.discriminatedUnion('type', [
  opened,
  applied,
  ordered,
  refunded,
  revoked,
  updated,
  refreshed,
  texted,
  customer,
  stocked,
  repriced,
  removed,
  renamed,
  advanced,
]);

export type AccountEvent = z.infer<typeof accountEvent>;
export type Opened = z.infer<typeof opened>;
export type Applied = z.infer<typeof applied>;
export type Ordered = z.infer<typeof ordered>;
export type Refunded = z.infer<typeof refunded>;
export type Revoked = z.infer<typeof revoked>;
export type Updated = z.infer<typeof updated>;
export type Refreshed = z.infer<typeof refreshed>;
export type Texted = z.infer<typeof texted>;
export type CustomerDid = z.infer<typeof customer>;
export type CustomerDeed = CustomerDid['does'];
export type Stocked = z.infer<typeof stocked>;
export type Repriced = z.infer<typeof repriced>;
export type Removed = z.infer<typeof removed>;
export type Renamed = z.infer<typeof renamed>;
export type Advanced = z.infer<typeof advanced>;
