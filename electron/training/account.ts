/**
 * The practice account: nothing but what its events say. Playing the same events again makes the same account, with the
 * same ICCIDs and codes, which is how it survives a restart. Times are milliseconds since the epoch, money is in cents.
 */
import type { Bundle, Provider } from './catalogue.ts';
import type { CustomerDeed, Revoked } from './events.ts';

/** What was bought at once. */
export interface Lot {
  /** The `usageId` of a refund. */
  id: number;
  bundle: string;
  bought: number;
  expires: number;
  /** Of one. */
  price: number;
  total: number;
  remaining: number;
  /** Bought straight onto eSIMs, so that it never was in the stock. */
  direct: boolean;
}

export interface Assignment {
  id: string;
  bundle: Bundle;
  lot: Lot;
  grant: Grant;
  /** Position in its grant, from 0. */
  index: number;
  /** 0 when unlimited. */
  bytes: number;
  used: number;
  /** Null until the first use of a bundle that waits for it. */
  starts: number | null;
  firstUsed: number | null;
  revoked: number | null;
}

export interface Action {
  name: string;
  at: number;
  bundle: string | null;
  alert?: string;
  /** Position in the account, from 1. */
  number: number;
}

export type ProfileStatus = 'Released' | 'Downloaded' | 'Installed' | 'Unavailable';

export interface Esim {
  iccid: string;
  matchingId: string;
  smdpAddress: string;
  pin: string;
  puk: string;
  provider: Provider;
  customerRef: string;
  profileStatus: ProfileStatus;
  firstInstalled: number | null;
  lastSeen: { at: number; country: string } | null;
  /** When it was left without a bundle and went back to the reseller, and whether the customer has installed it since. */
  left: { at: number; installed: boolean } | null;
  /** Oldest first, never empty. */
  assignments: Assignment[];
  /** Oldest first. */
  actions: Action[];
}

export interface GrantedItem {
  iccid: string;
  bundle: string;
  /** Null when the API refused this one. */
  assignment: Assignment | null;
}

/** Bundles that were put on eSIMs at once, by an apply or by an order. */
export interface Grant {
  reference: string;
  by: 'apply' | 'order';
  /** Of an apply, what its client called itself; otherwise empty. */
  agent: string;
  at: number;
  /** Until then it can be seen nowhere but in the stock. */
  shows: number;
  items: GrantedItem[];
}

export interface OrderLine {
  type: 'bundle' | 'bundleAssignment' | 'bundleRefund';
  item: string;
  quantity: number;
  price: number;
  iccids: string[];
  allowReassign: boolean;
}

export interface Order {
  reference: string;
  at: number;
  lines: OrderLine[];
  /** Less than nothing for a refund. */
  total: number;
  /** What was left after it. */
  balance: number;
  /** Null when the bundles went into the stock, or out of it. */
  grant: Grant | null;
  /** Whether it came to nothing. */
  failed: boolean;
}

export interface Account {
  seed: number;
  organisation: string;
  /** In cents, of bundles that no longer cost what the catalogue began with. */
  prices: Map<string, number>;
  /** In the order in which each bundle was first bought. */
  stock: Map<string, Lot[]>;
  esims: Map<string, Esim>;
  grants: Map<string, Grant>;
  /** Oldest first. */
  orders: Map<string, Order>;
  balance: number;
  /** How far the clock was moved. */
  ahead: number;
  /** The next lot's. */
  lotId: number;
  issued: number;
  assigned: number;
  actions: number;
  revokes: { iccid: string; assignment: Assignment; refund: Revoked['refund']; at: number }[];
  refunds: { lot: Lot; count: number; at: number }[];
  refreshes: { iccid: string; at: number }[];
  texts: { iccid: string; message: string; at: number }[];
  customers: { iccid: string; does: CustomerDeed; at: number }[];
}

/** Of an eSIM that a recorded event names: it was there when the event was recorded. */
export function esimOf(account: Account, iccid: string): Esim {
  const esim = account.esims.get(iccid);
  if (!esim) throw new Error(`an event was recorded for ${iccid}, which the account never had`);
  return esim;
}

export function note(
  account: Account,
  esim: Esim,
  action: { name: string; at: number; bundle?: string; alert?: string },
): void {
  esim.actions.push({ bundle: null, ...action, number: ++account.actions });
}
