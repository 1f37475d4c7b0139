import type { Candidate } from '../../shared/model.ts';
import type { ListedEsim } from '../esim-go/index.ts';
import type { ApplyCall, Evidence } from '../store/index.ts';
import type { Context } from './context.ts';
import type { Sight } from './decide.ts';
import { unlessRefused } from './facts.ts';
import { claimOf, type Group, groupsOf, isStray } from './groups.ts';
import { clocksAreNear, datesAgree, SLACK_MS, spanOf, timeOf } from './times.ts';
import { type Spent, weighStock } from './weigh-stock.ts';

/** Whoever worked with the account this long before the call may have done so at the same time as well. */
const LOOK_BACK_MS = 60 * 60_000;
/** Where no clock is to be relied on, the list begins this long before: no two places on earth are further apart in their time. */
const FAR_BACK_MS = 26 * 60 * 60_000;
/** Pages of a hundred eSIMs; an account that makes more than this since one lost call needs a person. */
const MOST_PAGES = 50;

export interface View {
  sight: Sight;
  evidence: Evidence;
}

/**
 * What is known of a lost call when the account cannot be looked at: nothing, which is no reason to wait for ever.
 */
export function blindView({ stock }: Pick<ApplyCall, 'stock'>, ageMs: number): View {
  return {
    sight: {
      candidates: [],
      doubtful: false,
      rivals: true,
      complete: false,
      stockFits: false,
      stockCovers: false,
      ageMs,
    },
    evidence: { candidates: [], others: true, unseen: [], stock: { before: stock?.before ?? null, now: null } },
  };
}

/**
 * Holds a lost apply of new eSIMs against the account: what was made since, by whom, and what is gone from the stock. Reads only.
 * @param ageMs since nobody waits for its answer any more
 */
export async function lookAtAccount(call: ApplyCall, context: Context, ageMs: number): Promise<View> {
  const { store } = context;
  const { bundle, stock } = call;
  const span = spanOf(call, context.timing);
  const readAt = Date.parse(stock?.readAt ?? '');
  const from = Math.min(
    span?.from ?? Number.POSITIVE_INFINITY,
    Number.isNaN(readAt) ? Number.POSITIVE_INFINITY : readAt,
  );
  const since = Number.isFinite(from) ? from - LOOK_BACK_MS : farBack(context);
  const near = await madeSince(since, context);
  const dates = datesAgree(near.listed, context);
  // Dates that nothing proves may be in the time of another place: then everything of the last day may be of the call.
  const isTold = dates === 'yes' || (dates === 'unproven' && clocksAreNear(context));
  const { listed, all } =
    dates === 'yes' ? near : await madeSince(isTold ? Math.min(since, from - FAR_BACK_MS) : 0, context);
  const recent = isTold ? listed.filter((esim) => dates !== 'yes' || timeOf(esim) >= from) : newestOf(listed, context);
  const { groups, unseen: untold } = await groupsOf(
    recent.filter((esim) => claimOf(esim, context).by !== 'us'),
    context,
  );
  // What came before it by its date, and is not just what it asked for, is not its own in any place's time.
  const isOlder = ({ assignedAt, iccids }: Group) => isTold && assignedAt < from && iccids.length !== call.quantity;
  const grouped = { groups: groups.filter((group) => !isOlder(group)), unseen: untold };
  const remaining = await remainingOf(bundle, context);
  const agree = span !== null && isTold && isOfThisLife(call, context);
  const spokenForHere =
    call.restOf === null ? spokenForBy(othersLookedFor(call, context), grouped.groups, context) : NONE;
  const { eligible, possible, spokenFor, theirs } = sortOut(call, grouped.groups, spokenForHere, context);
  const isKnown = (group: Group) => group.claim.by === 'us' || eligible.includes(group) || spokenForHere.has(group);
  const unseen = grouped.unseen.map((): Other => ({ assignedAt: Number.NaN, claim: { by: 'nobody' } }));
  const others = [...grouped.groups.filter((group) => !isKnown(group)), ...unseen, ...older(listed, from, context)];
  if (grouped.groups.some(({ claim }) => claim.by === 'twin')) context.copySeen();

  // What came with an apply of ours is ours, whoever else is at work.
  const isOurs = call.restOf !== null && eligible.length > 0;
  const own = store.journal.spending(bundle, stock?.tick ?? 0);
  const spent: Spent = { theirs, candidates: eligible, inDoubt: spokenFor };
  const newest = Math.max(...eligible.map(({ assignedAt }) => assignedAt));
  return {
    sight: {
      candidates: eligible.map(({ reference, iccids }) => ({ reference, size: iccids.length })),
      doubtful: possible.length > 0 && !isOurs,
      rivals: mayBeTheirs(newest, others) && !isOurs,
      complete: (all && agree && grouped.unseen.length === 0 && !grouped.groups.some(isGrowingOfNobody)) || isOurs,
      ...weighStock(stock, remaining, own, spent),
      ...(isOurs && { stockCovers: true }),
      ageMs,
    },
    evidence: {
      candidates: [...eligible, ...possible].map(toCandidate),
      others: others.length > 0 || eligible.length > 1 || possible.length > 0,
      unseen: grouped.unseen,
      stock: { before: stock?.before ?? null, now: remaining },
    },
  };
}

