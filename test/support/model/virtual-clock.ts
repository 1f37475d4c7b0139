/**
 * Time that passes only when a test lets it: ten minutes of waiting cost a few milliseconds, and the same steps happen in the same order
 * every time.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

interface Due {
  at: number;
  happens: () => void;
  /** Of the process that sleeps: gone when it dies. */
  mortal: boolean;
}

export interface VirtualClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Lets something happen in the world, whatever becomes of the process. */
  at(time: number, happens: () => void): void;
  sleep(ms: number): Promise<void>;
  /** Lets at most so much time pass, until `isDone`. @returns whether it is done */
  pass(ms: number, isDone?: () => boolean): Promise<boolean>;
  /** Nobody who sleeps now will ever wake. */
  killSleepers(): void;
  /** Forgets everything, and is early again. */
  restart(): void;
}

const START = Date.parse('2026-03-02T10:00:00.250Z');

/** Replaces `setTimeout` of `node:timers/promises` and `performance.now` until the test is over. */
export function virtualClock(): VirtualClock {
  let now = START;
  let due: Due[] = [];

  const add = (one: Due) => {
    // After all of the same time, so that who came first wakes first.
    const index = due.findIndex(({ at }) => at > one.at);
    due.splice(index < 0 ? due.length : index, 0, one);
  };

  function sleep<Value>(ms = 0, value?: Value, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const abort = () => {
        due = due.filter((one) => one !== sleeper);
        reject(new DOMException('aborted', 'AbortError'));
      };
      const sleeper: Due = {
        at: now + Math.max(ms, 1),
        happens: () => {
          signal?.removeEventListener('abort', abort);
          resolve(value as Value);
        },
        mortal: true,
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      add(sleeper);
    });
  }

  const spies = [
    vi.spyOn(timers, 'setTimeout').mockImplementation(sleep as typeof timers.setTimeout),
    vi.spyOn(performance, 'now').mockImplementation(() => now - START),
  ];
  syncBuiltinESMExports();
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
    syncBuiltinESMExports();
  });

  return {
    now: () => now,
    at: (time, happens) => add({ at: Math.max(time, now), happens, mortal: false }),
    sleep: (ms) => sleep<void>(ms),
    async pass(ms, isDone = () => false) {
      const end = now + ms;
      for (;;) {
        await quiet();
        if (isDone()) return true;
        const [next] = due;
        if (!next || next.at > end) {
          now = end;
          return false;
        }
        due.shift();
        now = next.at;
        next.happens();
      }
    },
    killSleepers() {
      due = due.filter(({ mortal }) => !mortal);
    },
    restart() {
      due = [];
      now = START;
    },
  };
}

/**
 * Resolves when whatever runs has come to wait for the time or for nothing. A turn of the event loop ends every chain of promises; what
 * needs another turn has asked for it by then.
 */
async function quiet(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (process.getActiveResourcesInfo().includes('Immediate'));
}
