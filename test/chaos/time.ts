/**
 * The time of a run: runs as it does anywhere while something is going on, and is moved to the next moment at which something will be, for
 * everybody at once, when all there are only wait.
 */
import type { Duplex } from 'node:stream';

export interface Time {
  /** Milliseconds since the beginning of the run. */
  now(): number;
  /** Calls back after so many milliseconds. @returns what forgets it */
  after(ms: number, then: () => void): () => void;
  /** As long as it is there, time moves only when it says that it waits. @param line to its clock.ts. @returns what ends that */
  join(line: Duplex | null): () => void;
  stop(): void;
}

/** Less is waited for. Milliseconds. */
const WORTH_MS = 4;

interface Waiting {
  line: Duplex | null;
  /** When it will go on; null while it is at work. */
  until: number | null;
}

/** @param advance moves the clock of the account */
export function createTime(advance: (ms: number) => void): Time {
  const begun = performance.now();
  const present = new Set<Waiting>();
  const due = new Map<NodeJS.Timeout, { at: number; then: () => void }>();
  let moved = 0;
  let isAsking = false;
  const now = () => performance.now() - begun + moved;

  /** Once for whatever has just changed. */
  function ask(): void {
    if (isAsking) return;
    isAsking = true;
    setImmediate(() => {
      isAsking = false;
      move();
    });
  }

  function move(): void {
    const all = [...present];
    if (all.length + due.size === 0 || all.some(({ until }) => until === null)) return;
    const next = Math.min(...all.map(({ until }) => until ?? 0), ...[...due.values()].map(({ at }) => at));
    const ms = Math.floor(next - now());
    if (ms < WORTH_MS) {
      // It comes by itself; whoever it was for says later that it waits again.
      return;
    }
    moved += ms;
    advance(ms);
    for (const one of all) {
      one.until = null;
      one.line?.write(`${ms}\n`);
    }
    for (const [timer, { at, then }] of [...due]) {
      if (at - now() > 1) continue;
      clearTimeout(timer);
      due.delete(timer);
      then();
    }
    rearm();
  }

  function rearm(): void {
    for (const [timer, one] of [...due]) {
      clearTimeout(timer);
      due.delete(timer);
      arm(one);
    }
  }

  function arm(one: { at: number; then: () => void }): NodeJS.Timeout {
    const timer = setTimeout(
      () => {
        due.delete(timer);
        one.then();
        ask();
      },
      Math.max(0, one.at - now()),
    );
    due.set(timer, one);
    return timer;
  }

  return {
    now,
    after(ms, then) {
      const one = { at: now() + ms, then };
      arm(one);
      ask();
      return () => {
        for (const [timer, other] of due) {
          if (other !== one) continue;
          clearTimeout(timer);
          due.delete(timer);
        }
        ask();
      };
    },
    join(line) {
      const one: Waiting = { line, until: null };
      present.add(one);
      line?.on('error', () => {});
      line?.on('data', (data: Buffer) => {
        const ms = Number(data.toString().trim().split('\n').at(-1));
        one.until = now() + ms;
        ask();
      });
      return () => {
        present.delete(one);
        ask();
      };
    },
    stop() {
      for (const timer of due.keys()) clearTimeout(timer);
      due.clear();
      present.clear();
    },
  };
}
