import { holdsActivationCode } from '../../shared/activation-code.ts';
import { StationError } from '../../shared/errors.ts';
import { MAX_BATCH, MAX_LINE_LENGTH, MAX_QUANTITY } from '../../shared/limits.ts';
import type { BatchLine, StockBundle } from '../../shared/model.ts';
import { oneLine } from '../../shared/one-line.ts';
import type { PlannedItem } from '../store/index.ts';

/**
 * New eSIMs asked for with one call. The most that a lost answer can put in doubt, and the most that a person ever has to decide about at
 * once; ARCHITECTURE.md says what it costs and what it buys.
 */
export const CHUNK_SIZE = 30;

export interface BatchRequest {
  lines: readonly BatchLine[];
  /** The customer or event that the whole batch is for. */
  reference: string;
  /** When the bundles start, RFC 3339; only for bundles that do not start by themselves. */
  startsAt: string | null;
}

export interface Plan {
  reference: string;
  startsAt: string | null;
  items: PlannedItem[];
}

/**
 * Checks a request against the stock before anything is written or sent.
 * @throws StationError `plan.*`
 */
export function plan({ lines, startsAt, ...rest }: BatchRequest, stock: readonly StockBundle[], now: Date): Plan {
  const reference = readLine(rest.reference);
  if (lines.length === 0 || lines.some(({ bundle }) => bundle === '')) throw new StationError('plan.no-bundle');
  for (const { quantity } of lines) {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
      throw new StationError('plan.quantity', { max: MAX_QUANTITY });
    }
  }
  const wanted = new Map<string, number>();
  for (const { bundle, quantity } of lines) wanted.set(bundle, (wanted.get(bundle) ?? 0) + quantity);
  if ([...wanted.values()].reduce((sum, quantity) => sum + quantity, 0) > MAX_BATCH) {
    throw new StationError('plan.too-many', { max: MAX_BATCH });
  }
  const stocked = Array.from(wanted, ([bundle, quantity]) => inStock(bundle, quantity, stock));
  if (startsAt !== null) checkStart(startsAt, stocked, now);
  const items = lines.flatMap(({ bundle, quantity, name = '', reference: own = '' }) =>
    Array.from({ length: quantity }, () => ({ bundle, name: readLine(name), reference: readLine(own) })),
  );
  return { reference, startsAt, items };
}

/** A reference or a name stands on one line of a card. @throws StationError `plan.reference` */
export function readLine(text: string): string {
  const line = oneLine(text);
  if (line.length > MAX_LINE_LENGTH) throw new StationError('plan.reference', { max: MAX_LINE_LENGTH });
  // Whoever has the code has the eSIM, and references are shown, printed and sent.
  if (holdsActivationCode(text)) throw new StationError('text.holds-code');
  return line;
}

/** @throws StationError when the stock does not hold that many */
export function inStock(bundle: string, quantity: number, stock: readonly StockBundle[]): StockBundle {
  const found = stock.find(({ name }) => name === bundle);
  if (!found) {
    const suggestion = stock.find(({ name }) => name.toLowerCase() === bundle.toLowerCase())?.name;
    throw suggestion
      ? new StationError('plan.bundle-case', { bundle, suggestion })
      : new StationError('plan.unknown-bundle', { bundle });
  }
  if (found.remaining < quantity) {
    throw new StationError('plan.stock', { bundle, wanted: quantity, left: Math.max(0, found.remaining) });
  }
  return found;
}

function checkStart(startsAt: string, bundles: readonly StockBundle[], now: Date): void {
  const time = Date.parse(startsAt);
  if (Number.isNaN(time) || time <= now.getTime()) throw new StationError('plan.start-past');
  const other = bundles.find(({ startsOnDate }) => !startsOnDate);
  if (other) throw new StationError('plan.start-bundle', { bundle: other.name });
}
