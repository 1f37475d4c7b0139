/** Orders, as the API shows them. */
import type { Account, Order, OrderLine } from './account.ts';
import type { Ordered } from './events.ts';
import { isProcessing, type Moment } from './life.ts';
import { timestamp } from './numbers.ts';
import { totalOf } from './orders.ts';
import { CURRENCY, money, type Variant } from './shapes.ts';

/** What an order would be. Too little money is not an error here. */
export function quoteShape(
  { lines, assign }: Pick<Ordered, 'lines' | 'assign'>,
  balance: number,
  now: number,
): unknown {
  const total = totalOf(lines);
  return {
    order: lines.map(({ bundle, count, price, allowReassign }) => ({
      type: 'bundle',
      item: bundle,
      quantity: count,
      subTotal: money(count * price),
      pricePerUnit: money(price),
      // Spelled with a capital in answers alone.
      AllowReassign: allowReassign,
    })),
    total: money(total),
    valid: total <= balance,
    currency: CURRENCY,
    createdDate: timestamp(now, 9, 1),
    assigned: assign,
  };
}

function esimsOf(account: Account, { iccids }: OrderLine): unknown[] {
  return iccids.flatMap((iccid) => {
    const esim = account.esims.get(iccid);
    return esim ? [{ iccid, matchingId: esim.matchingId, smdpAddress: esim.smdpAddress }] : [];
  });
}

function statusOf({ grant, lines, failed }: Order, processing: boolean): { status: string; statusMessage: string } {
  if (failed) return { status: 'failed', statusMessage: 'Order processing failed' };
  // GUESS: the status and both texts for what is not a plain order of eSIMs.
  if (processing) return { status: 'processing', statusMessage: 'Order is being processed' };
  const count = grant?.items.filter(({ assignment }) => assignment).length;
  if (count !== undefined) return { status: 'completed', statusMessage: `Order completed: ${count} eSIMs assigned` };
  const bundles = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const what = lines[0]?.type === 'bundleRefund' ? 'refunded' : 'added to inventory';
  return { status: 'completed', statusMessage: `Order completed: ${bundles} bundles ${what}` };
}

interface OrderView {
  account: Account;
  variant: Variant;
  moment: Moment;
  withIccids: boolean;
}

export function orderShape(order: Order, { account, variant, moment, withIccids }: OrderView): unknown {
  const { reference, at, lines, total, balance, grant } = order;
  const processing = grant !== null && isProcessing(grant, moment);
  const shown = lines.map((line) => ({
    // While many eSIMs are worked on their codes are not there yet; GET /esims/assignments knows when.
    ...(withIccids && grant && !processing && { esims: esimsOf(account, line) }),
    type: line.type,
    item: line.item,
    ...(withIccids && grant && { iccids: line.iccids }),
    quantity: line.quantity,
    subTotal: money(line.quantity * line.price),
    pricePerUnit: money(line.price),
    AllowReassign: line.allowReassign,
  }));
  return {
    order: shown,
    total: money(total),
    currency: CURRENCY,
    ...statusOf(order, processing),
    orderReference: reference,
    createdDate: timestamp(at, 9, 1),
    ...(variant === 'wild' && { runningBalance: money(balance), sourceIP: '127.0.0.1' }),
    assigned: grant !== null,
  };
}
