/** What the stock says of a lost call: how many of its bundle are gone since it was read before, and when bundles were spent. */
import type { ListedEsim } from '../../esim-go/index.ts';
import type { Call, Evidence } from '../../store/index.ts';
import type { Context } from '../context.ts';
import type { Sight } from './decide.ts';
import type { Group } from './groups.ts';
import { SLACK_MS, timeOf } from './times.ts';

/** When bundles of a kind were spent since `from`, each once, as far as the account explains. */
export function spentSince(
  from: number,
  bundle: string,
  { listed, groups }: { listed: readonly ListedEsim[]; groups: readonly Group[] },
  { store }: Context,
): number[] {
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
 * @param seen `spent`, when any of them were, and `candidates`, what of that the lost call may have made
 */
export function weighStock(
  { stock }: Pick<Call, 'stock'>,
  remaining: number,
  { candidates, spent }: { candidates: readonly Group[]; spent: readonly number[] },
): Pick<Evidence & Sight, 'stock' | 'stockFits' | 'stockCovers'> {
  if (!stock) return { stock: { before: null, now: remaining }, stockFits: false, stockCovers: false };
  const gone = stock.before - remaining;
  const readAt = Date.parse(stock.readAt);
  const made = candidates.flatMap(({ iccids, assignedAt }) => iccids.map(() => assignedAt));
  const surely = surelySince(readAt, spent);
  // Of what was spent about then it is not known which came first.
  const perhaps = spent.filter((time) => Math.abs(time - readAt) <= SLACK_MS).length;
  return {
    stock: { before: stock.before, now: remaining },
    stockFits: gone >= surely && gone <= surely + perhaps,
    stockCovers: gone >= surely - surelySince(readAt, made) + made.length,
  };
}

const surelySince = (readAt: number, times: readonly number[]): number =>
  times.filter((time) => time > readAt + SLACK_MS).length;
