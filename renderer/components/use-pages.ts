import { useState } from 'react';

export interface Pages {
  /** From 0 to `last`. */
  page: number;
  last: number;
  /** Indexes of what is shown, `to` not among it. */
  from: number;
  to: number;
  count: number;
  turn: (page: number) => void;
}

/** A part of a long list at a time. A list that gets shorter stays on its last page. */
export function usePages<Item>(items: readonly Item[], size: number): { shown: readonly Item[]; pages: Pages } {
  const [wanted, turn] = useState(0);
  const count = items.length;
  const last = Math.max(0, Math.ceil(count / size) - 1);
  const page = Math.min(wanted, last);
  const from = page * size;
  const to = Math.min(from + size, count);
  return { shown: last === 0 ? items : items.slice(from, to), pages: { page, last, from, to, count, turn } };
}
