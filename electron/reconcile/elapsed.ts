import type { Store } from '../store/index.ts';

/** What is written down of the time waited may be short by so much after a crash; never long. */
const SAVE_EVERY_MS = 10_000;

/**
 * How long nobody has waited for the answers of lost calls any more, in milliseconds, at least: by a clock that nobody sets, only while
 * the program runs, over all its lives. Clocks of others decide nothing here.
 */
export interface Elapsed {
  /** Counts from the first time that it is asked for. */
  of(callId: string): number;
  save(callId: string): void;
}

export function createElapsed(store: Store): Elapsed {
  const counting = new Map<string, { before: number; since: number; saved: number }>();

  function counted(callId: string) {
    const known = counting.get(callId);
    if (known) return known;
    const before = store.journal.waited(callId);
    const fresh = { before, since: performance.now(), saved: before };
    counting.set(callId, fresh);
    return fresh;
  }

  function of(callId: string): number {
    const { before, since } = counted(callId);
    return before + performance.now() - since;
  }

  return {
    of,
    save(callId) {
      const ms = of(callId);
      const one = counted(callId);
      if (ms - one.saved < SAVE_EVERY_MS) return;
      one.saved = ms;
      store.transaction(() => store.journal.saveWaited(callId, ms));
    },
  };
}
