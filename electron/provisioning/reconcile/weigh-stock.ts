/** What the stock says of a lost call: how many of its bundle are gone since it was read before, and when bundles were spent. */
import type { ListedEsim } from '../../esim-go/index.ts';
import type { Evidence } from '../../store/index.ts';
import type { Context } from '../context.ts';
import type { Sight } from './decide.ts';
import type { Group } from './groups.ts';
import type { LostCall } from './look.ts';
import { SLACK_MS, timeOf } from './times.ts';

interface Seen {
  /** Everything that was made since a time before the stock was read. */
  listed: readonly ListedEsim[];
  groups: readonly Group[];
  from: number;
}

/** When bundles of a kind were spent since then, each once, as far as the account explains. */
function spentSince(bundle: string, { listed, groups, from }: Seen, { store }: Context): number[] {
  const ours = listed.filter(({ iccid }) => store.items.owner(iccid)?.bundle === bundle).map(timeOf);
  const theirs = groups
    .filter((group) => group.bundle === bundle)
    .flatMap(({ iccids, assignedAt }) => iccids.filter((iccid) => !store.items.owner(iccid)).map(() => assignedAt));
  const topUps = store.journal
    .topUpsSince(new Date(from))
    .filter(({ request }) => (request as { name?: string }).name === bundle)
    .map(({ apiSentAt }) => Date.parse(apiSentAt ?? ''));
  return [...ours, ...theirs, ...topUps];
}

/**
 * @param remaining of its bundle by now
 * @param seen groups that are not in our rows; `candidates` of them the lost call may have made, `explained` other lost ones of ours
 */
export function weighStock(
  { call: { stock }, bundle }: LostCall,
  remaining: number,
  { candidates, explained, ...seen }: Seen & { candidates: readonly Group[]; explained: ReadonlySet<Group> },
  context: Context,
): Pick<Evidence & Sight, 'stock' | 'stockFits' | 'stockCovers'> {
  if (!stock) return { stock: { before: null, now: remaining }, stockFits: false, stockCovers: false };
  const gone = stock.before - remaining;
  const readAt = Date.parse(stock.readAt);
  const isAfter = (time: number) => time > readAt + SLACK_MS;
  const spent = spentSince(bundle, seen, context);
  const surely = spent.filter(isAfter).length;
  // Of what was spent about then it is not known which came first.
  const perhaps = spent.filter((time) => Math.abs(time - readAt) <= SLACK_MS).length;
  // Of our own calls that is known: they were sent with this reading in mind, or with a later one.
  const ours = context.store.journal.spentAfter(bundle, stock.readAt);
  const others = seen.groups
    .filter((group) => group.bundle === bundle && group.claim.by !== 'us')
    .filter((group) => candidates.includes(group) || explained.has(group) || isAfter(group.assignedAt))
    .reduce((sum, { iccids }) => sum + iccids.length, 0);
  return {
    stock: { before: stock.before, now: remaining },
    stockFits: gone >= surely && gone <= surely + perhaps,
    stockCovers: gone >= ours + others,
  };
}
