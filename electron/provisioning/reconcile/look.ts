import type { Candidate } from '../../../shared/model.ts';
import type { ListedEsim } from '../../esim-go/index.ts';
import type { Call, Evidence } from '../../store/index.ts';
import { apiTime, type Context } from '../context.ts';
import { showsMs } from '../timing.ts';
import type { Sight } from './decide.ts';
import { claimOf, type Group, groupsOf } from './groups.ts';
import { lastPossible, SLACK_MS, sentAtOf, timeOf } from './times.ts';
import { weighStock } from './weigh-stock.ts';

/** Whoever worked with the account this long before the call may have done so at the same time as well. */
const LOOK_BACK_MS = 60 * 60_000;
/** Pages of a hundred eSIMs; an account that makes more than this since one lost call needs a person. */
const MOST_PAGES = 50;

/** What a lost apply asked for. */
export interface LostCall {
  call: Call;
  bundle: string;
  quantity: number;
}

export type View = Sight & Evidence;

/**
 * Holds a lost apply of new eSIMs against the account: what was made since, by whom, and what is gone from the stock. Reads only.
 * @param since when this station began to look, on the clock of `performance.now`
 */
export async function lookAtAccount(lost: LostCall, context: Context, since: number): Promise<View> {
  const { client } = context;
  const { call, bundle } = lost;
  const sentAt = sentAtOf(call);
  const from = Math.min(sentAt, call.stock ? Date.parse(call.stock.readAt) : sentAt) - SLACK_MS;

  const { listed, all } = await madeSince(from - LOOK_BACK_MS, context);
  const theirs = listed.filter((esim) => claimOf(esim, context).by !== 'us');
  const recent = theirs.filter((esim) => timeOf(esim) >= from);
  const { groups, complete } = await groupsOf(recent, context);
  const remaining = (await client.inventory()).find(({ name }) => name === bundle)?.remaining ?? 0;

  const { candidates, explained } = sortOut(lost, groups, context);
  const unexplained = groups.filter((group) => !candidates.includes(group) && !explained.has(group));
  const others = [...unexplained, ...older(theirs, from, context)].filter(({ claim }) => claim.by !== 'us');
  const newest = Math.max(...candidates.map(({ assignedAt }) => assignedAt));

  return {
    candidates: candidates.map(toCandidate),
    complete: complete && all && !groups.some(({ claim, growing }) => growing && claim.by === 'nobody'),
    others: others.length > 0 || candidates.length > 1,
    rivals: mayBeTheirs(newest, others),
    ...weighStock(lost, remaining, { listed, groups, candidates, explained, from }, context),
    ageMs: ageOf(call, context, since),
  };
}

/**
 * What may be of a lost apply and has not been seen yet; a question about it may have waited for days.
 * @param seen ICCIDs
 */
export async function newCandidates(lost: LostCall, seen: ReadonlySet<string>, context: Context): Promise<Candidate[]> {
  const { listed } = await madeSince(sentAtOf(lost.call) - SLACK_MS, context);
  const last = lastPossible(lost.call, showsMs(lost.quantity, context.timing));
  const fresh = listed.filter(
    (esim) =>
      !seen.has(esim.iccid) &&
      claimOf(esim, context).by === 'nobody' &&
      (timeOf(esim) <= last || esim.assignedDate === null),
  );
  const { groups } = await groupsOf(fresh, context);
  return sortOut(lost, groups, context).candidates.map(toCandidate);
}

/** Of groups of eSIMs, those that a lost apply may have made, oldest first, and those that other lost ones of ours account for. */
function sortOut(
  lost: LostCall,
  groups: readonly Group[],
  { store, timing }: Context,
): { candidates: Group[]; explained: Set<Group> } {
  const { call, bundle, quantity } = lost;
  const explained = explainedBy(store.journal.lostApplies(), groups, lost);
  const [from, last] = [sentAtOf(call) - SLACK_MS, lastPossible(call, showsMs(quantity, timing))];
  const candidates = groups
    .filter((group) => group.claim.by === 'nobody' && !explained.has(group))
    .filter((group) => group.bundle === bundle && group.assignedAt >= from && group.assignedAt <= last)
    .filter(({ iccids, reference }) => iccids.length <= quantity && !store.journal.isOurs(reference))
    .sort((a, b) => a.assignedAt - b.assignedAt);
  return { candidates, explained };
}

/**
 * Milliseconds since nobody waits for a call's answer any more, at least: until then it may still have been on its way. What it made may
 * have been taken for another's that the account cannot tell from it, and whose own is on its way in its place: so the last of them
 * counts. Where the program did not live to see that, since it was first looked for; the API's clock is known to a second.
 * @param since when this station began to look, on the clock of `performance.now`
 */
export function ageOf(call: Call, context: Context, since: number): number {
  const closed = lostAlike(call, context).map(({ apiClosedAt }) => apiClosedAt);
  const now = apiTime(context).getTime();
  const ages = closed.map((at) => (at === null ? performance.now() - since : now - Date.parse(at) - 1_000));
  return Math.min(...ages);
}

/** Itself among them. Those that were sent long before it are not on their way any more. */
export function lostAlike(call: Call, { store }: Context): Call[] {
  return store.journal.lostAlike(call.request, new Date(sentAtOf(call) - LOOK_BACK_MS));
}

/** Unclaimed groups that look like what other lost calls of this station asked for: each is paired with one of them. */
function explainedBy(
  lostApplies: readonly { bundle: string; quantity: number; sentAt: string }[],
  groups: readonly Group[],
  { bundle, quantity }: LostCall,
): Set<Group> {
  const open = lostApplies.filter((other) => other.bundle !== bundle || other.quantity !== quantity);
  const explained = new Set<Group>();
  for (const group of groups) {
    if (group.claim.by !== 'nobody') continue;
    const at = open.findIndex(
      (other) =>
        other.bundle === group.bundle &&
        other.quantity === group.iccids.length &&
        group.assignedAt >= Date.parse(other.sentAt) - SLACK_MS,
    );
    if (at < 0) continue;
    open.splice(at, 1);
    explained.add(group);
  }
  return explained;
}

async function madeSince(since: number, { client }: Context): Promise<{ listed: ListedEsim[]; all: boolean }> {
  const listed: ListedEsim[] = [];
  const filter = { by: 'assignedDate', value: `gte:${new Date(since).toISOString()}` } as const;
  let pages = 0;
  for await (const { rows } of client.esims({ filter })) {
    // Filters are documented thinly; a list that was not filtered is filtered here.
    listed.push(...rows.filter((esim) => timeOf(esim) >= since));
    if (++pages >= MOST_PAGES) return { listed, all: false };
  }
  return { listed, all: true };
}

type Other = Pick<Group, 'assignedAt' | 'claim'>;

/** Who worked with the account before the call. An unmarked eSIM beside a marked one of the same second came with it. */
function older(theirs: readonly ListedEsim[], from: number, context: Context): Other[] {
  const before = theirs
    .filter((esim) => timeOf(esim) < from)
    .map((esim) => ({ assignedAt: timeOf(esim), claim: claimOf(esim, context) }));
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
  return { reference, bundle, iccids, assignedAt: new Date(assignedAt).toISOString() };
}
