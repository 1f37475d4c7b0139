/** What was truly done and spent, for tests to hold against what a client believes. */
import type { Account, Grant } from './account.ts';
import type { CustomerDeed, Revoked } from './events.ts';
import { type BundleState, isAway, type Moment, stateOf } from './life.ts';
import { money } from './shapes.ts';
import { remaining } from './stock.ts';

export interface LedgerCall {
  /** From 1, in the order of arrival since the start. */
  number: number;
  method: string;
  /** With its query. */
  path: string;
  /** What its client called itself. */
  agent: string;
  /** What it sent; null for a call that only reads, and for one without the key. */
  body: string | null;
  /** Null while there is no answer, and for ever when the connection was cut. */
  status: number | null;
  /** What it has brought: the reference of an apply, an order or a refund, the id of what a revoke took off. */
  made: string | null;
  /** When it is carried out, of one that is put off; null of all others, and once it is. */
  due: string | null;
  at: string;
}

/** The requests since the start, those to the controls aside. */
export interface Traffic {
  requests: number;
  /** The latest of them; enough for any test, and an end for a practice account that is open for weeks. */
  calls: LedgerCall[];
}

export interface LedgerEsim {
  iccid: string;
  matchingId: string;
  smdpAddress: string;
  bundle: string;
  /** Of the apply, or of the order that assigned. */
  reference: string;
  /** The id of the assignment. */
  assignment: string;
  state: BundleState;
  /** Whether the eSIM is out of reach in the returns process. */
  away: boolean;
}

/** Times are RFC 3339, money is in the currency of the account. */
export interface Ledger extends Traffic {
  /** The clock of the account. */
  now: string;
  organisation: string;
  balance: number;
  /** Bundles that can still be applied. */
  stock: Record<string, number>;
  /** What the stock is made of; what was bought straight onto eSIMs is not in it. */
  lots: { id: number; bundle: string; remaining: number }[];
  /** One entry for each bundle of each apply, with what its client called itself. */
  applies: { reference: string; bundle: string; iccids: string[]; agent: string; at: string }[];
  /** One entry for each bundle spent, by an apply or by an order. */
  esims: LedgerEsim[];
  /** What was bought; not the orders of nothing that applies make. */
  orders: {
    reference: string;
    lines: { bundle: string; quantity: number; price: number }[];
    total: number;
    assigned: boolean;
    at: string;
  }[];
  /** Bundles that went back for money, out of the stock or by a revoke. */
  refunds: { usageId: number; bundle: string; quantity: number; amount: number; at: string }[];
  revokes: { iccid: string; bundle: string; assignment: string; refund: Revoked['refund']; at: string }[];
  refreshes: { iccid: string; at: string }[];
  sms: { iccid: string; message: string; at: string }[];
  /** Of every eSIM that has one. */
  customerRefs: Record<string, string>;
  /** What customers did. */
  customers: { iccid: string; does: CustomerDeed; at: string }[];
}

const time = (ms: number): string => new Date(ms).toISOString();

function appliesOf({ reference, agent, at, items }: Grant): Ledger['applies'] {
  const spent = items.filter(({ assignment }) => assignment);
  const byBundle = new Map<string, string[]>(items.map(({ bundle }) => [bundle, []]));
  for (const { bundle, iccid } of spent) byBundle.get(bundle)?.push(iccid);
  return Array.from(byBundle, ([bundle, iccids]) => ({ reference, bundle, iccids, agent, at: time(at) }));
}

function esimsOf(account: Account, { reference, items }: Grant, moment: Moment): LedgerEsim[] {
  return items.flatMap(({ iccid, bundle, assignment }) => {
    const esim = account.esims.get(iccid);
    if (!esim || !assignment) return [];
    const { matchingId, smdpAddress } = esim;
    const state = stateOf(assignment, moment);
    const away = isAway(esim, moment.now);
    return [{ iccid, matchingId, smdpAddress, bundle, reference, assignment: assignment.id, state, away }];
  });
}

function ordersOf(account: Account): Ledger['orders'] {
  const bought = [...account.orders.values()].filter(({ lines }) => lines[0]?.type === 'bundle');
  return bought.map(({ reference, lines, total, grant, at }) => ({
    reference,
    lines: lines.map(({ item, quantity, price }) => ({ bundle: item, quantity, price: money(price) })),
    total: money(total),
    assigned: grant !== null,
    at: time(at),
  }));
}

export function ledgerOf(account: Account, traffic: Traffic, moment: Moment): Ledger {
  const grants = [...account.grants.values()];
  const named = [...account.esims.values()].filter(({ customerRef }) => customerRef !== '');
  const timed = <Entry extends { at: number }>(entry: Entry) => ({ ...entry, at: time(entry.at) });
  return {
    now: time(moment.now),
    organisation: account.organisation,
    balance: money(account.balance),
    stock: Object.fromEntries(Array.from(account.stock.keys(), (name) => [name, remaining(account, name, moment.now)])),
    lots: [...account.stock.values()]
      .flat()
      .filter(({ direct }) => !direct)
      .map(({ id, bundle, remaining }) => ({ id, bundle, remaining })),
    applies: grants.filter(({ by }) => by === 'apply').flatMap(appliesOf),
    esims: grants.flatMap((grant) => esimsOf(account, grant, moment)),
    orders: ordersOf(account),
    refunds: account.refunds.map(({ lot, count, at }) => ({
      usageId: lot.id,
      bundle: lot.bundle,
      quantity: count,
      amount: money(count * lot.price),
      at: time(at),
    })),
    revokes: account.revokes.map(({ iccid, assignment, refund, at }) => ({
      iccid,
      bundle: assignment.bundle.name,
      assignment: assignment.id,
      refund,
      at: time(at),
    })),
    refreshes: account.refreshes.map(timed),
    sms: account.texts.map(timed),
    customerRefs: Object.fromEntries(named.map(({ iccid, customerRef }) => [iccid, customerRef])),
    customers: account.customers.map(timed),
    requests: traffic.requests,
    calls: traffic.calls.map((call) => ({ ...call })),
  };
}
