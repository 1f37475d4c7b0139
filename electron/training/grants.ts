/** Putting bundles on eSIMs: what an apply does, and an order that assigns. */
import { type Account, type Esim, esimOf, type Grant, type Lot, note } from './account.ts';
import { type Bundle, bundleOf, type Provider } from './catalogue.ts';
import type { Applied } from './events.ts';
import {
  assignmentIdOf,
  iccidOf,
  matchingIdOf,
  orderReferenceOf,
  pinOf,
  pukOf,
  referenceOf,
  SMDP_ADDRESS,
} from './numbers.ts';
import { spend } from './stock.ts';

function issue(account: Account, provider: Provider): Esim {
  const { seed } = account;
  const number = ++account.issued;
  return {
    iccid: iccidOf(seed, number),
    matchingId: matchingIdOf(seed, number),
    smdpAddress: SMDP_ADDRESS,
    pin: pinOf(seed, number),
    puk: pukOf(seed, number),
    provider,
    customerRef: '',
    profileStatus: 'Released',
    firstInstalled: null,
    lastSeen: null,
    left: null,
    assignments: [],
    actions: [],
  };
}

interface Giving {
  bundle: Bundle;
  /** The eSIM it goes on, null for a new one. */
  iccid: string | null;
  /** Takes one out of where it comes from; null when the API refuses this one. */
  take: (() => Lot) | null;
  starts?: number | undefined;
}

function give(account: Account, grant: Grant, { bundle, iccid, take, starts }: Giving): void {
  const esim = iccid === null ? issue(account, bundle.provider) : esimOf(account, iccid);
  if (!take) {
    grant.items.push({ iccid: esim.iccid, bundle: bundle.name, assignment: null });
    return;
  }
  const assignment = {
    id: assignmentIdOf(++account.assigned),
    bundle,
    lot: take(),
    grant,
    index: grant.items.length,
    bytes: bundle.unlimited ? 0 : bundle.data * 1_000_000,
    used: 0,
    starts: bundle.autostart ? null : (starts ?? grant.at),
    firstUsed: null,
    revoked: null,
  };
  grant.items.push({ iccid: esim.iccid, bundle: bundle.name, assignment });
  esim.assignments.push(assignment);
  account.esims.set(esim.iccid, esim);
  note(account, esim, { name: 'Bundle Applied', at: grant.at, bundle: bundle.name });
}

/** Gives all of it and remembers under which reference. */
export function giveAll(account: Account, grant: Grant, givings: Giving[]): void {
  for (const giving of givings) give(account, grant, giving);
  account.grants.set(grant.reference, grant);
}

/** What it asks must have been found possible before it was recorded; so of everything that is played. */
export function playApplied(account: Account, applied: Applied): Grant {
  const { at, lines, iccid, starts, refused = 0, agent = '', hidden = 0 } = applied;
  const applyReference = referenceOf(account.seed, account.grants.size + 1);
  const grant: Grant = { reference: applyReference, by: 'apply', agent, at, shows: at + hidden, items: [] };
  const bundles = lines.flatMap(({ bundle, count }) => Array<Bundle>(count).fill(bundleOf(bundle)));
  const givings = bundles.map((bundle, index) => ({
    bundle,
    iccid: iccid ?? null,
    take: index < bundles.length - refused ? () => spend(account, bundle.name, at) : null,
    starts,
  }));
  giveAll(account, grant, givings);

  // Every apply makes an order of nothing, too (DOCS).
  const reference = orderReferenceOf(account.seed, account.orders.size + 1);
  const iccids = grant.items.filter(({ assignment }) => assignment).map((item) => item.iccid);
  const item = `${grant.reference}-0`;
  const line = { type: 'bundleAssignment' as const, item, quantity: 0, price: 0, iccids, allowReassign: false };
  const { balance } = account;
  account.orders.set(reference, { reference, at, lines: [line], total: 0, balance, grant, failed: false });
  return grant;
}
