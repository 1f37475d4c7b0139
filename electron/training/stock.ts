/** Bundles that were bought and not yet put on an eSIM, lot by lot. */
import type { Account, Lot } from './account.ts';
import { bundleOf } from './catalogue.ts';
import type { Applied, Opened } from './events.ts';
import { DAY, REFUND_PERIOD, STOCK_LIFE } from './periods.ts';

const FIRST_LOT = 1_200_345;

/** More than a handful was bought in two goes, so that adding up lots and finding the earliest expiry is practised too. */
function openingLots(bundle: string, count: number, at: number, firstId: number): Lot[] {
  const older = count > 10 ? Math.floor(count / 3) : 0;
  const lot = (id: number, total: number, bought: number): Lot => ({
    id,
    bundle,
    bought,
    expires: bought + STOCK_LIFE,
    price: bundleOf(bundle).price,
    total,
    remaining: total,
    direct: false,
  });
  const lots = [lot(firstId, older, at - 40 * DAY), lot(firstId + 1, count - older, at)];
  return lots.filter(({ total }) => total > 0);
}

/** @returns the lots by bundle, and the number of the next lot. */
export function openingStock({ at, stock }: Opened): { stock: Map<string, Lot[]>; lotId: number } {
  const lots = Object.entries(stock).map(([bundle, count], index): [string, Lot[]] => [
    bundle,
    openingLots(bundle, count, at, FIRST_LOT + 2 * index),
  ]);
  return { stock: new Map(lots), lotId: FIRST_LOT + 2 * lots.length };
}

export function buyLot(account: Account, lot: Omit<Lot, 'id' | 'expires' | 'total'>): Lot {
  const bought: Lot = { ...lot, id: account.lotId++, expires: lot.bought + STOCK_LIFE, total: lot.remaining };
  const lots = account.stock.get(lot.bundle);
  if (lots) lots.push(bought);
  else account.stock.set(lot.bundle, [bought]);
  return bought;
}

const usable = (lot: Lot, at: number): boolean => lot.remaining > 0 && at < lot.expires;

export function remaining(account: Account, bundle: string, at: number): number {
  const lots = account.stock.get(bundle) ?? [];
  return lots.reduce((sum, lot) => sum + (usable(lot, at) ? lot.remaining : 0), 0);
}

/** The first bundle the stock cannot serve; an apply is all or nothing. */
export function shortBundle(account: Account, lines: Applied['lines'], at: number): string | null {
  const wanted = new Map<string, number>();
  for (const { bundle, count } of lines) wanted.set(bundle, (wanted.get(bundle) ?? 0) + count);
  for (const [bundle, count] of wanted) if (count > remaining(account, bundle, at)) return bundle;
  return null;
}

/** Takes one bundle out of the lot that expires first. */
export function spend(account: Account, bundle: string, at: number): Lot {
  const lot = account.stock.get(bundle)?.find((lot) => usable(lot, at));
  if (!lot) throw new Error(`an apply of ${bundle} was recorded that the stock cannot serve`);
  lot.remaining--;
  return lot;
}

export function findLot(account: Account, id: number): Lot | undefined {
  for (const lots of account.stock.values()) {
    const lot = lots.find((lot) => lot.id === id);
    if (lot) return lot;
  }
  return undefined;
}

export function isRefundable(lot: Lot, at: number): boolean {
  return at - lot.bought <= REFUND_PERIOD;
}
