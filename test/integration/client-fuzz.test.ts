/**
 * The client against answers that nobody meant: mutations of every body, under any status and type. Each time there has to be a
 * value or a typed error, soon, and no secret in the error.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError, createClient, createLimiter } from '../../electron/esim-go/index.ts';
import { createTranslate } from '../../shared/messages/index.ts';
import { cases, SECRETS } from './client-cases.ts';
import { KEY } from './client-support.ts';

const RUNS = 200;
const AT_ONCE = 50;
const TIMEOUT_MS = 2_000;
const secrets = Object.values(SECRETS);

/** A change somewhere in a JSON body; `at` chooses the place among all there are. */
type Change =
  | { kind: 'drop' | 'duplicate' | 'nest' | 'unwrap'; at: number }
  | { kind: 'rename'; at: number; name: string }
  | { kind: 'replace'; at: number; value: unknown };

const names = fc.constantFrom('message', 'status', 'bundles', 'iccid', 'esims', 'error', 'length', '__proto__', '');
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    [],
    {},
    [[]],
    'null',
    '0001-01-01T00:00:00Z',
  ),
  fc.constantFrom<unknown>(...secrets.map((secret) => `said ${secret}!`)),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.jsonValue({ maxDepth: 2 }),
);
const place = fc.nat(1000);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('drop' as const, 'duplicate' as const, 'nest' as const, 'unwrap' as const),
    at: place,
  }),
  fc.record({ kind: fc.constant('rename' as const), at: place, name: names }),
  fc.record({ kind: fc.constant('replace' as const), at: place, value: odd }),
);

/** What is done to the bytes afterwards. */
const mangle = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'keep' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('truncate' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('insert' as const), bytes: fc.uint8Array({ maxLength: 8 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'html' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cut' as const }) },
  // A number no JSON writer would write, and a key twice.
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'huge' as const }, { kind: 'twice' as const }) },
);

const attack = fc.record({
  target: fc.nat(cases.length - 1),
  request: fc.nat(10),
  shape: fc.constantFrom('documented' as const, 'wild' as const),
  changes: fc.array(change, { maxLength: 3 }),
  mangle,
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    { weight: 1, arbitrary: fc.constantFrom(201, 204, 302, 400, 401, 403, 404, 410, 418, 500, 502, 503) },
  ),
  type: fc.constantFrom('application/json', 'text/plain', 'text/html', 'text/csv', 'application/octet-stream', 'x'),
  // Few, for a limit that is named is kept, which takes its time.
  headers: fc.oneof(
    { weight: 24, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.dictionary(
        fc.constantFrom(
          'retry-after',
          'x-ratelimit-limit',
          'x-ratelimit-remaining',
          'x-ratelimit-reset',
          'x-ratelimit-cost',
        ),
        fc.constantFrom(
          '0',
          '-1',
          '',
          'soon',
          '1000000000',
          '0.001',
          '2026-03-02T10:05:00Z',
          'Thu, 01 Jan 1970 00:00:00 GMT',
          'NaN',
        ),
        { maxKeys: 3 },
      ),
    },
  ),
});
type Attack = typeof attack extends fc.Arbitrary<infer Value> ? Value : never;

