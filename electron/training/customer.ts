/** The customer behind an eSIM: puts it on a phone, travels, uses data, throws it away. */
import { type Account, type Assignment, type Esim, esimOf, note, type ProfileStatus } from './account.ts';
import { isCountry } from './countries.ts';
import type { CustomerDeed, CustomerDid } from './events.ts';
import { isGone, isUsable } from './life.ts';

/** The profiles each deed is possible with. */
const POSSIBLE: Record<CustomerDeed, ProfileStatus[]> = {
  download: ['Released'],
  install: ['Released', 'Downloaded'],
  attach: ['Installed'],
  use: ['Installed'],
  remove: ['Installed'],
  break: ['Released', 'Downloaded'],
};

/** Shares of a bundle at which the reseller is told, in percent (DOCS). */
const ALERTS = [1, 50, 80, 100];

/** Why the customer cannot do that, in English; null when nothing speaks against it. */
export function customerObstacle(esim: Esim, { at, does, bytes, country }: CustomerDid): string | null {
  if (!POSSIBLE[does].includes(esim.profileStatus)) return `the profile is ${esim.profileStatus}`;
  if (isGone(esim, at)) return 'the eSIM went back to the reseller';
  if ((does === 'use') !== (bytes !== undefined)) return 'bytes belong to use, and use wants bytes';
  if (country !== undefined) {
    if (does !== 'use' && does !== 'attach') return 'country belongs to attach and use';
    if (!isCountry(country)) return `no network in ${country}`;
  }
  if (does === 'use' && !esim.assignments.some((assignment) => isUsable(assignment, at))) return 'no bundle has data';
  return null;
}

function attach(account: Account, esim: Esim, at: number, country?: string): void {
  if (!esim.lastSeen) note(account, esim, { name: 'eSIM First Attachment', at });
  const home = esim.assignments.at(-1)?.bundle.countries[0]?.iso ?? 'GB';
  esim.lastSeen = { at, country: country ?? esim.lastSeen?.country ?? home };
}

/** @returns the bytes that were left over. */
function consumeBundle(account: Account, esim: Esim, assignment: Assignment, bytes: number, at: number): number {
  const { name, unlimited } = assignment.bundle;
  const before = assignment.used;
  const taken = unlimited ? bytes : Math.min(bytes, assignment.bytes - before);
  assignment.used += taken;
  assignment.starts ??= at;
  if (assignment.firstUsed === null) {
    assignment.firstUsed = at;
    note(account, esim, { name: 'eSIM First Use', at, bundle: name });
  }
  if (!unlimited) {
    for (const share of ALERTS) {
      const threshold = (assignment.bytes * share) / 100;
      if (before >= threshold || assignment.used < threshold) continue;
      note(account, esim, { name: 'eSIM Utilisation Alert', at, bundle: name, alert: `${share}% Used` });
    }
  }
  return bytes - taken;
}

/** What is begun goes first, then the oldest. Data beyond the last bundle does not flow. */
function consume(account: Account, esim: Esim, bytes: number, at: number): void {
  const usable = esim.assignments.filter((assignment) => isUsable(assignment, at));
  const begun = usable.filter(({ starts }) => starts !== null);
  const waiting = usable.filter(({ starts }) => starts === null);
  let left = bytes;
  for (const assignment of [...begun, ...waiting]) {
    if (left > 0) left = consumeBundle(account, esim, assignment, left, at);
  }
}

export function playCustomer(account: Account, { at, iccid, does, bytes = 0, country }: CustomerDid): void {
  const esim = esimOf(account, iccid);
  account.customers.push({ iccid, does, at });
  switch (does) {
    case 'download':
      esim.profileStatus = 'Downloaded';
      break;
    case 'install':
      esim.profileStatus = 'Installed';
      esim.firstInstalled ??= at;
      if (esim.left) esim.left.installed = true;
      break;
    case 'attach':
      attach(account, esim, at, country);
      break;
    case 'use':
      attach(account, esim, at, country);
      consume(account, esim, bytes, at);
      break;
    case 'remove':
      // Released together with a time of installation means: was installed once and then removed (DOCS help).
      esim.profileStatus = 'Released';
      break;
    case 'break':
      esim.profileStatus = 'Unavailable';
      break;
  }
}
