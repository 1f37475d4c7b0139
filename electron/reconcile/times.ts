import type { ListedEsim } from '../esim-go/index.ts';
import type { Call } from '../store/index.ts';
import { AT_ONCE, type Timing } from '../waiting/index.ts';
import type { Context } from './context.ts';

/** The account's dates have whole seconds, and the API's clock is known to a second. */
export const SLACK_MS = 2_000;
/** The account's dates and the API's clock agree to this. */
const SKEW_MS = 5_000;

/** An eSIM whose date is not said counts as new: it has to be looked at. */
export const timeOf = ({ assignedDate }: ListedEsim): number => {
  const time = Date.parse(assignedDate ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
};

/** After it nobody waits for the answer of an apply. */
const TIMEOUT_MS = 60_000;
/** An API that is slower than it says. */
const TIMES_AS_LONG = 6;

/** When a call can have made something, by the API's clock; null where that was not to be relied on. */
export function spanOf({ apiSentAt, apiClosedAt }: Call, { showsMs }: Timing): { from: number; to: number } | null {
  const sentAt = Date.parse(apiSentAt ?? '');
  if (Number.isNaN(sentAt)) return null;
  const givenUp = apiClosedAt ? Date.parse(apiClosedAt) : sentAt + TIMEOUT_MS;
  return { from: sentAt - SLACK_MS, to: givenUp + TIMES_AS_LONG * showsMs + SLACK_MS };
}

/**
 * Whether the API's clock and the account's dates tell the same time: what this station made, and knows when, is dated so, and nothing is
 * dated in the future. Where they do not agree, what was made before or after a call cannot be told. `unproven`: nothing of this
 * station's is there to hold them against.
 */
export function datesAgree(
  listed: readonly ListedEsim[],
  { client, store, timing }: Context,
): 'yes' | 'no' | 'unproven' {
  const now = client.now()?.getTime();
  if (now === undefined) return 'no';
  let proofs = 0;
  for (const esim of listed) {
    const at = timeOf(esim);
    if (at === Number.POSITIVE_INFINITY) continue;
    if (at > now + SKEW_MS) return 'no';
    const times = store.journal.timesOf(esim.iccid);
    if (!times?.sentAt || !times.closedAt) continue;
    const workMs = times.quantity > AT_ONCE ? timing.showsMs : 0;
    const isDatedSo = at >= Date.parse(times.sentAt) - SKEW_MS && at <= Date.parse(times.closedAt) + workMs + SKEW_MS;
    if (!isDatedSo) return 'no';
    proofs++;
  }
  return proofs > 0 ? 'yes' : 'unproven';
}

/** Computers on a network are this near to the true time. */
const NEAR_MS = 10 * 60_000;

/** Whether the API's clock is near this computer's: two that know nothing of each other are rarely wrong alike. */
export function clocksAreNear({ client, now }: Pick<Context, 'client' | 'now'>): boolean {
  const api = client.now()?.getTime();
  return api !== undefined && Math.abs(api - now().getTime()) <= NEAR_MS;
}
