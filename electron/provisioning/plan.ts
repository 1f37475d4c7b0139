import { StationError } from '../../shared/errors.ts';
import type { StockBundle } from '../../shared/model.ts';

/** Bounded by what one person can hand out and one sheet job can print; larger events make several batches. */
export const MAX_QUANTITY = 1_000;
export const MAX_REFERENCE_LENGTH = 200;

/**
 * New eSIMs asked for with one call. A call whose outcome stays unknown can put at most this many in doubt; forty calls for the
 * largest batch still pass in a few seconds of the API's rate limit.
 */
export const CHUNK_SIZE = 25;

export interface BatchRequest {
  bundle: string;
  quantity: number;
  reference: string;
}

/**
 * Checks a request against the stock before anything is written or sent.
 * @throws StationError `plan.*`
 */
export function plan(request: BatchRequest, stock: readonly StockBundle[]): BatchRequest {
  const { bundle, quantity } = request;
  // A reference stands on one line of a card.
  const reference = request.reference.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (bundle === '') throw new StationError('plan.no-bundle');
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new StationError('plan.quantity', { max: MAX_QUANTITY });
  }
  if (reference.length > MAX_REFERENCE_LENGTH) throw new StationError('plan.reference', { max: MAX_REFERENCE_LENGTH });
  const inStock = stock.find(({ name }) => name === bundle);
  if (!inStock) {
    const suggestion = stock.find(({ name }) => name.toLowerCase() === bundle.toLowerCase())?.name;
    throw suggestion
      ? new StationError('plan.bundle-case', { bundle, suggestion })
      : new StationError('plan.unknown-bundle', { bundle });
  }
  if (inStock.remaining < quantity) {
    throw new StationError('plan.stock', { bundle, wanted: quantity, left: Math.max(0, inStock.remaining) });
  }
  return { bundle, quantity, reference };
}
