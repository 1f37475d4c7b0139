/**
 * The practice account: nothing but what its events say. Playing the same events again makes the same account, with the
 * same ICCIDs and codes, which is how it survives a restart.
 */
import { z } from 'zod';
import { assignmentIdOf, iccidOf, matchingIdOf, pinOf, pukOf, referenceOf, SMDP_ADDRESS } from './numbers.ts';

const openedEvent = z.strictObject({
  type: z.literal('opened'),
  /** Milliseconds since the epoch, like every `at`. */
  at: z.number(),
  seed: z.int().min(0),
  stock: z.record(z.string(), z.int().min(0)),
});

const appliedEvent = z.strictObject({
  type: z.literal('applied'),
  at: z.number(),
  lines: z.array(z.strictObject({ bundle: z.string(), count: z.int().min(1) })).min(1),
  /** The eSIM the bundle goes on; new ones are issued without it. */
  iccid: z.string().optional(),
  /** How many of the last eSIMs were refused inside an apply that went through. */
  refused: z.int().min(0).optional(),
});

export const accountEvent = z.discriminatedUnion('type', [openedEvent, appliedEvent]);
export type AccountEvent = z.infer<typeof accountEvent>;
export type Opened = z.infer<typeof openedEvent>;
export type Applied = z.infer<typeof appliedEvent>;

/** What was bought at once. */
export interface Lot {
  id: number;
  total: number;
  remaining: number;
  /** Milliseconds since the epoch. */
  expires: number;
}

export interface Assignment {
  id: string;
  bundle: string;
  apply: Apply;
  /** Position in its apply, from 0. */
  index: number;
}

export interface Esim {
  iccid: string;
  matchingId: string;
  smdpAddress: string;
  pin: string;
  puk: string;
  /** Oldest first, never empty. */
  assignments: Assignment[];
}

export interface AppliedItem {
  iccid: string;
  bundle: string;
  refused: boolean;
}

export interface Apply {
  reference: string;
  at: number;
  items: AppliedItem[];
}

export interface Account {
  seed: number;
  stock: Map<string, Lot[]>;
  esims: Map<string, Esim>;
  applies: Map<string, Apply>;
  issued: number;
  assigned: number;
}

const DAY = 86_400_000;

/** More than a handful was bought in two goes, so that adding up lots and finding the earliest expiry is practised too. */
function lotsOf(count: number, at: number, firstId: number): Lot[] {
  const older = count > 10 ? Math.floor(count / 3) : 0;
  const lots = [
    { id: firstId, total: older, remaining: older, expires: at + 90 * DAY },
    { id: firstId + 1, total: count - older, remaining: count - older, expires: at + 365 * DAY },
  ];
  return lots.filter((lot) => lot.total > 0);
}

function openAccount({ at, seed, stock }: Opened): Account {
  const lots = Object.entries(stock).map(([bundle, count], index): [string, Lot[]] => [
    bundle,
    lotsOf(count, at, 1_200_345 + 2 * index),
  ]);
  return { seed, stock: new Map(lots), esims: new Map(), applies: new Map(), issued: 0, assigned: 0 };
}

export function remaining(account: Account, bundle: string): number {
  return (account.stock.get(bundle) ?? []).reduce((sum, lot) => sum + lot.remaining, 0);
}

/** The first bundle the stock cannot serve; an apply is all or nothing. */
export function shortBundle(account: Account, lines: Applied['lines']): string | null {
  const wanted = new Map<string, number>();
  for (const { bundle, count } of lines) wanted.set(bundle, (wanted.get(bundle) ?? 0) + count);
  for (const [bundle, count] of wanted) if (count > remaining(account, bundle)) return bundle;
  return null;
}

function spend(account: Account, bundle: string): void {
  const lot = account.stock.get(bundle)?.find(({ remaining }) => remaining > 0);
  if (!lot) throw new Error(`an apply of ${bundle} was recorded that the stock cannot serve`);
  lot.remaining--;
}

function issue(account: Account): Esim {
  const { seed } = account;
  const number = ++account.issued;
  return {
    iccid: iccidOf(seed, number),
    matchingId: matchingIdOf(seed, number),
    smdpAddress: SMDP_ADDRESS,
    pin: pinOf(seed, number),
    puk: pukOf(seed, number),
    assignments: [],
  };
}

/** Plays one apply on the account, in place. What it asks must have been found possible before it was recorded. */
export function playApplied(account: Account, { at, lines, iccid, refused = 0 }: Applied): Apply {
  const apply: Apply = { reference: referenceOf(account.seed, account.applies.size + 1), at, items: [] };
  const bundles = lines.flatMap(({ bundle, count }) => Array<string>(count).fill(bundle));
  for (const [index, bundle] of bundles.entries()) {
    const esim = (iccid === undefined ? undefined : account.esims.get(iccid)) ?? issue(account);
    const isRefused = index >= bundles.length - refused;
    apply.items.push({ iccid: esim.iccid, bundle, refused: isRefused });
    if (isRefused) continue;
    spend(account, bundle);
    esim.assignments.push({ id: assignmentIdOf(++account.assigned), bundle, apply, index });
    account.esims.set(esim.iccid, esim);
  }
  account.applies.set(apply.reference, apply);
  return apply;
}

/** @throws when the events do not make an account. */
export function replay([opened, ...later]: AccountEvent[]): Account {
  if (opened?.type !== 'opened') throw new Error('the first event does not open the account');
  const account = openAccount(opened);
  for (const event of later) {
    if (event.type !== 'applied') throw new Error('the account is opened twice');
    playApplied(account, event);
  }
  return account;
}
