import { z } from 'zod';
import { check } from './decode.ts';
import { ApiError, type Effect } from './errors.ts';
import { fieldOf, record } from './fields.ts';
import type { ChangeRequest, Http } from './http.ts';
import { type Page, pages } from './paging.ts';
import type { RefusalOf } from './refusals.ts';
import { list, pageOf } from './rows.ts';
import { flag, host, iccid, instant, name, number, text, words } from './shapes.ts';

interface StockLine {
  /** Bundle name, case-sensitive. */
  item: string;
  quantity: number;
}

interface EsimLine extends StockLine {
  /** The eSIMs that get the bundle, as many as `quantity`; new ones when absent. */
  iccids?: readonly string[];
  /** Puts a bundle that does not fit the eSIM's provider on a new eSIM instead of refusing it. */
  allowReassign?: boolean;
}

/** What to buy: into the stock, or at once onto eSIMs. At most ten items an order, and three seconds between orders, says eSIM Go. */
export type OrderRequest =
  | { assign: false; order: readonly (StockLine & { iccids?: never; allowReassign?: never })[] }
  | { assign: true; order: readonly EsimLine[] };

export interface OrdersQuery {
  /** The page to begin with; 1 when absent. */
  page?: number;
  /** Orders a page; 100 when absent. */
  limit?: number;
  /** Also which eSIMs each order made. */
  includeIccids?: boolean;
  /** Only orders made from this time on, RFC 3339. */
  from?: string;
  /** Only orders made up to this time, RFC 3339. */
  to?: string;
}

const line = record({
  /** `bundle`, and in lists also `bundleAssignment`, `bundleRefund`, `topup` and others. */
  type: text,
  item: text,
  quantity: number,
  subTotal: number,
  pricePerUnit: number,
  iccids: list(iccid),
  esims: list(record({ iccid, matchingId: text, smdpAddress: host })),
});

const validated = record({
  order: list(line),
  total: z.number(),
  valid: z.boolean(),
  currency: text,
}).transform(({ order, ...quote }) => ({ ...quote, lines: order }));

const order = record({
  orderReference: name,
  order: list(line),
  total: number,
  currency: text,
  /** `completed`, `failed`, or something no document names. */
  status: words,
  statusMessage: words,
  createdDate: instant,
  assigned: flag,
  runningBalance: number,
}).transform(({ order, createdDate, ...rest }) => ({ ...rest, lines: order, createdAt: createdDate }));

/** What an order would cost; amounts of money in whole units with decimals. `valid` is false when the balance does not cover it. */
export type ValidatedOrder = z.output<typeof validated>;
/** An order as it was made. Its eSIMs' matching IDs are bearer secrets; they may be missing while it is worked on. */
export type Order = z.output<typeof order>;

export const orderCalls = (http: Http) => ({
  /** POST /orders with `validate`: what an order would cost; nothing is bought. Source: OpenAPI v2.4. */
  async validateOrder(request: OrderRequest): Promise<ValidatedOrder> {
    return accepted(validated, await http.read(requestOf(request, 'validate'), z.unknown()), 'nothing');
  },

  /**
   * POST /orders with `transaction`: buys, and charges the balance. No idempotency key: journal it first, and never repeat it while its
   * outcome is unknown. `api.balance` when the balance does not cover it, with nothing charged. Source: OpenAPI v2.4.
   */
  async placeOrder(request: OrderRequest): Promise<Order> {
    return accepted(order, await http.change(requestOf(request, 'transaction'), z.unknown()), 'unknown');
  },

  /**
   * GET /orders: orders page by page as the API sorts them; every apply is one too, of price 0. Source: OpenAPI v2.4.
   */
  orders({
    page = 1,
    limit = 100,
    includeIccids,
    from,
    to,
  }: OrdersQuery = {}): AsyncGenerator<Page<Order>, void, undefined> {
    const createdAt = [...(from ? [`gte:${from}`] : []), ...(to ? [`lte:${to}`] : [])];
    return pages(
      page,
      (page) => http.read({ endpoint: 'GET /orders', query: { page, limit, includeIccids, createdAt } }, orders),
      ({ orderReference }) => orderReference,
    );
  },

  /** GET /orders/{orderReference}: one order with its eSIMs. Source: OpenAPI v2.4. */
  order(reference: string): Promise<Order> {
    return http.read({ endpoint: 'GET /orders/{orderReference}', segments: { orderReference: reference } }, order);
  },
});

/** A list, bare or wrapped; one order alone in the newest documents. */
const orders = z.preprocess(
  (body) => (fieldOf(body, 'orderReference') === undefined ? body : [body]),
  pageOf('orders', order),
);

const ENDPOINT = 'POST /orders';

function requestOf({ assign, order }: OrderRequest, type: 'validate' | 'transaction'): ChangeRequest {
  const lines = order.map(({ item, quantity, iccids, allowReassign }) => ({
    type: 'bundle',
    item,
    quantity,
    ...(iccids && { iccids }),
    ...(allowReassign !== undefined && { allowReassign }),
  }));
  return { endpoint: ENDPOINT, body: { type, assign, order: lines }, refusal: unpaid };
}

const UNPAID = /no payment taken|insufficient (balance|funds|credit)/i;

const unpaid: RefusalOf = ({ text }) => (UNPAID.test(text) ? { code: 'api.balance' } : null);

/** Failures were seen inside answers with an OK status, as `{message}` alone; together with more, words prove nothing. */
function accepted<S extends z.ZodType>(schema: S, answer: unknown, effect: Effect): z.output<S> {
  const { message } = z.strictObject({ message: z.string() }).catch({ message: '' }).parse(answer);
  if (/service unavailable/i.test(message)) throw new ApiError('api.busy', { effect });
  if (UNPAID.test(message)) throw new ApiError('api.balance', { effect: 'nothing' });
  return check(schema, answer, { endpoint: ENDPOINT, effect });
}
