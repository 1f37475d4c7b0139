/** Work that the account does later: each piece at its own time, whether the clock runs there or is moved beyond it. */

export interface Schedule {
  /** Milliseconds since the epoch, by the clock of the account; while a piece is done, the time it was due. */
  now(): number;
  add(at: number, deed: () => void): void;
  /** Does what is due. */
  settle(): void;
  /** Forgets what is not. */
  stop(): void;
}

/** As long as a timer can be. */
const LONGEST = 2 ** 31 - 1;

/** @param clock of the account, which may be moved */
export function createSchedule(clock: () => number): Schedule {
  let due: { at: number; deed: () => void; timer: NodeJS.Timeout }[] = [];
  let moment: number | null = null;

  function settle(): void {
    // Whatever a piece of work asks for is done after it.
    if (moment !== null) return;
    for (;;) {
      const [next] = due;
      if (!next || next.at > clock()) return;
      due.shift();
      clearTimeout(next.timer);
      moment = next.at;
      try {
        next.deed();
      } finally {
        moment = null;
      }
    }
  }

  return {
    now: () => moment ?? clock(),
    add(at, deed) {
      const timer = setTimeout(settle, Math.min(LONGEST, Math.max(0, at - clock())));
      timer.unref();
      due = [...due, { at, deed, timer }].sort((a, b) => a.at - b.at);
    },
    settle,
    stop() {
      for (const { timer } of due) clearTimeout(timer);
      due = [];
    },
  };
}
