import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import type { Problem, StockBundle } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';

/** What is about to be ordered, as far as it is filled in; it survives a look into another screen. */
interface OrderState {
  bundle: string | null;
  /** As typed: what is no number is told to the operator and never rounded into one. */
  quantity: string;
  reference: string;
  starting: boolean;
  problem: Problem | null;
  /** The batch the last order became, shown until a new order is begun. */
  batchId: string | null;
}

const blank: OrderState = {
  bundle: null,
  quantity: '1',
  reference: '',
  starting: false,
  problem: null,
  batchId: null,
};

export const useOrder = create<OrderState>()(() => blank);

export function fillOrder(changes: Partial<Pick<OrderState, 'bundle' | 'quantity' | 'reference'>>): void {
  useOrder.setState({ ...changes, problem: null });
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

/** What an order would do to the stock. */
export type Review =
  | { state: 'no-bundle' }
  | { state: 'not-whole' }
  | { state: 'too-many'; quantity: number; remaining: number }
  | { state: 'fine'; bundle: string; quantity: number; remaining: number; stay: number };

export function reviewOrder(bundle: StockBundle | undefined, quantityText: string): Review {
  if (!bundle) return { state: 'no-bundle' };
  const quantity = wholeNumber(quantityText);
  if (quantity === null) return { state: 'not-whole' };
  const { name, remaining } = bundle;
  if (quantity > remaining) return { state: 'too-many', quantity, remaining };
  return { state: 'fine', bundle: name, quantity, remaining, stay: remaining - quantity };
}

/** Spends stock. Asking twice while the first request is under way starts one batch. */
export async function startOrder(bundle: string, quantity: number): Promise<void> {
  if (useOrder.getState().starting) return;
  const reference = useOrder.getState().reference.trim();
  useOrder.setState({ starting: true, problem: null });
  try {
    const { id } = await unwrap(window.station.batches.create({ bundle, quantity, reference }));
    useOrder.setState({ ...blank, batchId: id });
  } catch (error) {
    useOrder.setState({ starting: false, problem: problemOf(error) });
  }
}
