import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter, type Limiter, type Priority, type RateLimit } from '../../electron/esim-go/limiter.ts';

const CALL = 'GET /inventory';
const NOTHING_SEEN: RateLimit = { limit: null, remaining: null, resetAt: null, cost: null };

let limiter: Limiter;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 2, 10, 5, 0, 123) });
  limiter = createLimiter({ limit: 10 });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Asked {
  endpoint?: string;
  /** What the answer says, which comes at once. */
  seen?: Partial<RateLimit>;
}

/** Asks for `count` calls at once. @returns the times at which they left, filled as the clock moves */
function ask(count: number, priority: Priority, { endpoint = CALL, seen = {} }: Asked = {}): number[] {
  const left: number[] = [];
  for (let i = 0; i < count; i++) {
    void limiter.admit(priority, endpoint).then((departure) => {
      left.push(performance.now());
      departure.ended({ ...NOTHING_SEEN, ...seen });
    });
  }
  return left;
}

function mostInAnySecond(times: number[]): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + 1000).length));
}

describe('the limiter', () => {
  it.each<Priority>(['person', 'background'])(
    'never lets more than the limit leave in any second (%s)',
    async (priority) => {
      const left = ask(55, priority);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(left).toHaveLength(55);
      expect(mostInAnySecond(left)).toBe(10);
    },
  );

  it('never lets more than the limit leave in any second, whoever comes when', async () => {
    const call = fc.record({
      at: fc.integer({ min: 0, max: 3000 }),
      priority: fc.constantFrom<Priority>('person', 'background'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), async (calls, limit) => {
        limiter = createLimiter({ limit });
        const left: number[][] = [];
        for (const { at, priority } of calls) setTimeout(() => left.push(ask(1, priority)), at);
        await vi.advanceTimersByTimeAsync(3_000 + Math.ceil(calls.length / limit + 1) * 1_100);
        const times = left.flat();
        expect(times).toHaveLength(calls.length);
        if (times.length > 0) expect(mostInAnySecond(times), times.join()).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 50 },
    );
  });

  it.each<Priority>(['person', 'background'])('is not idle below the limit while work waits (%s)', async (priority) => {
    const start = performance.now();
    const left = ask(101, priority);
    await vi.advanceTimersByTimeAsync(20_000);
    expect((left.length - 1) / (((left.at(-1) ?? 0) - start) / 1000)).toBeGreaterThanOrEqual(9.5);
  });

  it('lets a person go before a queue of background work', async () => {
    const background = ask(1000, 'background');
    await vi.advanceTimersByTimeAsync(3_000);
    for (let i = 0; i < 20; i++) {
      const before = performance.now();
      const person = ask(1, 'person');
      await vi.advanceTimersByTimeAsync(437);
      expect((person[0] ?? Number.POSITIVE_INFINITY) - before).toBeLessThanOrEqual(200);
    }
    expect(background.length).toBeLessThan(1000);
  });

  it('lets calls of a priority leave in the order they came', async () => {
    const order: number[] = [];
    for (let i = 0; i < 30; i++) void limiter.admit('background', CALL).then(() => order.push(i));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(order).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it('takes a burst of a person at once when nothing was sent before', async () => {
    const left = ask(10, 'person');
    await vi.advanceTimersByTimeAsync(0);
    expect(left).toHaveLength(10);
  });

  it('follows the limit that the API names', async () => {
    ask(1, 'person', { seen: { limit: 5 } });
    await vi.advanceTimersByTimeAsync(2_000);
    const left = ask(20, 'person');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(left).toHaveLength(20);
    expect(mostInAnySecond(left)).toBe(5);
  });

  it('remembers what a call of an endpoint costs', async () => {
    ask(1, 'person', { seen: { cost: 3 } });
    await vi.advanceTimersByTimeAsync(2_000);
    const dear = ask(9, 'person', { seen: { cost: 3 } });
    await vi.advanceTimersByTimeAsync(0);
    expect(dear).toHaveLength(3);
    const cheap = ask(1, 'person', { endpoint: 'GET /networks', seen: { cost: 1 } });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(dear).toHaveLength(9);
    expect(mostInAnySecond(dear)).toBe(3);
    expect(cheap).toHaveLength(1);
  });

  it('lets a call leave alone that costs more than there is', async () => {
    ask(1, 'person', { seen: { cost: 50 } });
    await vi.advanceTimersByTimeAsync(2_000);
    const left = ask(3, 'person', { seen: { cost: 50 } });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(left).toHaveLength(3);
    expect(mostInAnySecond(left)).toBe(1);
  });

  it('leaves room for what others behind the same address have spent', async () => {
    const resetAt = Date.now() + 700;
    ask(1, 'person', { seen: { limit: 10, remaining: 4, resetAt } });
    await vi.advanceTimersByTimeAsync(0);
    const left = ask(10, 'person');
    await vi.advanceTimersByTimeAsync(699);
    expect(left).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(1);
    expect(left).toHaveLength(9);
  });

  it('waits until the end of a window that others have used up', async () => {
    ask(1, 'person', { seen: { limit: 10, remaining: 0, resetAt: Date.now() + 700 } });
    await vi.advanceTimersByTimeAsync(0);
    const left = ask(1, 'person');
    await vi.advanceTimersByTimeAsync(699);
    expect(left).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(left).toHaveLength(1);
  });

  it.each([-3_600_000, 3_600_000])('trusts no clock that is %d ms off for longer than a window', async (off) => {
    ask(1, 'person', { seen: { limit: 10, remaining: 0, resetAt: Date.now() + off } });
    await vi.advanceTimersByTimeAsync(0);
    const left = ask(1, 'person');
    await vi.advanceTimersByTimeAsync(900);
    expect(left).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(left).toHaveLength(1);
  });

  it.each([
    { others: 0, away: [0], most429: 0, least: 190 },
    { others: 0, away: [80], most429: 0, least: 190 },
    { others: 0, away: [900], most429: 0, least: 180 },
    // Answers that overtake each other.
    { others: 0, away: [900, 10, 450], most429: 0, least: 185 },
    { others: 5, away: [0], most429: 2, least: 100 },
    { others: 5, away: [80], most429: 4, least: 100 },
  ])('uses what $others calls a second of another program leave, $away ms away', async (setting) => {
    const server = sharedServer({ limit: 10, others: setting.others });
    let answered = 0;
    let refused = 0;
    for (let i = 0; i < 400; i++) {
      void limiter.admit('background', CALL).then((departure) => {
        const seen = server.count();
        setTimeout(
          () => {
            departure.ended(seen, seen.refused);
            if (seen.refused) limiter.pause(1000);
            if (seen.refused) refused++;
            else answered++;
          },
          setting.away[i % setting.away.length],
        );
      });
    }
    await vi.advanceTimersByTimeAsync(20_000);
    expect(answered).toBeGreaterThanOrEqual(setting.least);
    expect(refused).toBeLessThanOrEqual(setting.most429);
  });

  it('sends nothing during a pause, and does not trust an endless one', async () => {
    limiter.pause(5_000);
    const left = ask(1, 'person');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(left).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(left).toHaveLength(1);

    limiter.pause(Number.MAX_SAFE_INTEGER);
    const later = ask(1, 'person');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(later).toHaveLength(1);
  });
});

/** Fixed windows of a second, of which another program spends `others` tokens, evenly. */
function sharedServer({ limit, others }: { limit: number; others: number }) {
  let resetAt = 0;
  let used = 0;
  const spend = (): boolean => {
    const end = (Math.floor(Date.now() / 1000) + 1) * 1000;
    if (end !== resetAt) used = 0;
    resetAt = end;
    if (used < limit) used++;
    else return false;
    return true;
  };
  if (others > 0) setInterval(spend, 1000 / others);
  return {
    count() {
      const refused = !spend();
      return { limit, remaining: limit - used, resetAt, cost: 1, refused };
    },
  };
}
