import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import type { Problem, StockBundle } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from './latest.ts';

interface StockState {
  /** Null before the first answer. The last known stock stays when a refresh fails, beside the problem. */
  bundles: StockBundle[] | null;
  loading: boolean;
  problem: Problem | null;
}

const nothing: StockState = { bundles: null, loading: false, problem: null };
const lane = createLane();

export const useStock = create<StockState>()(() => nothing);

export async function loadStock(): Promise<void> {
  const isLatest = lane();
  useStock.setState({ loading: true });
  try {
    const bundles = await unwrap(window.station.stock.list());
    if (isLatest()) useStock.setState({ bundles, loading: false, problem: null });
  } catch (error) {
    if (isLatest()) useStock.setState({ loading: false, problem: problemOf(error) });
  }
}

/** Another account has other stock: what is on its way no longer counts. */
export function forgetStock(): void {
  lane();
  useStock.setState(nothing);
}