/** Answers by the number in the first segment of the path. */
const answers = new Map<string, Attack>();
const server = createServer((request, response) => {
  request.resume();
  const one = answers.get((request.url ?? '').split('/')[1] ?? '');
  if (!one) return response.writeHead(418).end();
  const body = bytesOf(one);
  response.on('error', () => {});
  if (one.mangle.kind === 'cut') {
    response.writeHead(one.status, { 'content-type': one.type, 'content-length': body.length + 10 }).write(body);
    return response.destroy();
  }
  return response.writeHead(one.status, { 'content-type': one.type, ...one.headers }).end(body);
});
let origin = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the client', () => {
  it(`survives ${RUNS * AT_ONCE} answers that nobody meant`, { timeout: 120_000 }, async () => {
    const counts = { values: 0, errors: 0, longest: 0, hit: new Set<number>() };
    await fc.assert(
      fc.asyncProperty(fc.array(attack, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (attacks) => {
        await Promise.all(
          attacks.map((one) =>
            survive(one, counts).catch((cause: unknown) => {
              throw new Error(`not survived: ${JSON.stringify(one)}`, { cause });
            }),
          ),
        );
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    process.stdout.write(
      `\n${counts.values + counts.errors} answers: ${counts.values} values, ${counts.errors} errors, longest ${Math.round(counts.longest)} ms\n\n`,
    );
    expect(counts.values).toBeGreaterThan(0);
    expect(counts.errors).toBeGreaterThan(0);
    expect(counts.hit.size).toBe(cases.length);
  });
});

let number = 0;
const translate = createTranslate('en');

async function survive(one: Attack, counts: { values: number; errors: number; longest: number; hit: Set<number> }) {
  const id = String(++number);
  answers.set(id, one);
  counts.hit.add(one.target);
  const { requests } = cases[one.target] ?? expect.unreachable();
  const [ask] = requests[one.request % requests.length] ?? expect.unreachable();
  const client = createClient({
    base: new URL(`${origin}/${id}/v2.4`),
    apiKey: () => KEY,
    limiter: createLimiter({ limit: 100_000 }),
    timeoutMs: TIMEOUT_MS,
    backoffMs: 1,
  });
  const start = performance.now();
  try {
    await ask(client);
    counts.values++;
  } catch (error) {
    counts.errors++;
    if (!(error instanceof ApiError)) throw error;
    const shown = [
      inspect(error, { depth: 8, showHidden: true }),
      JSON.stringify(error),
      translate(`error.${error.code}`, error.params),
    ];
    for (const secret of secrets) expect(shown.join('\n')).not.toContain(secret);
  } finally {
    counts.longest = Math.max(counts.longest, performance.now() - start);
    answers.delete(id);
  }
  // Three tries of a reading call at most, or a 429 or a limit of less than one call, waited out.
  expect(performance.now() - start).toBeLessThan(3 * TIMEOUT_MS);
}

function bytesOf({ target, shape, changes, mangle, status }: Attack): Buffer {
  const original = cases[target]?.[shape].body;
  if (mangle.kind === 'html') return Buffer.from(`<html><body>Sign in, ${SECRETS.matchingId}</body></html>`);
  let bytes = Buffer.isBuffer(original)
    ? original
    : Buffer.from(
        JSON.stringify(changes.reduce<unknown>(changed, status < 300 ? original : { message: 'no', original })) ?? '',
      );
  if (mangle.kind === 'truncate') bytes = bytes.subarray(0, Math.floor(bytes.length * mangle.part));
  if (mangle.kind === 'insert') bytes = Buffer.concat([bytes.subarray(0, 5), mangle.bytes, bytes.subarray(5)]);
  if (mangle.kind === 'huge') bytes = Buffer.from(bytes.toString('utf8').replace(/\d+/, `9${'9'.repeat(400)}e999`));
  if (mangle.kind === 'twice') bytes = Buffer.from(bytes.toString('utf8').replace(/"(\w+)":/, '"$1":[],"$1":'));
  return bytes;
}

/** One change applied to a copy of a JSON value. */
function changed(json: unknown, change: Change): unknown {
  const root = { root: structuredClone(json) };
  const places: [Record<string, unknown>, string][] = [];
  const walk = (parent: Record<string, unknown>, key: string) => {
    places.push([parent, key]);
    const value = parent[key];
    if (typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) walk(value as Record<string, unknown>, name);
    }
  };
  walk(root, 'root');
  const [parent, key] = places[change.at % places.length] ?? expect.unreachable();
  const value = parent[key];
  switch (change.kind) {
    case 'drop':
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      break;
    case 'duplicate':
      parent[key] = [value, structuredClone(value)];
      break;
    case 'nest':
      parent[key] = { [key]: value };
      break;
    case 'unwrap':
      parent[key] = typeof value === 'object' && value !== null ? Object.values(value)[0] : value;
      break;
    case 'rename':
      if (Array.isArray(parent)) break;
      delete parent[key];
      Object.defineProperty(parent, change.name, { value, enumerable: true, configurable: true, writable: true });
      break;
    case 'replace':
      parent[key] = change.value;
  }
  return root.root;
}
