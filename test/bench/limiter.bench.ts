/** The rate limiter against the practice API: real HTTP on loopback, 10 requests a second as the API's documents have it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { apiAddress, createClient, createLimiter, type Priority } from '../../electron/esim-go/index.ts';
import { startTrainingApi } from '../../electron/training/index.ts';
import { atLeast, atMost, type Bench } from './figures.ts';

const LIMIT = 10;
const KEY = 'bench-key';
const RUN_MS = 10_000;

/**
 * 50 callers that each ask again as soon as they are answered.
 * @param free calls that leave before the limit holds anybody up: they only start the clock
 */
async function fiftyAtOnce(priority: Priority, free: number) {
  const api = await startTrainingApi({ key: KEY, rate: LIMIT });
  const client = createClient({ base: apiAddress(api.url), apiKey: () => KEY, limiter: createLimiter() });
  const ask = priority === 'person' ? client.organisation : client.background.organisation;
  const start = performance.now();
  const answered: number[] = [];
  const caller = async () => {
    while (performance.now() - start < RUN_MS) {
      await ask();
      answered.push(performance.now());
    }
  };
  await Promise.all(Array.from({ length: 50 }, caller));
  const { calls } = api.ledger();
  await api.stop();

  const begin = Date.parse(calls[0]?.at ?? '');
  const refusedLater = calls.filter(({ status, at }) => status === 429 && Date.parse(at) - begin >= 1000).length;
  const seconds = ((answered.at(-1) ?? 0) - (answered[0] ?? 0)) / 1000;
  const perSecond = (answered.length - free) / seconds;
  return [
    atMost(`answers 429 after the first second, 50 concurrent ${priority} calls`, refusedLater, 'answers', 0),
    atLeast(
      `throughput of 50 concurrent ${priority} calls (${perSecond.toFixed(2)}/s of ${LIMIT}/s)`,
      perSecond / LIMIT,
      'of the limit',
      0.95,
    ),
  ];
}

/** Somebody who asks now and then while 1,000 background calls are waiting; the waits of that person, in milliseconds. */
async function oneBehindAThousand() {
  const api = await startTrainingApi({ key: KEY, rate: LIMIT });
  const client = createClient({ base: apiAddress(api.url), apiKey: () => KEY, limiter: createLimiter() });
  for (let i = 0; i < 1000; i++) client.background.organisation().catch(() => {});
  const waits: number[] = [];
  const end = performance.now() + RUN_MS;
  while (performance.now() < end) {
    const asked = performance.now();
    await client.organisation();
    waits.push(performance.now() - asked);
    // Not in step with the limiter, so that every moment of its rhythm is met.
    await sleep(333 + (waits.length % 7) * 41);
  }
  await api.stop();
  return atMost(`longest of ${waits.length} person calls behind 1,000 background calls`, Math.max(...waits), 'ms', 200);
}

export const bench: Bench = async () => {
  // Each has a practice API and a limiter of its own, so they do not disturb each other.
  const figures = await Promise.all([
    // A person's calls leave ten at a time, the others one by one.
    fiftyAtOnce('person', LIMIT),
    fiftyAtOnce('background', 1),
    oneBehindAThousand(),
  ]);
  return figures.flat();
};
