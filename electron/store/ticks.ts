import type { Database } from 'better-sqlite3-multiple-ciphers';

/** Numbers the events of this station in the order in which they happen: clocks are set, and the API's is not ours. */
export interface Ticks {
  next(): number;
}

const LAST = ['journal.opened_tick', 'journal.closed_tick', 'journal.stock_read_tick', 'settlement.settled_tick']
  .map((column) => `coalesce((SELECT max(${column}) FROM ${column.split('.')[0]}), 0)`)
  .join(', ');

export function openTicks(db: Database): Ticks {
  let last = db.prepare<[], { last: number }>(`SELECT max(${LAST}) AS last`).get()?.last ?? 0;
  return { next: () => ++last };
}
