/**
 * One gate for every call of the program: eSIM Go counts tokens per IP address in fixed windows of a second and answers 429
 * above the limit. We never spend more than the limit in any window, wherever the server's window begins, and leave room for
 * what others behind the same address spend.
 */

/** `person`: somebody waits for it. `background`: it may stand back, and is spread evenly so that a person never queues behind a burst. */
export type Priority = 'person' | 'background';

/** What the X-Ratelimit headers of an answer say; null where one is missing or no number. */
export interface RateLimit {
  /** Tokens in a window. */
  limit: number | null;
  /** Tokens left in the server's window when it counted this call. */
  remaining: number | null;
  /** End of the server's window, milliseconds since the epoch by its clock. */
  resetAt: number | null;
  /** Tokens this call took. */
  cost: number | null;
}

/** A call that was let through. It has to be ended, whatever becomes of it. */
export interface Departure {
  /** @param seen null when there was no answer. @param refused a 429, of which nobody knows whether it counts. */
  ended(seen: RateLimit | null, refused?: boolean): void;
}

export interface Limiter {
  /**
   * Resolves when the call may leave; calls of a priority leave in the order they came.
   * @param endpoint by which the cost of its calls is remembered
   */
  admit(priority: Priority, endpoint: string): Promise<Departure>;
  /** Nothing leaves before `ms` from now have passed (Retry-After of a 429), a minute at most. */
  pause(ms: number): void;
}

/** Requests leave us evenly but arrive with jitter; the margin keeps two of them from sharing a window of the server. */
const WINDOW_MS = 1025;
/** Guards against a server that asks us to wait for ever. */
const LONGEST_PAUSE_MS = 60_000;
/** An answer about a window this much older than the last was overtaken; about one older still, the server's clock was set back. */
const STRAGGLER_MS = 60_000;
/** How far background calls may run after their even schedule to make up for timers that fire late, in parts of a step. */
const CATCH_UP = 0.5;

interface Options {
  /** Tokens a second until the API says otherwise. */
  limit?: number;
  /** Milliseconds on a clock that never runs backwards. */
  now?: () => number;
  /** Milliseconds since the epoch, to read X-Ratelimit-Reset by. */
  wallClock?: () => number;
}

interface Waiting {
  endpoint: string;
  leave: (departure: Departure) => void;
}

interface Sent {
  at: number;
  cost: number;
  answered: boolean;
}

export function createLimiter({
  limit: initialLimit = 10,
  now = () => performance.now(),
  wallClock = Date.now,
}: Options = {}): Limiter {
  let limit = initialLimit;
  const costs = new Map<string, number>();
  /** Our calls of the last window, oldest first, and the tokens they took. */
  const recent: Sent[] = [];
  let spent = 0;
  /** The server's window as its answers show it: our tokens among those it counted, the others', and when that is over here. */
  let window = { resetAt: Number.NaN, ours: 0, others: 0, endsAt: Number.NEGATIVE_INFINITY };
  /** When the next background call is due by the even schedule. */
  let due = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  const waiting: Record<Priority, Waiting[]> = { person: [], background: [] };
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** A call that costs more than there is in a window can only leave alone. */
  const costOf = (endpoint: string) => Math.min(costs.get(endpoint) ?? 1, limit);

  function forgetOld(time: number): void {
    for (let oldest = recent[0]; oldest && time - oldest.at >= WINDOW_MS; oldest = recent[0]) {
      spent -= oldest.cost;
      recent.shift();
    }
  }

  /** Milliseconds after which it is worth looking again whether this call may leave; 0: now. */
  function delay(priority: Priority, cost: number): number {
    const time = now();
    forgetOld(time);
    const others = time < window.endsAt ? window.others : 0;
    const ends = [...(spent > 0 ? [(recent[0]?.at ?? 0) + WINDOW_MS] : []), ...(others > 0 ? [window.endsAt] : [])];
    const full = spent + others + cost > limit && ends.length > 0 ? Math.min(...ends) : 0;
    return Math.max(pausedUntil, full, priority === 'background' ? due : 0) - time;
  }

  function release(): void {
    timer = null;
    for (;;) {
      const priority = waiting.person.length > 0 ? 'person' : 'background';
      const [next] = waiting[priority];
      if (!next) return;
      const cost = costOf(next.endpoint);
      const ms = delay(priority, cost);
      if (ms > 0) {
        timer = setTimeout(release, Math.ceil(ms));
        return;
      }
      waiting[priority].shift();
      next.leave(depart(next.endpoint, cost));
    }
  }

  /** Looks again, because something changed what the timer was set for. */
  function reconsider(): void {
    if (timer) clearTimeout(timer);
    release();
  }

  function depart(endpoint: string, cost: number): Departure {
    const sent: Sent = { at: now(), cost, answered: false };
    recent.push(sent);
    spent += cost;
    const step = WINDOW_MS / limit;
    due = Math.max(due, sent.at - CATCH_UP * step) + cost * step;
    return {
      ended(seen, refused = false) {
        sent.answered = true;
        if (seen) observe(sent, endpoint, seen, refused);
        reconsider();
      },
    };
  }

  function observe(sent: Sent, endpoint: string, seen: RateLimit, refused: boolean): void {
    if (seen.limit !== null && seen.limit >= 1) limit = Math.floor(seen.limit);
    if (seen.cost !== null && seen.cost >= 1) {
      costs.set(endpoint, seen.cost);
      if (recent.includes(sent)) spent += costOf(endpoint) - sent.cost;
      sent.cost = costOf(endpoint);
    }
    if (seen.remaining !== null && seen.resetAt !== null) {
      countOthers(refused ? 0 : sent.cost, seen.remaining, seen.resetAt);
    }
  }

  /**
   * What the server counted in its window and we did not send, others sent: another program behind the same address. Its windows
   * are told apart by their ends. Calls without an answer yet may be among those it counted, so they are given the benefit.
   */
  function countOthers(cost: number, remaining: number, resetAt: number): void {
    if (resetAt < window.resetAt && window.resetAt - resetAt < STRAGGLER_MS) return;
    if (resetAt !== window.resetAt) {
      const left = resetAt - wallClock();
      // A clock that is wrong, here or there, makes the end useless; then the window is over after its length.
      const ms = left > -WINDOW_MS && left <= WINDOW_MS ? left : WINDOW_MS;
      window = { resetAt, ours: 0, others: 0, endsAt: now() + ms };
    }
    window.ours += cost;
    const onTheirWay = recent.reduce((sum, { answered, cost }) => (answered ? sum : sum + cost), 0);
    window.others = Math.max(window.others, limit - remaining - window.ours - onTheirWay);
  }

  return {
    admit(priority, endpoint) {
      return new Promise((leave) => {
        waiting[priority].push({ endpoint, leave });
        reconsider();
      });
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + Math.min(ms, LONGEST_PAUSE_MS));
      reconsider();
    },
  };
}
