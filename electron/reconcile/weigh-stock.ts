/** What the stock says of a lost call: how many of its bundle are gone since it was read before, and how many of them are known to be spent. */
import type { OwnSpending, StockReading } from '../store/index.ts';
import type { Sight } from './decide.ts';
import type { Group } from './groups.ts';
import { SLACK_MS } from './times.ts';

/** Groups of eSIMs of the call's bundle that are not in this station's rows. */
export interface Spent {
  /** For sure somebody else's. */
  theirs: readonly Group[];
  /** What the lost call may have made. */
  candidates: readonly Group[];
  /** What other lost calls of ours may have made: in doubt, so they explain nothing. */
  inDoubt: readonly Group[];
}

/**
 * Of our own calls it is known in which order they and the reading came. Of others only the account's dates tell, and of what was spent
 * about when the stock was read not even they.
 * @param remaining of its bundle by now; null when it could not be read
 * @param reading before the call; null where nobody looked
 */
export function weighStock(
  reading: StockReading | null,
  remaining: number | null,
  own: OwnSpending,
  { theirs, candidates, inDoubt }: Spent,
): Pick<Sight, 'stockFits' | 'stockCovers'> {
  if (!reading || remaining === null) return { stockFits: false, stockCovers: false };
  const gone = reading.before - remaining;
  const readAt = Date.parse(reading.readAt ?? '');
  const surely = sizeOf(theirs.filter(({ assignedAt }) => assignedAt > readAt + SLACK_MS));
  const perhaps = sizeOf(theirs.filter(({ assignedAt }) => !(Math.abs(assignedAt - readAt) > SLACK_MS)));
  const least = own.after + surely - own.added - Math.max(0, own.perhapsAdded);
  const most = own.after + own.perhaps + surely + perhaps - own.added - Math.min(0, own.perhapsAdded);
  return {
    stockFits: inDoubt.length === 0 && gone >= least && gone <= most,
    stockCovers: gone + own.added >= own.after + surely + sizeOf(candidates) + sizeOf(inDoubt),
  };
}

const sizeOf = (groups: readonly Group[]) => groups.reduce((sum, { iccids }) => sum + iccids.length, 0);
