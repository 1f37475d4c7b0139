/**
 * One gate for every call of the program: eSIM Go counts requests per IP address in windows of a second and answers 429
 * above the limit. We never send more than the limit in any window, wherever the server's window begins.
 */

/** `person`: somebody waits for it. `background`: it may stand back, and is spread evenly so that a person never queues behind a burst. */
export type Priority = 'person' | 'background';

export interface Limiter {
  /** Resolves when the call may leave; calls of a kind leave in the order they came. */
  admit(priority: Priority): Promise<void>;
  /** What the X-Ratelimit headers of an answer said. */
  observe(seen: { limit: number | null; remaining: number | null; resetAt: number | null }): void;
  /** Nothing leaves before `ms` from now have passed (Retry-After of a 429). */
  pause(ms: number): void;
}

/** Requests leave us evenly but arrive with jitter; the margin keeps two of them from sharing a window of the server. */
const WINDOW_MS = 1025;
/** Longest time a header may stop us; guards against a server or computer clock that is wrong. */
const LONGEST_PAUSE_MS = 60_000;

interface Options {
  /** Requests a second until the API says otherwise. */
  limit?: number;
  /** Milliseconds on a clock that never runs backwards. */
  now?: () => number;
  /** Milliseconds since the epoch, to read X-Ratelimit-Reset by. */
  wallClock?: () => number;
}

export function createLimiter({
  limit: initialLimit = 10,
  now = () => performance.now(),
  wallClock = Date.now,
}: Options = {}): Limiter {
  let limit = initialLimit;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** When the calls of the last window left, oldest first. */
  const sent: number[] = [];
  const waiting: Record<Priority, (() => void)[]> = { person: [], background: [] };

  /** Milliseconds until a call of this kind may leave. */
  function delay(priority: Priority): number {
    const time = now();
    while (sent.length > 0 && time - (sent[0] ?? 0) >= WINDOW_MS) sent.shift();
    const full = sent.length >= limit ? (sent[sent.length - limit] ?? time) + WINDOW_MS - time : 0;
    const spread = priority === 'background' ? (sent.at(-1) ?? Number.NEGATIVE_INFINITY) + WINDOW_MS / limit - time : 0;
    return Math.max(0, pausedUntil - time, full, spread);
  }

  function release(): void {
    timer = null;
    for (;;) {
      const priority = waiting.person.length > 0 ? 'person' : 'background';
      if (waiting[priority].length === 0) return;
      const ms = delay(priority);
      if (ms > 0) {
        timer = setTimeout(release, Math.ceil(ms));
        return;
      }
      sent.push(now());
      waiting[priority].shift()?.();
    }
  }

  /** Looks again, because someone came or a pause changed what the timer was set for. */
  function reconsider(): void {
    if (timer) clearTimeout(timer);
    release();
  }

  function pause(ms: number): void {
    pausedUntil = Math.max(pausedUntil, now() + Math.min(ms, LONGEST_PAUSE_MS));
    reconsider();
  }

  return {
    admit(priority) {
      return new Promise((resolve) => {
        waiting[priority].push(resolve);
        reconsider();
      });
    },
    observe(seen) {
      if (seen.limit !== null && seen.limit >= 1) limit = Math.floor(seen.limit);
      // Somebody else behind the same address may have used up the window: then the header knows more than our own count.
      if (seen.remaining !== null && seen.remaining <= 0 && seen.resetAt !== null && sent.length < limit) {
        const ms = seen.resetAt - wallClock();
        if (ms > 0) pause(Math.min(ms, WINDOW_MS));
      }
    },
    pause,
  };
}
