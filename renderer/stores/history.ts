import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import type { BatchSummary, Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from './latest.ts';

interface HistoryState {
  search: string;
  /** Newest first; null before the first answer. */
  batches: BatchSummary[] | null;
  /** There are older batches than the ones shown. */
  more: boolean;
  loadingMore: boolean;
  problem: Problem | null;
}

const nothing: HistoryState = { search: '', batches: null, more: false, loadingMore: false, problem: null };
const lane = createLane();

export const useHistory = create<HistoryState>()(() => nothing);

/** Reads the first page again, for a search or because something may have changed. */
export async function searchHistory(search: string): Promise<void> {
  const isLatest = lane();
  useHistory.setState({ search, loadingMore: false });
  try {
    const page = await unwrap(window.station.batches.list({ search }));
    if (isLatest()) useHistory.setState({ ...page, problem: null });
  } catch (error) {
    if (isLatest()) useHistory.setState({ problem: problemOf(error) });
  }
}

export async function loadMore(): Promise<void> {
  const { search, batches, loadingMore } = useHistory.getState();
  const before = batches?.at(-1)?.id;
  if (!before || loadingMore) return;
  const isLatest = lane();
  useHistory.setState({ loadingMore: true });
  try {
    const page = await unwrap(window.station.batches.list({ search, before }));
    if (!isLatest()) return;
    useHistory.setState((state) => ({
      batches: [...(state.batches ?? []), ...page.batches],
      more: page.more,
      loadingMore: false,
      problem: null,
    }));
  } catch (error) {
    if (isLatest()) useHistory.setState({ loadingMore: false, problem: problemOf(error) });
  }
}

export function updateHistory(summary: BatchSummary): void {
  useHistory.setState(({ batches }) =>
    batches ? { batches: batches.map((batch) => (batch.id === summary.id ? summary : batch)) } : {},
  );
}

export function forgetHistory(): void {
  lane();
  useHistory.setState(nothing);
}
