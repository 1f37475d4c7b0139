/** What can be sold and what can be bought: the account's inventory, its catalogue, purchases into stock and refunds. */
import { StationError } from '../../shared/errors.ts';
import type { Act, ActResult, CatalogueBundle, Coverage, Quote, StockBundle } from '../../shared/model.ts';
import { journaled, resultOf, toAct } from '../calls/index.ts';
import type { Client, OrderRequest } from '../esim-go/index.ts';
import type { Store } from '../store/index.ts';

export type Stock = ReturnType<typeof createStock>;

/** More than any counter sells in a year; a typing mistake, then. */
const MAX_QUANTITY = 10_000;
/** Prices and bundles change by the day, not by the minute; a dozen pages are not worth asking for at each visit. */
const CATALOGUE_AGE_MS = 10 * 60_000;

/** An order that is not put on eSIMs: the bundles wait in the inventory. */
const intoStock = (item: string, quantity: number): OrderRequest => ({ assign: false, order: [{ item, quantity }] });

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
}

export function createStock({ store, client, now }: Options) {
  let catalogue: { at: number; bundles: Promise<CatalogueBundle[]> } | null = null;

  function checked(quantity: number): number {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
      throw new StationError('stock.quantity', { max: MAX_QUANTITY });
    }
    return quantity;
  }

  async function everyPage(): Promise<CatalogueBundle[]> {
    const bundles: CatalogueBundle[] = [];
    for await (const { rows } of client.background.catalogue({ perPage: 100 })) bundles.push(...rows);
    return bundles;
  }

  async function quote(bundle: string, quantity: number): Promise<Quote> {
    const [{ total, valid, currency }, organisation] = await Promise.all([
      client.validateOrder(intoStock(bundle, checked(quantity))),
      client.organisation(),
    ]);
    const { balance } = organisation;
    return { bundle, quantity, total, valid, currency: currency ?? organisation.currency ?? '', balance };
  }

  return {
    list: (): Promise<StockBundle[]> => client.inventory(),

    /** The whole catalogue, asked for at most every ten minutes. */
    catalogue(): Promise<CatalogueBundle[]> {
      const time = now().getTime();
      if (!catalogue || time - catalogue.at > CATALOGUE_AGE_MS) {
        const bundles = everyPage();
        catalogue = { at: time, bundles };
        // A failure is not remembered.
        bundles.catch(() => {
          catalogue = null;
        });
      }
      return catalogue.bundles;
    },

    coverage: (bundle: string): Promise<Coverage> => client.catalogueBundle(bundle),

    /** What a purchase would cost, from the API's own validation; spends nothing. */
    quote,

    /**
     * Buys bundles into the stock, which charges the balance. Validated again right before, so that what is charged is what
     * the API last said.
     * @throws StationError when nothing was charged
     */
    async buy(bundle: string, quantity: number, operator: string): Promise<ActResult> {
      const { valid } = await quote(bundle, quantity);
      if (!valid) throw new StationError('stock.invalid-order');
      const request = intoStock(bundle, quantity);
      const ended = await journaled({
        store,
        now,
        kind: 'order',
        request,
        operator,
        send: () => client.placeOrder(request),
        onClose: (end) => (end.outcome === 'answered' ? (end.answer.orderReference ?? undefined) : undefined),
      });
      return resultOf(ended, (order) => order.statusMessage ?? order.status ?? '');
    },

    /** Gives a part of one lot back for its price. @throws StationError when nothing was given back */
    async refund(refund: { lot: number; quantity: number; bundle: string }, operator: string): Promise<ActResult> {
      const request = { usageId: refund.lot, quantity: checked(refund.quantity) };
      const ended = await journaled({
        store,
        now,
        kind: 'refund',
        request: { ...request, bundle: refund.bundle },
        operator,
        send: () => client.refundStock(request),
      });
      return resultOf(ended, (said) => said);
    },

    /** Purchases and refunds made at this station, newest first. */
    acts: (): Act[] => store.journal.ofStock().map(toAct),
  };
}