/** The same for a top-up, which stands on the one eSIM it was for: a bundle that came since and that none of our calls brought. */
export async function lookAtEsim(call: ApplyCall, context: Context, ageMs: number): Promise<View> {
  const { client, store, timing } = context;
  const { bundle, stock } = call;
  const iccid = call.iccid ?? '';
  const bundles = await unlessRefused(() => client.esimBundles(iccid, { includeUsed: true, limit: 200 }));
  const remaining = await remainingOf(bundle, context);
  const span = spanOf(call, timing);
  const isSince = (at: number) => span === null || Number.isNaN(at) || at >= span.from;
  // Whether somebody else put just this bundle on just this eSIM at just this time is not asked: the customer has it once.
  const came = (bundles ?? [])
    .filter(
      ({ name, reference }) =>
        name === bundle && !(reference && reference !== call.restOf && store.journal.isOurs(reference)),
    )
    .filter(({ assignedAt }) => isSince(Date.parse(assignedAt ?? '')));
  const candidates = came.map(({ assignmentId, reference, assignedAt }) => ({
    reference: reference ?? assignmentId,
    bundle,
    iccids: [iccid],
    assignedAt: assignedAt ?? '',
  }));
  const own = store.journal.spending(bundle, stock?.tick ?? 0);
  const { stockFits } = weighStock(stock, remaining, own, { theirs: [], candidates: [], inDoubt: [] });
  return {
    sight: {
      candidates: candidates.map(({ reference }) => ({ reference, size: 1 })),
      doubtful: false,
      rivals: false,
      complete: bundles !== undefined && span !== null && client.now() !== null && isOfThisLife(call, context),
      stockFits,
      stockCovers: true,
      ageMs,
    },
    evidence: {
      candidates,
      others: false,
      unseen: bundles === undefined ? [iccid] : [],
      stock: { before: stock?.before ?? null, now: remaining },
    },
  };
}

/** Where no clock is to be relied on, a person is shown the newest of what nobody claims. */
const MOST_SHOWN = 100;

function newestOf(listed: readonly ListedEsim[], context: Context): ListedEsim[] {
  const free = listed.filter((esim) => claimOf(esim, context).by !== 'us');
  return free.sort((a, b) => timeOf(b) - timeOf(a)).slice(0, MOST_SHOWN);
}

/** What a history planned before it was copied, or put back, another life of it may have settled in its own way. */
const isOfThisLife = ({ stationId }: ApplyCall, { store }: Context) => stationId === store.stationId;

/** Whether the account shows what only another life of this history can have made: it is a copy, or an older one that was put back. */
export async function showsAnotherLife(context: Context): Promise<boolean> {
  const { listed } = await madeSince(farBack(context), context);
  return listed.some((esim) => claimOf(esim, context).by === 'twin');
}

