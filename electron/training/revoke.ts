/** Taking a bundle off an eSIM: which one, what becomes of it, and of an eSIM that has none left. */
import { type Account, type Assignment, type Esim, esimOf, note } from './account.ts';
import type { Revoked } from './events.ts';
import { isThere, isUnused } from './life.ts';
import { credit } from './orders.ts';
import { isRefundable } from './stock.ts';

/** The documents say "latest" in one sentence and work out "the oldest unused" in the next; the example is believed. */
export function oldestUnused(esim: Esim, bundle: string, at: number): Assignment | undefined {
  const there = esim.assignments.filter((assignment) => assignment.bundle.name === bundle && isThere(assignment, at));
  return there.find((assignment) => isUnused(assignment, at)) ?? there[0];
}

export interface RevokeWish {
  toBalance: boolean;
  /** Whether the organisation may give bundles back at all. */
  refunds: boolean;
  /** Whether an eSIM without bundles goes back to the reseller. */
  returns: boolean;
  at: number;
}

export function revocation(
  esim: Esim,
  assignment: Assignment,
  { toBalance, refunds, returns, at }: RevokeWish,
): Revoked {
  const refundable = refunds && isUnused(assignment, at) && isRefundable(assignment.lot, at);
  const others = esim.assignments.some((other) => other !== assignment && isThere(other, at));
  return {
    type: 'revoked',
    at,
    iccid: esim.iccid,
    assignment: assignment.id,
    refund: refundable ? (toBalance ? 'balance' : 'inventory') : 'none',
    leaves: returns && !others && esim.profileStatus !== 'Installed',
  };
}

export function playRevoked(account: Account, { at, iccid, assignment: id, refund, leaves }: Revoked): void {
  const esim = esimOf(account, iccid);
  const assignment = esim.assignments.find((assignment) => assignment.id === id);
  if (!assignment) throw new Error(`a revoke of ${id} was recorded, which is not on ${iccid}`);
  const bundle = assignment.bundle.name;
  assignment.revoked = at;
  account.revokes.push({ iccid, assignment, refund, at });
  note(account, esim, { name: 'Bundle Revoked', at, bundle });
  if (refund === 'inventory') {
    // GUESS: into the lot it came from.
    assignment.lot.remaining++;
    note(account, esim, { name: 'Bundle Refunded to Inventory', at, bundle });
  }
  if (refund === 'balance') {
    credit(account, assignment.lot, 1, at);
    note(account, esim, { name: 'Bundle Refunded To Balance', at, bundle });
  }
  if (leaves) {
    esim.left = { at, installed: false };
    note(account, esim, { name: 'eSIM Returned', at });
  }
}
