import { setTimeout as sleep } from 'node:timers/promises';
import { isOutOfReach } from '../../shared/errors.ts';
import { ApiError } from '../esim-go/index.ts';

const [SHORTEST_MS, LONGEST_MS] = [100, 15_000];
/** Guards against a server that asks us to come back next year. */
const LONGEST_ASKED_MS = 600_000;
/** A pause as a part of the time waited so far: whatever the wait is for is seen late by this part at most. */
const SHARE = 1 / 5;

/** One wait for the API: how long to pause before asking again, and when to give up. On a clock that nobody sets. */
export interface Patience {
  /** Pauses for as long as the API asked, or for a fifth of the time waited so far. */
  pause(askedMs: number | null, signal: AbortSignal): Promise<void>;
  isOver(): boolean;
}

/** @param patienceMs how long @param begun since when somebody waits, on the clock of `performance.now` */
export function createPatience(patienceMs: number, begun = performance.now()): Patience {
  return {
    async pause(askedMs, signal) {
      const waited = performance.now() - begun;
      const ms = askedMs ?? Math.min(LONGEST_MS, waited * SHARE);
      await sleep(Math.max(SHORTEST_MS, Math.min(ms, LONGEST_ASKED_MS)), undefined, { signal });
    },
    isOver: () => performance.now() - begun > patienceMs,
  };
}

/** Failures of the API that pass by themselves: it is working on it, broken for the moment, or out of reach. */
export function isPassing(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  return isOutOfReach(error.code) || error.code === 'api.busy' || error.code === 'api.failed';
}

/** Repeats a reading call while the API is still working or out of reach, as long as there is patience. */
export async function patiently<T>(patience: Patience, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      if (!isPassing(error) || patience.isOver()) throw error;
      await patience.pause(error.retryAfterMs, signal);
    }
  }
}
