/** The inventory and giving back what is in it. */
import { z } from 'zod';
import { playRefunded } from './orders.ts';
import { badRequest, json } from './replies.ts';
import { count, noQuery, readBody, readQuery } from './requests.ts';
import { findLot, isRefundable } from './stock.ts';
import { inventoryShape } from './stock-shapes.ts';
import type { Handler } from './world.ts';

export const getInventory: Handler = ({ query }, { account, variant, now }) => {
  readQuery(noQuery, query);
  return json(inventoryShape(account, variant, now()));
};

const refundBody = z.strictObject({ usageId: z.int(), quantity: count });

/** All refusals here: GUESS, as 400. */
export const postRefund: Handler = ({ query, effect, made, ...sent }, { account, now, commit }) => {
  readQuery(noQuery, query);
  const { usageId, quantity } = readBody(refundBody, sent);
  const at = now();
  const lot = findLot(account, usageId);
  if (!lot) return badRequest(`usage ${usageId} not found`);
  if (effect.refundsOff) return badRequest('refunds are not enabled for your organisation');
  if (quantity > lot.remaining) return badRequest('quantity exceeds the remaining bundles of this usage');
  if (!isRefundable(lot, at)) return badRequest('bundles are outside of the refund period');
  made(commit({ type: 'refunded', at, lot: usageId, count: quantity }, playRefunded).reference);
  return json({ status: 'Successfully refunded bundles to balance' });
};
