/** What can be sold and what can be bought: the account's inventory, its catalogue, purchases into stock and refunds. */
import { StationError } from '../../shared/errors.ts';
import type {
  Act,
  ActResult,
  Answer,
  CatalogueBundle,
  Coverage,
  Question,
  Quote,
  StockBundle,
} from '../../shared/model.ts';
import { ApiError, type Client, type Order, type OrderRequest } from '../esim-go/index.ts';
import { type Journal, journaled, readingOf, readStock, resultOf, toAct } from '../journal/index.ts';
import type { Store } from '../store/index.ts';

export type Stock = ReturnType<typeof createStock>;

/** More than any counter sells in a year; a typing mistake, then. */
const MAX_QUANTITY = 10_000;
/** Prices and bundles change by the day, not by the minute; a dozen pages are not worth asking for at each visit. */
const CATALOGUE_AGE_MS = 10 * 60_000;

/** An order that is not put on eSIMs: the bundles wait in the inventory. */
const intoStock = (item: string, quantity: number): OrderRequest => ({ assign: false, order: [{ item, quantity }] });

/** A price that a person said yes to. */
type Agreed = Pick<Quote, 'total' | 'currency'>;

/** Amounts of money are numbers with decimals. */
const CENT = 0.005;

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  journal: Journal;
  /** Whoever settles lost purchases and refunds; see electron/reconcile. */
  settling: {
    lookForOthers(): void;
    othersFound(): Promise<void>;
    questions(batchId: null): Question[];
    answer(answer: Answer, operator: string): Promise<unknown>;
  };
}

export function createStock({ store, client, now, journal, settling }: Options) {
  /** What a person was shown last, by bundle and quantity: nothing else is charged. */
  const shown = new Map<string, Agreed>();
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

  const shownKey = (bundle: string, quantity: number) => `${quantity} ${bundle}`;

  /** Sends a purchase. An order that failed inside an answer, or says another thing than was asked for, is not a purchase made. */
  async function placed(request: OrderRequest, bundle: string, quantity: number): Promise<Order> {
    const order = await client.placeOrder(request);
    const status = order.status?.toLowerCase() ?? '';
    if (status === 'failed') {
      throw new ApiError('api.refused', { effect: 'nothing', params: { text: order.statusMessage ?? status } });
    }
    const bought = order.lines
      .filter(({ item }) => item === bundle)
      .reduce((sum, line) => sum + (line.quantity ?? 0), 0);
    // What it was instead is found out from the account.
    if (order.lines.length > 0 && bought !== quantity) throw new StationError('unknown.order');
    return order;
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
    async quote(bundle: string, quantity: number): Promise<Quote> {
      const quoted = await quote(bundle, quantity);
      shown.set(shownKey(bundle, quantity), quoted);
      return quoted;
    },

    /**
     * Buys bundles into the stock, which charges the balance. Asked for its price right before: another one than a person said yes to is
     * not paid.
     * @param agreed what a person said yes to; what was last shown, where it is not said
     * @throws StationError when nothing was charged: `stock.price`, `stock.invalid-order`, or the API's refusal
     */
    async buy(bundle: string, quantity: number, operator: string, agreed?: Agreed): Promise<ActResult> {
      const { valid, total, currency, balance } = await quote(bundle, quantity);
      if (!valid) throw new StationError('stock.invalid-order');
      const yes = agreed ?? shown.get(shownKey(bundle, quantity));
      if (yes && (Math.abs(yes.total - total) > CENT || yes.currency !== currency)) {
        throw new StationError('stock.price', { before: yes.total, now: total, currency });
      }
      shown.delete(shownKey(bundle, quantity));
      const stock = readingOf(await readStock({ client, store }), bundle);
      const request = intoStock(bundle, quantity);
      const ended = await journaled(
        journal,
        { kind: 'order', bundle, quantity, total, balanceBefore: balance, stock },
        {
          request,
          operator,
          send: () => placed(request, bundle, quantity),
          onClose: (end) => (end.outcome === 'answered' ? (end.answer.orderReference ?? undefined) : undefined),
        },
      );
      if (ended.outcome === 'unknown') settling.lookForOthers();
      return resultOf(ended, (order) => order.statusMessage ?? order.status ?? '');
    },

    /** Gives a part of one lot back for its price. @throws StationError when nothing was given back */
    async refund(refund: { lot: number; quantity: number; bundle: string }, operator: string): Promise<ActResult> {
      const { lot, bundle } = refund;
      const quantity = checked(refund.quantity);
      const [seen, { balance }] = await Promise.all([readStock({ client, store }), client.organisation()]);
      const lots = seen.bundles.find(({ name }) => name === bundle)?.lots ?? [];
      const before = lots.find(({ id }) => id === lot)?.remaining ?? 0;
      const ended = await journaled(
        journal,
        {
          kind: 'refund',
          bundle,
          quantity,
          lot,
          balanceBefore: balance,
          stock: { ...readingOf(seen, bundle), before },
        },
        {
          request: { usageId: lot, quantity },
          operator,
          send: () => client.refundStock({ usageId: lot, quantity }),
        },
      );
      if (ended.outcome === 'unknown') settling.lookForOthers();
      return resultOf(ended, (said) => said);
    },

    /** Lost purchases and refunds, and revokes, of which a person has to say what became of them. */
    questions: (): Question[] => settling.questions(null),

    /** @throws StationError `reconcile.*` with nothing decided */
    async settle(answer: Answer, operator: string): Promise<void> {
      await settling.answer(answer, operator);
    },

    /** Goes on looking for what got lost, as after a start. */
    resume: (): void => settling.lookForOthers(),

    /** Resolves when nothing that got lost is looked for any more. */
    idle: (): Promise<void> => settling.othersFound(),

    /** Purchases and refunds made at this station, newest first. */
    acts: (): Act[] => store.journal.ofStock().map(toAct),
  };
}
