/** What a reseller does for an eSIM without touching its bundles. */
import { type Account, esimOf, note } from './account.ts';
import type { Refreshed, Texted, Updated } from './events.ts';

export function playUpdated(account: Account, { at, iccid, customerRef }: Updated): void {
  const esim = esimOf(account, iccid);
  esim.customerRef = customerRef;
  note(account, esim, { name: 'eSIM Updated', at });
}

export function playRefreshed(account: Account, { at, iccid }: Refreshed): void {
  account.refreshes.push({ iccid, at });
  note(account, esimOf(account, iccid), { name: 'eSIM Refreshed', at });
}

/** The documents know no action for it. */
export function playTexted(account: Account, { at, iccid, message }: Texted): void {
  account.texts.push({ iccid, message, at });
}
