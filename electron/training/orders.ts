/** Buying bundles and giving them back for money. */
import type { Account, Lot, Order, OrderLine } from './account.ts';
import { bundleOf } from './catalogue.ts';
import type { Ordered, Refunded } from './events.ts';
import { giveAll } from './grants.ts';
import { orderReferenceOf } from './numbers.ts';
import { buyLot, findLot } from './stock.ts';

/** In cents. */
export function totalOf(lines: { count: number; price: number }[]): number {
  return lines.reduce((sum, { count, price }) => sum + count * price, 0);
}

export function playOrdered(account: Account, { at, lines, assign, failed }: Ordered): Order {
  const reference = orderReferenceOf(account.seed, account.orders.size + 1);
  if (failed) return failedOrder(account, reference, at);
  const total = totalOf(lines);
  account.balance -= total;
  const { balance } = account;
  const grant = { reference, by: 'order' as const, agent: '', at, shows: at, items: [] };
  const order: Order = { reference, at, lines: [], total, balance, grant: assign ? grant : null, failed: false };
  const givings = lines.flatMap(({ bundle, count, price, iccids }) => {
    const lot = buyLot(account, { bundle, bought: at, price, remaining: count, direct: assign });
    const take = (): Lot => {
      lot.remaining--;
      return lot;
    };
    return Array.from({ length: count }, (_, i) => ({ bundle: bundleOf(bundle), iccid: iccids?.[i] ?? null, take }));
  });
  if (assign) giveAll(account, grant, givings);

  let first = 0;
  for (const { bundle, count, price, allowReassign } of lines) {
    const items = assign ? order.grant?.items.slice(first, first + count) : [];
    const iccids = items?.map(({ iccid }) => iccid) ?? [];
    order.lines.push({ type: 'bundle', item: bundle, quantity: count, price, iccids, allowReassign });
    first += count;
  }
  account.orders.set(reference, order);
  return order;
}

function failedOrder(account: Account, reference: string, at: number): Order {
  const { balance } = account;
  const order: Order = { reference, at, lines: [], total: 0, balance, grant: null, failed: true };
  account.orders.set(reference, order);
  return order;
}

/** Money back; the listing of orders shows it as an order of its own (GUESS: for less than nothing). */
export function credit(account: Account, lot: Lot, count: number, at: number): Order {
  const reference = orderReferenceOf(account.seed, account.orders.size + 1);
  const total = -count * lot.price;
  account.balance -= total;
  account.refunds.push({ lot, count, at });
  const line: OrderLine = {
    type: 'bundleRefund',
    item: lot.bundle,
    quantity: count,
    price: -lot.price,
    iccids: [],
    allowReassign: false,
  };
  const { balance } = account;
  const order: Order = { reference, at, lines: [line], total, balance, grant: null, failed: false };
  account.orders.set(reference, order);
  return order;
}

export function playRefunded(account: Account, { at, lot: id, count }: Refunded): Order {
  const lot = findLot(account, id);
  if (!lot || lot.remaining < count) throw new Error(`a refund of ${count} was recorded that lot ${id} cannot serve`);
  lot.remaining -= count;
  return credit(account, lot, count, at);
}