/**
 * Whether something that nobody claims, and no lost call of this station speaks for, may be what a plan asks for: then another life of
 * this history may have sent it and died before it could mark it.
 * @param quantities of the calls that the plan would make @param plannedAt by this computer's clock
 */
export async function mayBeMade(
  plan: { bundle: string; quantities: ReadonlySet<number>; plannedAt: Date },
  context: Context,
): Promise<boolean> {
  const { store } = context;
  const near = clocksAreNear(context);
  const { listed } = await madeSince(near ? plan.plannedAt.getTime() - PLAN_SLACK_MS : farBack(context), context);
  const free = listed.filter((esim) => claimOf(esim, context).by !== 'us');
  const { groups } = await groupsOf(free.slice(-MOST_SHOWN), context);
  const open = store.journal.lostOf(plan.bundle).map(({ quantity }) => quantity);
  return groups.some(({ bundle, claim, iccids }) => {
    if (bundle !== plan.bundle || claim.by === 'us' || claim.by === 'station' || !plan.quantities.has(iccids.length))
      return false;
    const at = open.indexOf(iccids.length);
    if (at < 0) return true;
    open.splice(at, 1);
    return false;
  });
}

/** Two clocks that are near each other are this near. */
const PLAN_SLACK_MS = 15 * 60_000;

/** Asks for what a look will need, so that the look itself, for which nobody may buy, takes little time. */
export async function prepareLook(call: ApplyCall, context: Context): Promise<void> {
  if (call.kind === 'top-up') return;
  const span = spanOf(call, context.timing);
  if (!span) return;
  const { listed } = await madeSince(span.from, context);
  await groupsOf(
    listed.filter((esim) => claimOf(esim, context).by !== 'us'),
    context,
  );
}

interface Sorted {
  /** Nobody claims them, and time, bundle and size say that the lost call may have made them; oldest first. */
  eligible: Group[];
  /** What speaks against them is no proof: the time of a clock, or what somebody wrote. */
  possible: Group[];
  /** What others of our lost calls that are being looked for asked for. */
  spokenFor: Group[];
  /** Somebody else's, for sure. */
  theirs: Group[];
}

/** Of the groups with the bundle of a lost call: what each may be. What cannot be ours for sure is not therefore somebody else's. */
function sortOut(call: ApplyCall, groups: readonly Group[], spokenFor: ReadonlySet<Group>, context: Context): Sorted {
  const sorted: Sorted = { eligible: [], possible: [], spokenFor: [], theirs: [] };
  const span = spanOf(call, context.timing);
  for (const group of groups) {
    if (group.bundle !== call.bundle) continue;
    if (group.reference === call.restOf) sorted.eligible.push(...strays(group, context));
    if (group.claim.by === 'us') continue;
    if (group.claim.by === 'station') sorted.theirs.push(group);
    else if (group.claim.by === 'stranger' && group.iccids.length > call.quantity) sorted.theirs.push(group);
    else if (spokenFor.has(group)) sorted.spokenFor.push(group);
    else if (call.restOf === null && isEligible(group, call, span)) sorted.eligible.push(group);
    else sorted.possible.push(group);
  }
  sorted.eligible.sort((a, b) => a.assignedAt - b.assignedAt);
  return sorted;
}

/** What of an apply of ours no row has, because its answer did not name it. */
function strays(group: Group, context: Context): Group[] {
  const iccids = group.iccids.filter((iccid) => isStray(iccid, group, context));
  return iccids.length > 0 ? [{ ...group, iccids }] : [];
}

function isEligible(
  { claim, assignedAt, iccids }: Group,
  { quantity }: ApplyCall,
  span: ReturnType<typeof spanOf>,
): boolean {
  if (claim.by !== 'nobody' || iccids.length > quantity || span === null) return false;
  return assignedAt >= span.from && assignedAt <= span.to;
}

