import { z } from 'zod';
import type { StockBundle, StockLot } from '../../shared/model.ts';
import { fieldOf, record } from './fields.ts';
import type { Http } from './http.ts';
import { type Listed, list, listed, rowsOf } from './rows.ts';
import { compareInstants, flag, name, number, saidDone, text } from './shapes.ts';

/**
 * How much is left has to be said; nothing of it is guessed. How an expiry is written is not documented for sure, and a date that cannot
 * be read is no reason to hide the stock.
 */
const lot = record({ id: z.int().nullable().catch(null), total: number, remaining: z.int().min(0), expiry: text });

/** Texts in the documents, objects in the wild. */
const country = z
  .unknown()
  .transform((value) => fieldOf(value, 'name') ?? value)
  .pipe(z.string().min(1));

const stock = rowsOf(
  'bundles',
  record({
    name,
    desc: text,
    available: z
      .array(lot)
      .nullish()
      .transform((lots) => lots ?? []),
    countries: list(country),
    data: number,
    duration: number,
    durationUnit: text,
    autostart: z.boolean().nullish().catch(null),
    unlimited: flag,
  }),
);

type StockRow = z.output<typeof stock>[number];

export const inventoryCalls = (http: Http) => ({
  /**
   * GET /inventory: what can be applied now, with the purchases it is left of; bundles without stock included. Source: OpenAPI v2.4.
   */
  async inventory(): Promise<Listed<StockBundle>> {
    const rows = await http.read({ endpoint: 'GET /inventory' }, stock);
    return listed(rows.map(stockBundle), rows.unreadable ?? 0);
  },

  /**
   * POST /inventory/refund: gives `quantity` bundles of one purchase back for their price. `usageId` is the id of a lot. Refused where
   * the organisation may not, after some sixty days, and for more than is left. @returns what the API said. Source: OpenAPI v2.4.
   */
  refundStock({ usageId, quantity }: { usageId: number; quantity: number }): Promise<string> {
    return http.change({ endpoint: 'POST /inventory/refund', body: { usageId, quantity } }, saidDone);
  },
});

function stockBundle(row: StockRow): StockBundle {
  const lots = row.available.flatMap(({ id, total, remaining, expiry }): StockLot[] =>
    typeof id === 'number' ? [{ id, total: total ?? remaining, remaining, expires: expiry }] : [],
  );
  const expiries = row.available.flatMap(({ remaining, expiry }) => (remaining > 0 && expiry ? [expiry] : []));
  return {
    name: row.name,
    description: row.desc ?? row.name,
    remaining: row.available.reduce((sum, { remaining }) => sum + remaining, 0),
    dataMb: row.unlimited || !row.data || row.data < 0 ? null : row.data,
    unlimited: row.unlimited,
    days: row.durationUnit === 'month' ? null : row.duration,
    countries: row.countries,
    // Sent only where the API says so: the newest documents do not know start times.
    startsOnDate: row.autostart === false,
    expires: expiries.sort(compareInstants)[0] ?? null,
    lots,
  };
}
