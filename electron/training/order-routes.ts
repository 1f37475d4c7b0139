/** Buying: prices, orders, and the list of them. */
import { z } from 'zod';
import { bundleOf, catalogue } from './catalogue.ts';
import type { Ordered } from './events.ts';
import { dateFilter } from './filter.ts';
import { fits, INCOMPATIBLE } from './fitting.ts';
import { orderShape, quoteShape } from './order-shapes.ts';
import { playOrdered, totalOf } from './orders.ts';
import { priceOf } from './others.ts';
import { badRequest, json, Refusal } from './replies.ts';
import { count, flag, iccid, noQuery, readBody, readQuery, repeatable, whole } from './requests.ts';
import { list, onPage } from './shapes.ts';
import { type Call, type Handler, momentOf, ownEsim, type World } from './world.ts';

const line = z
  .strictObject({
    type: z.literal('bundle'),
    item: z.string().min(1),
    quantity: count,
    iccids: z.array(iccid).min(1).optional(),
    allowReassign: z.boolean().optional(),
  })
  .refine(
    ({ iccids, quantity }) => iccids === undefined || iccids.length === quantity,
    'quantity is not that of iccids',
  );

const orderBody = z
  .strictObject({
    type: z.enum(['validate', 'transaction']),
    assign: z.boolean(),
    order: z.array(line).min(1),
  })
  .refine(({ assign, order }) => assign || order.every(({ iccids }) => !iccids), 'iccids need assign');

type Line = z.output<typeof line>;

/** The eSIM a bundle goes on; null for a new one. @throws Refusal */
function targetOf(name: string, iccid: string, { allowReassign }: Line, { effect }: Call, world: World): string | null {
  const esim = ownEsim(world, iccid);
  if (!effect.incompatible && fits(bundleOf(name), esim)) return iccid;
  if (!allowReassign) throw new Refusal(INCOMPATIBLE);
  return null;
}

function lineOf(line: Line, call: Call, world: World): Ordered['lines'][number] {
  const bundle = catalogue.get(line.item);
  if (!bundle) throw new Refusal(badRequest(`bundle ${line.item} not found`));
  return {
    bundle: line.item,
    count: line.quantity,
    price: priceOf(world.account, bundle.name),
    allowReassign: line.allowReassign ?? false,
    ...(line.iccids && { iccids: line.iccids.map((iccid) => targetOf(line.item, iccid, line, call, world)) }),
  };
}

export const postOrder: Handler = (call, world) => {
  const { account, now, variant } = world;
  readQuery(noQuery, call.query);
  const { type, assign, order } = readBody(orderBody, call);
  const { orderFails, dearer = 1 } = call.effect;
  const quoted = order.map((line) => lineOf(line, call, world));
  if (type === 'validate') return json(quoteShape({ lines: quoted, assign }, account.balance, now()));
  const lines = quoted.map((line) => ({ ...line, price: line.price * dearer }));
  // GUESS: the status; the end of the text was seen.
  if (totalOf(lines) > account.balance) return badRequest('insufficient balance, no payment taken');
  const failed = orderFails && { failed: orderFails };
  const made = world.commit({ type: 'ordered', at: now(), lines, assign, ...failed }, playOrdered);
  call.made(made.reference);
  return json(orderShape(made, { account, variant, moment: momentOf(world), withIccids: true }));
};

const ordersQuery = z.strictObject({
  includeIccids: flag.default(false),
  page: whole.default(1),
  limit: whole.pipe(z.int().max(10_000)).default(10),
  createdAt: repeatable.optional(),
});

export const getOrders: Handler = ({ query }, world) => {
  const { account, variant } = world;
  const { includeIccids, page, limit, createdAt = [] } = readQuery(ordersQuery, query);
  const filters = createdAt.map((filter) => dateFilter(filter, 'createdAt'));
  // GUESS: newest first.
  const orders = [...account.orders.values()]
    .filter(({ at, grant }) => filters.every((holds) => holds(at)) && (grant?.shows ?? at) <= world.now())
    .reverse();
  const view = { account, variant, moment: momentOf(world), withIccids: includeIccids };
  const rows = onPage(orders, { page, size: limit }).map((order) => orderShape(order, view));
  return json(list(variant, 'orders', rows, limit, orders.length));
};

export const getOrder: Handler = ({ params, query }, world) => {
  const { account, variant } = world;
  readQuery(noQuery, query);
  const order = account.orders.get(params.reference ?? '');
  if (!order) return badRequest(`order ${params.reference} not found`);
  return json(orderShape(order, { account, variant, moment: momentOf(world), withIccids: true }));
};
