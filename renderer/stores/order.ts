import { create } from 'zustand';
import type { Envelope } from '../../shared/contract.ts';
import { problemOf } from '../../shared/errors.ts';
import type { Problem, StockBundle } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';

/** What can be ordered: new eSIMs of chosen bundles, a bundle for eSIMs that are there, or a list of people from a file. */
export const WAYS = ['bundles', 'top-up', 'list'] as const;
export type Way = (typeof WAYS)[number];

/** One bundle of an order and how many of it. */
export interface OrderLine {
  bundle: string;
  /** As typed: what is no number is told to the operator and never rounded into one. */
  quantity: string;
}

/** What is about to be ordered, as far as it is filled in; it survives a look into another screen. */
interface OrderState {
  way: Way;
  /** Each bundle once, in the order they were chosen. */
  lines: OrderLine[];
  /** The bundle whose line is filled in; null while the next one is to be chosen. */
  bundle: string | null;
  reference: string;
  /** Date and time on the clock of this computer, as the field writes it; empty: at once. */
  startsAt: string;
  starting: boolean;
  problem: Problem | null;
  /** The batch the last order became, shown until a new order is begun. */
  batchId: string | null;
}

const blank: OrderState = {
  way: 'bundles',
  lines: [],
  bundle: null,
  reference: '',
  startsAt: '',
  starting: false,
  problem: null,
  batchId: null,
};

export const useOrder = create<OrderState>()(() => blank);

export function fillOrder(changes: Partial<Pick<OrderState, 'way' | 'reference' | 'startsAt'>>): void {
  useOrder.setState({ ...changes, problem: null });
}

/** One bundle is exchanged for another; from the second on, what is chosen is added. One that is there is taken up again. */
export function chooseBundle(bundle: string): void {
  useOrder.setState(({ lines, bundle: current }) => {
    if (lines.some((line) => line.bundle === bundle)) return { bundle, problem: null };
    const [only, ...others] = lines;
    const exchanged = only && others.length === 0 && only.bundle === current;
    return { lines: exchanged ? [{ ...only, bundle }] : [...lines, { bundle, quantity: '1' }], bundle, problem: null };
  });
}

/** The next bundle that is chosen is added to those that are there. */
export function addAnother(): void {
  useOrder.setState({ bundle: null, problem: null });
}

export function setQuantity(quantity: string): void {
  useOrder.setState(({ lines, bundle }) => ({
    lines: lines.map((line) => (line.bundle === bundle ? { ...line, quantity } : line)),
    problem: null,
  }));
}

export function removeLine(bundle: string): void {
  useOrder.setState(({ lines, bundle: current }) => {
    const rest = lines.filter((line) => line.bundle !== bundle);
    const next = current === bundle || rest.length === 1 ? (rest.at(-1)?.bundle ?? null) : current;
    return { lines: rest, bundle: next, problem: null };
  });
}

export function newOrder(): void {
  useOrder.setState(blank);
}

/** `null` unless the text is a whole number of at least one. */
export function wholeNumber(text: string): number | null {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return /^\d+$/.test(trimmed) && number >= 1 && Number.isSafeInteger(number) ? number : null;
}

/** What a line of an order would do to the stock. */
export type Review =
  | { state: 'no-bundle' }
  | { state: 'not-whole' }
  | { state: 'too-many'; quantity: number; remaining: number }
  | { state: 'fine'; bundle: string; quantity: number; remaining: number; stay: number };

export function reviewLine(bundle: StockBundle | undefined, quantityText: string): Review {
  if (!bundle) return { state: 'no-bundle' };
  const quantity = wholeNumber(quantityText);
  if (quantity === null) return { state: 'not-whole' };
  const { name, remaining } = bundle;
  if (quantity > remaining) return { state: 'too-many', quantity, remaining };
  return { state: 'fine', bundle: name, quantity, remaining, stay: remaining - quantity };
}

/** RFC 3339 in UTC; null for no time, which means at once, undefined for one that cannot be taken. */
export function startTime(local: string, now: number): string | null | undefined {
  if (local === '') return null;
  const time = new Date(local).getTime();
  return time > now ? new Date(time).toISOString() : undefined;
}

/**
 * Orders, which spends stock, and shows the batch it became. Asking twice while the first request is under way starts one batch.
 * @returns whether there is a batch now
 */
export async function placeOrder(ask: () => Promise<Envelope<{ id: string }>>): Promise<boolean> {
  if (useOrder.getState().starting) return false;
  useOrder.setState({ starting: true, problem: null });
  try {
    const { id } = await unwrap(ask());
    useOrder.setState({ ...blank, batchId: id });
    return true;
  } catch (error) {
    useOrder.setState({ starting: false, problem: problemOf(error) });
    return false;
  }
}

export async function orderBundles(
  lines: { bundle: string; quantity: number }[],
  startsAt: string | null,
): Promise<void> {
  const reference = useOrder.getState().reference.trim();
  await placeOrder(() => window.station.batches.create({ lines, reference, startsAt }));
}
