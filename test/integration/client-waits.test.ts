/** How long the client waits, because it is asked to or because an answer takes its time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../electron/esim-go/headers.ts';
import { apiAddress, createClient, type Limiter } from '../../electron/esim-go/index.ts';
import { serverThat } from '../support/http.ts';
import { BUNDLE } from './client-cases.ts';
import { clientAt, clientThatGets, KEY, RATE_LIMITED, type Reply, recordingServer } from './client-support.ts';

const MINUTE = 60_000;
const asking = (seconds: number): Reply => ({
  ...RATE_LIMITED,
  headers: { ...RATE_LIMITED.headers, 'retry-after': String(seconds) },
});

/** A client whose limiter only writes down for how long it was told to pause. */
async function unhurried(reply: (number: number) => Reply) {
  const { url, arrived } = await recordingServer((_, number) => reply(number));
  const pauses: number[] = [];
  const limiter: Limiter = {
    admit: () => Promise.resolve({ ended: () => {} }),
    pause: (ms) => void pauses.push(ms),
  };
  return { client: createClient({ base: apiAddress(url), apiKey: () => KEY, limiter, backoffMs: 1 }), arrived, pauses };
}

describe('Retry-After', () => {
  const DATE = 'Mon, 02 Mar 2026 10:05:00 GMT';

  it.each([
    ['1', 1_000],
    ['0.5', 500],
    ['0', 0],
    ['-5', 0],
    ['60', MINUTE],
    ['600', 10 * MINUTE],
    ['601', 10 * MINUTE],
    ['1e99', 10 * MINUTE],
    ['Infinity', 10 * MINUTE],
    ['Mon, 02 Mar 2026 10:05:07 GMT', 7_000],
    ['Mon, 02 Mar 2026 10:14:00 GMT', 9 * MINUTE],
    ['Mon, 02 Mar 2026 11:05:00 GMT', 10 * MINUTE],
    ['Mon, 02 Mar 2026 10:04:00 GMT', 0],
    ['soon', null],
    ['NaN', null],
    ['', null],
  ])('%j is %j', (value, ms) => {
    expect(retryAfterMs({ 'retry-after': value, date: DATE })).toBe(ms);
  });

  it('is never more than ten minutes and never less than nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String)), (value) => {
        const ms = retryAfterMs({ 'retry-after': value });
        if (ms !== null) expect(ms >= 0 && ms <= 10 * MINUTE, String(ms)).toBe(true);
      }),
    );
  });

  it.each([61, 120, 600])('of %d seconds is told and not waited for', async (seconds) => {
    const { client, arrived, pauses } = await unhurried(() => asking(seconds));
    for (const call of [client.apply({ name: BUNDLE }), client.inventory()]) {
      await expect(call).rejects.toMatchObject({ code: 'api.busy', effect: 'nothing', retryAfterMs: seconds * 1000 });
    }
    expect(arrived).toHaveLength(2);
    expect(pauses).toEqual([]);
  });

  it('is waited for a minute in all, whatever pieces it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 30, maxLength: 30 }), async (seconds) => {
        const { client, arrived, pauses } = await unhurried((number) => asking(seconds[number - 1] ?? 0));
        await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({ code: 'api.busy', effect: 'nothing' });
        const waited = pauses.reduce((sum, ms) => sum + ms, 0);
        expect(waited).toBeLessThanOrEqual(MINUTE);
        const next = (seconds[arrived.length - 1] ?? 0) * 1000;
        expect(arrived.length === 21 || waited + next > MINUTE).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('of a 503 to a call that changes something is told at once, and nothing is proven', async () => {
    const { client, arrived } = await clientThatGets(() => ({
      status: 503,
      body: { message: 'Processing' },
      headers: { 'retry-after': '300' },
    }));
    await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({
      code: 'api.busy',
      effect: 'unknown',
      retryAfterMs: 300_000,
    });
    expect(arrived).toHaveLength(1);
  });
});

describe('an answer that never ends', () => {
  const trickle = () =>
    serverThat((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      const drops = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drops));
    });

  it('ends at a total time, and leaves open what was done', async () => {
    const { url, seen } = await trickle();
    await expect(clientAt(url, { timeoutMs: 300 }).apply({ name: BUNDLE })).rejects.toMatchObject({
      code: 'api.unreachable',
      effect: 'unknown',
    });
    expect(seen).toHaveLength(1);
  });

  it.each(['assignments', 'assignmentsCsv', 'assignmentImages'] as const)('ends for %s too', async (call) => {
    const { url } = await trickle();
    await expect(clientAt(url, { timeoutMs: 300 })[call]('r')).rejects.toMatchObject({
      code: 'api.unreachable',
      effect: 'nothing',
    });
  });
});
