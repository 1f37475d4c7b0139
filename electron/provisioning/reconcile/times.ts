import type { ListedEsim } from '../../esim-go/index.ts';
import type { Call } from '../../store/index.ts';

/** The account's dates have whole seconds, and the API's clock is known to a second. */
export const SLACK_MS = 2_000;

/** An eSIM whose date is not said counts as new: it has to be looked at. */
export const timeOf = ({ assignedDate }: ListedEsim): number =>
  assignedDate ? Date.parse(assignedDate) : Number.POSITIVE_INFINITY;

/** After it nobody waits for the answer of an apply. */
const TIMEOUT_MS = 60_000;
/** An API that is slower than it says. */
const TIMES_AS_LONG = 6;

/** When a call was sent, by the API's clock where that was known. */
export const sentAtOf = ({ apiSentAt, sentAt }: Call): number => Date.parse(apiSentAt ?? sentAt);

/**
 * What was made later than this is not what a lost call made.
 * @param showsMs how long the API says it takes at most
 */
export function lastPossible({ apiSentAt, apiClosedAt }: Call, showsMs: number): number {
  const givenUp = apiClosedAt ? Date.parse(apiClosedAt) : Date.parse(apiSentAt ?? '') + TIMEOUT_MS;
  // Where the API's clock was not known, everything is possible.
  return Number.isNaN(givenUp) ? Number.POSITIVE_INFINITY : givenUp + TIMES_AS_LONG * showsMs + SLACK_MS;
}