/** Lost calls for something else, or for another number of it, which are being looked for as well. */
function othersLookedFor(call: ApplyCall, { store }: Context): ApplyCall[] {
  return store.journal.lookedFor().filter((other) => other.bundle !== call.bundle || other.quantity !== call.quantity);
}

/** Unclaimed groups that are just what other lost calls of this station asked for: each is paired with one of them. */
function spokenForBy(others: ApplyCall[], groups: readonly Group[], { timing }: Context): Set<Group> {
  const open = [...others];
  const spoken = new Set<Group>();
  for (const group of groups) {
    if (group.claim.by !== 'nobody') continue;
    const at = open.findIndex((other) => {
      const span = spanOf(other, timing);
      return (
        other.bundle === group.bundle &&
        other.quantity === group.iccids.length &&
        span !== null &&
        group.assignedAt >= span.from &&
        group.assignedAt <= span.to
      );
    });
    if (at < 0) continue;
    open.splice(at, 1);
    spoken.add(group);
  }
  return spoken;
}

const isGrowingOfNobody = ({ claim, growing }: Group) => growing && claim.by === 'nobody';

function farBack({ store, now }: Context): number {
  const known = Date.parse(store.journal.newestTime() ?? '');
  return (Number.isNaN(known) ? now().getTime() : Math.min(known, now().getTime())) - FAR_BACK_MS;
}

export async function madeSince(since: number, { client }: Context): Promise<{ listed: ListedEsim[]; all: boolean }> {
  const listed = new Map<string, ListedEsim>();
  const filter = { by: 'assignedDate', value: `gte:${new Date(since).toISOString()}` } as const;
  let pages = 0;
  for await (const { rows } of client.esims({ filter })) {
    // Filters are documented thinly; a list that was not filtered is filtered here.
    for (const esim of rows) if (timeOf(esim) >= since) listed.set(esim.iccid, esim);
    if (++pages >= MOST_PAGES) return { listed: [...listed.values()], all: false };
  }
  return { listed: [...listed.values()], all: true };
}

/** @returns null when the stock cannot be read now */
async function remainingOf(bundle: string, { client }: Context): Promise<number | null> {
  const stock = await unlessRefused(() => client.inventory());
  return stock ? (stock.find(({ name }) => name === bundle)?.remaining ?? 0) : null;
}

type Other = Pick<Group, 'assignedAt' | 'claim'>;

const NONE: ReadonlySet<Group> = new Set();

/** Who worked with the account before the call. An unmarked eSIM beside a marked one of the same second came with it. */
function older(listed: readonly ListedEsim[], from: number, context: Context): Other[] {
  const before = listed
    .filter((esim) => timeOf(esim) < from)
    .map((esim) => ({ assignedAt: timeOf(esim), claim: claimOf(esim, context) }))
    .filter(({ claim }) => claim.by !== 'us');
  const marked = new Set(before.filter(({ claim }) => claim.by === 'station').map(({ assignedAt }) => assignedAt));
  return before.filter(({ claim, assignedAt }) => claim.by !== 'nobody' || !marked.has(assignedAt));
}

/**
 * Whether something unclaimed that was made at `time` may be another's. A station writes its marks in the order of its calls: once it
 * has cleanly marked something later, what bears no mark is not its own. Of anybody else nothing can be excluded.
 */
function mayBeTheirs(time: number, others: readonly Other[]): boolean {
  const stations = new Map<string, number>();
  for (const { assignedAt, claim } of others) {
    if (claim.by !== 'station') return true;
    const cleanSince = stations.get(claim.station) ?? Number.NEGATIVE_INFINITY;
    stations.set(claim.station, claim.clean ? Math.max(cleanSince, assignedAt) : cleanSince);
  }
  return [...stations.values()].some((cleanSince) => cleanSince <= time + SLACK_MS);
}

function toCandidate({ reference, bundle, iccids, assignedAt }: Group): Candidate {
  return { reference, bundle, iccids, assignedAt: Number.isNaN(assignedAt) ? '' : new Date(assignedAt).toISOString() };
}
