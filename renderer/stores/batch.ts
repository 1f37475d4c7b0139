import { create } from 'zustand';
import { problemOf } from '../../shared/errors.ts';
import type { Batch, BatchItem, BatchProgress, BatchSummary, Problem } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { createLane } from './latest.ts';

interface BatchState {
  /** The one batch that is looked at. */
  id: string | null;
  batch: Batch | null;
  problem: Problem | null;
  /** Batches that move by themselves right now, wherever the operator looks. */
  working: BatchSummary[];
}

const nothing: BatchState = { id: null, batch: null, problem: null, working: [] };
const lane = createLane();
/** Progress came in while the batch was being read: which of the two is newer is unknown, so it is read again. */
let overtaken = false;

export const useBatch = create<BatchState>()(() => nothing);

export async function openBatch(id: string): Promise<void> {
  const isLatest = lane();
  const { batch: shown } = useBatch.getState();
  useBatch.setState({ id, batch: shown?.id === id ? shown : null, problem: null });
  try {
    let batch: Batch;
    do {
      overtaken = false;
      batch = await unwrap(window.station.batches.get({ id }));
    } while (overtaken && isLatest());
    if (isLatest()) useBatch.setState({ batch });
  } catch (error) {
    if (isLatest()) useBatch.setState({ problem: problemOf(error) });
  }
}

type Steering = 'pause' | 'resume' | 'cancel' | 'retry';

export async function steerBatch(id: string, how: Steering): Promise<void> {
  await unwrap(window.station.batches[how]({ id }));
}

function withChanges(items: readonly BatchItem[], changed: readonly BatchItem[]): BatchItem[] {
  const news = new Map(changed.map((item) => [item.position, item]));
  return items.map((item) => news.get(item.position) ?? item);
}

export function applyProgress({ batch: summary, changed }: BatchProgress): void {
  useBatch.setState(({ id, batch, working }) => {
    const others = working.filter((other) => other.id !== summary.id);
    const nowWorking = summary.state === 'working' ? [...others, summary] : others;
    if (id !== summary.id) return { working: nowWorking };
    overtaken = true;
    if (!batch) return { working: nowWorking };
    return { working: nowWorking, batch: { ...summary, items: withChanges(batch.items, changed) } };
  });
}

export function forgetBatch(): void {
  lane();
  useBatch.setState(nothing);
}

/** Why items of a batch stand still, each reason once, with the positions it holds for. */
export function problemGroups(items: readonly BatchItem[]): { problem: Problem; positions: number[] }[] {
  const groups = new Map<string, { problem: Problem; positions: number[] }>();
  for (const { problem, position } of items) {
    if (!problem) continue;
    const key = JSON.stringify([problem.code, problem.params]);
    const group = groups.get(key) ?? { problem, positions: [] };
    group.positions.push(position);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** As many as one takes in at a glance; the table has them all. */
const MOST_RANGES = 10;

/** `1–3, 7` for reading; positions come in ascending order. */
export function positionRanges(positions: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const position of positions) {
    const last = ranges.at(-1);
    if (last && last.to === position - 1) last.to = position;
    else ranges.push({ from: position, to: position });
  }
  const words = ranges.slice(0, MOST_RANGES).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  return [...words, ...(ranges.length > MOST_RANGES ? ['…'] : [])].join(', ');
}
