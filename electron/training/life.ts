/** What time alone does to bundles and eSIMs: nothing of it is recorded, all of it follows from the clock. */
import type { Action, Assignment, Esim, Grant } from './account.ts';
import { DAY, LAPSE, RETURNS } from './periods.ts';

export type BundleState = 'processing' | 'queued' | 'active' | 'depleted' | 'expired' | 'revoked' | 'lapsed';

/** More bundles than this in one call are provisioned after the answer (DOCS). */
const AT_ONCE = 5;

/** A moment, and how many milliseconds many bundles take. */
export interface Moment {
  now: number;
  processing: number;
}

export function isProcessing({ at, items }: Grant, { now, processing }: Moment): boolean {
  return items.length > AT_ONCE && now < at + processing;
}

export function endOf({ starts, bundle }: Assignment): number | null {
  return starts === null ? null : starts + bundle.days * DAY;
}

const lapseOf = ({ grant }: Assignment): number => grant.at + LAPSE;
const isDepleted = ({ bundle, used, bytes }: Assignment): boolean => !bundle.unlimited && used >= bytes;

export function stateOf(assignment: Assignment, moment: Moment): BundleState {
  const { now } = moment;
  const { starts, revoked, grant } = assignment;
  if (revoked !== null) return 'revoked';
  const end = endOf(assignment);
  if (starts !== null && end !== null && now >= starts) {
    if (now >= end) return 'expired';
    return isDepleted(assignment) ? 'depleted' : 'active';
  }
  if (isProcessing(grant, moment)) return 'processing';
  return starts === null && now >= lapseOf(assignment) ? 'lapsed' : 'queued';
}

/** Still on the eSIM, with or without data left. */
export function isThere(assignment: Assignment, at: number): boolean {
  const state = stateOf(assignment, { now: at, processing: 0 });
  return state === 'queued' || state === 'active' || state === 'depleted';
}

/** A phone can use data of it, or begin it by that. */
export function isUsable(assignment: Assignment, at: number): boolean {
  const state = stateOf(assignment, { now: at, processing: 0 });
  return state === 'active' || (state === 'queued' && assignment.starts === null);
}

export function isUnused({ used, starts, firstUsed }: Assignment, at: number): boolean {
  return used === 0 && firstUsed === null && (starts === null || at < starts);
}

/**
 * In the returns process, out of reach: an eSIM comes back when the customer installs it meanwhile, and not otherwise. The
 * documents say that one without bundles "may" enter it; the older ones, that it will at once, which is what is played.
 */
export function isAway({ left }: Esim, now: number): boolean {
  return left !== null && (!left.installed || now < left.at + RETURNS);
}

/** Made, and not shown anywhere yet. */
export function isHidden({ assignments }: Esim, now: number): boolean {
  return assignments.every(({ grant }) => now < grant.shows);
}

/** The returns process is over and nobody has installed it. */
export function isGone({ left }: Esim, now: number): boolean {
  return left !== null && !left.installed && now >= left.at + RETURNS;
}

/** What was done and what time did, oldest first. */
export function historyOf(esim: Esim, now: number): Action[] {
  const passed: Action[] = [];
  for (const assignment of esim.assignments) {
    const { bundle, starts, revoked, id } = assignment;
    const ends = endOf(assignment) ?? lapseOf(assignment);
    if (now < ends || (revoked !== null && revoked < ends)) continue;
    const name = starts === null ? 'Bundle Lapsed' : 'Bundle Expired';
    passed.push({ name, at: ends, bundle: bundle.name, number: Number(id) });
  }
  return [...esim.actions, ...passed].sort((a, b) => a.at - b.at);
}
