/** What others do to the account, and the reseller's own people in the portal: none of it is a call of the API. */
import { type Account, esimOf } from './account.ts';
import { bundleOf } from './catalogue.ts';
import type { Removed, Renamed, Repriced, Stocked } from './events.ts';
import { buyLot, remaining, spend } from './stock.ts';

/** Of one, in cents. */
export function priceOf(account: Account, bundle: string): number {
  return account.prices.get(bundle) ?? bundleOf(bundle).price;
}

/** Why the stock cannot change by so much, in English; null when nothing speaks against it. */
export function stockObstacle(
  account: Account,
  { bundle, by, at }: Pick<Stocked, 'bundle' | 'by' | 'at'>,
): string | null {
  return remaining(account, bundle, at) + by < 0 ? 'the stock holds fewer' : null;
}

export function playStocked(account: Account, { at, bundle, by }: Stocked): void {
  for (let left = by; left < 0; left++) spend(account, bundle, at);
  if (by > 0) buyLot(account, { bundle, bought: at, price: priceOf(account, bundle), remaining: by, direct: false });
}

export function playRepriced(account: Account, { bundle, price }: Repriced): void {
  account.prices.set(bundle, price);
}

/** It does not come back: whoever took it does not install it. */
export function playRemoved(account: Account, { at, iccid }: Removed): void {
  esimOf(account, iccid).left = { at, installed: false };
}

export function playRenamed(account: Account, { name }: Renamed): void {
  account.organisation = name;
}
