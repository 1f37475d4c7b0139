import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter, type Limiter, type Priority } from '../../electron/esim-go/limiter.ts';

let limiter: Limiter;

beforeEach(() => {
  vi.useFakeTimers();
  limiter = createLimiter({ limit: 10, now: () => performance.now(), wallClock: Date.now });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks for `count` calls at once. @returns the times at which they left, filled as the clock moves */
function ask(count: number, priority: Priority): number[] {
  const left: number[] = [];
  for (let i = 0; i < count; i++) void limiter.admit(priority).then(() => left.push(performance.now()));
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

  it('is not idle below the limit while work waits', async () => {
    const start = performance.now();
    const left = ask(100, 'background');
    await vi.advanceTimersByTimeAsync(20_000);
    const perSecond = (left.length - 1) / (((left.at(-1) ?? 0) - start) / 1000);
    expect(perSecond).toBeGreaterThanOrEqual(9.5);
  });

  it('lets a person go before a queue of background work', async () => {
    const background = ask(1000, 'background');
    await vi.advanceTimersByTimeAsync(3_000);
    const before = performance.now();
    const [person] = [ask(1, 'person')];
    await vi.advanceTimersByTimeAsync(200);
    expect(person[0] ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(before + 200);
    expect(background.length).toBeLessThan(1000);
  });

  it('takes a burst of a person at once when nothing was sent before', async () => {
    const left = ask(10, 'person');
    await vi.advanceTimersByTimeAsync(0);
    expect(left).toHaveLength(10);
  });

  it('follows the limit that the API names', async () => {
    limiter.observe({ limit: 5, remaining: 4, resetAt: null });
    const left = ask(20, 'person');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(mostInAnySecond(left)).toBe(5);
  });

  it('waits when somebody else behind the same address has used up the window', async () => {
    const start = performance.now();
    limiter.observe({ limit: 10, remaining: 0, resetAt: Date.now() + 700 });
    const left = ask(1, 'person');
    await vi.advanceTimersByTimeAsync(2_000);
    expect((left[0] ?? 0) - start).toBeGreaterThanOrEqual(700);
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
