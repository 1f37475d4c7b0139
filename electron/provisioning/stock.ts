import type { StockBundle } from '../../shared/model.ts';
import type { Opening } from '../store/index.ts';
import { apiTime, type Context } from './context.ts';

/** The stock as it was read, by the API's clock. */
export interface StockSeen {
  bundles: StockBundle[];
  readAt: Date;
}

export async function readStock(context: Context): Promise<StockSeen> {
  const asked = context.client.now();
  const bundles = await context.client.inventory();
  // Before the first answer the API's clock is not known; then its own answer tells it.
  return { bundles, readAt: asked ?? apiTime(context) };
}

/** What is written down of it with a call for one bundle. */
export function stockOf({ bundles, readAt }: StockSeen, bundle: string): Opening['stock'] {
  return { before: bundles.find(({ name }) => name === bundle)?.remaining ?? 0, readAt: readAt.toISOString() };
}
