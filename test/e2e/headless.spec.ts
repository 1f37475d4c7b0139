/** The verbs without a window, as a script or a night job runs them: what they print, write and return. */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import type { TrainingApi } from '../../electron/training/index.ts';
import { runStation, spawnStation } from '../hosts/command.ts';
import { watchProcess } from '../hosts/process.ts';
import { readCodes } from '../support/pdf.ts';
import { untilFetched } from './counter.ts';
import { expect, test } from './fixtures.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const KEY = 'headless-key-0001';

interface Result {
  batch: string | null;
  ready: number;
  failed: number;
  unknown: number;
  quarantined: number;
  calls: number;
}

async function provision(profile: string, api: string, args: string[], key = KEY) {
  const exit = await runStation(['provision', '--data', profile, '--api', api, '--json', ...args], {
    ESIM_GO_API_KEY: key,
  });
  const last = exit.stdout.trimEnd().split('\n').at(-1) ?? '';
  return { ...exit, result: last.startsWith('{') ? (JSON.parse(last) as Result) : null };
}

/** The practice API shows everything within a second. */
const QUICK = ['--processing', '2'];

const order = (quantity: number | string, bundle = BUNDLE) => ['--bundle', bundle, '--quantity', String(quantity)];

/** Lines of codes.csv as objects. */
function rowsOf(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

test('provisions, prints and writes the codes', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 100 }, processing: 300 });
  const [sheet, codes] = [path.join(profile, 'cards.pdf'), path.join(profile, 'codes.csv')];
  const { code, result } = await provision(profile, api.url, [
    ...order(24),
    '--reference',
    'Fair',
    '--sheet',
    sheet,
    '--codes',
    codes,
  ]);

  expect(code).toBe(0);
  expect(result).toMatchObject({ ready: 24, failed: 0, unknown: 0, quarantined: 0 });
  expect(result?.calls).toBeLessThanOrEqual(10);
  const rows = rowsOf(codes);
  expect(Object.keys(rows[0] ?? {})).toEqual([
    'iccid',
    'smdp_address',
    'matching_id',
    'activation_code',
    'bundle',
    'reference',
    'state',
    'name',
  ]);
  expect(rows.map((row) => `${row.iccid} ${row.matching_id}`).sort()).toEqual(
    api
      .ledger()
      .esims.map((esim) => `${esim.iccid} ${esim.matchingId}`)
      .sort(),
  );
  // The paper, read back as a phone would: every code once, in the order of the batch.
  const pages = await readCodes(sheet);
  expect(pages.map(({ length }) => length)).toEqual([10, 10, 4]);
  expect(pages.flat().sort()).toEqual(rows.map((row) => row.activation_code ?? '').sort());
});

test.describe('what goes wrong before anything is spent is one sentence and a status', () => {
  for (const [what, args, status, sentence] of [
    ['no quantity', ['--bundle', BUNDLE], 2, /--quantity is missing/],
    ['quantity 0', order(0), 2, /whole number of eSIMs from 1 to/],
    ['quantity −1', order(-1), 2, /whole number of eSIMs from 1 to/],
    ['quantity 1e9', order('1e9'), 2, /whole number of eSIMs from 1 to/],
    ['a lower-cased bundle', order(1, BUNDLE.toLowerCase()), 3, /capitals matter.*use that spelling/],
    ['an unknown bundle', order(1, 'esim_9GB_9D_XX_V2'), 3, /not in stock on this account/],
    ['more than the stock', order(101), 3, /only 100 bundles/],
  ] as const) {
    test(what, async ({ profile, training }) => {
      const api = await training({ key: KEY, stock: { [BUNDLE]: 100 } });
      const { code, stderr } = await provision(profile, api.url, [...args]);
      expect(code).toBe(status);
      expect(stderr).toMatch(sentence);
      expect(api.ledger().applies).toEqual([]);
    });
  }

  test('an empty stock', async ({ profile, training }) => {
    const api = await training({ key: KEY, stock: { [BUNDLE]: 0 } });
    const { code, stderr } = await provision(profile, api.url, order(1));
    expect(code).toBe(3);
    expect(stderr).toMatch(/no bundles of|not in stock/);
  });

  test('a wrong key', async ({ profile, training }) => {
    const api = await training({ key: KEY, stock: { [BUNDLE]: 1 } });
    const { code, stderr, stdout } = await provision(profile, api.url, order(1), 'wrong-key-9999');
    expect(code).toBe(3);
    expect(stderr).toMatch(/does not accept this key, so nothing was spent/);
    expect(`${stdout}${stderr}`).not.toContain('wrong-key-9999');
  });

  test('no key at all', async ({ profile, training }) => {
    const api = await training({ key: KEY, stock: { [BUNDLE]: 1 } });
    const { code, stderr } = await provision(profile, api.url, order(1), '');
    expect(code).toBe(2);
    expect(stderr).toMatch(/No account is connected/);
  });

  test('an API that cannot be reached', async ({ profile }) => {
    const { code, stderr } = await provision(profile, `http://127.0.0.1:${await closedPort()}/v2.4`, order(1));
    expect(code).toBe(6);
    expect(stderr).toMatch(/refused the connection, so nothing was sent and nothing was spent/);
  });

  test('an API that answers HTML', async ({ profile, training }) => {
    const api = await training({ key: KEY, stock: { [BUNDLE]: 1 } });
    api.fault({ name: 'html', times: 0 });
    const { code, stderr } = await provision(profile, api.url, order(1));
    expect(code).toBe(6);
    expect(stderr).toMatch(/answered in place of the API/);
  });

  test('an address that is neither https nor this computer', async ({ profile }) => {
    const { code, stderr } = await provision(profile, 'http://api.example.test/v2.4', order(1));
    expect(code).toBe(2);
    expect(stderr).toMatch(/must be https/);
  });

  test('a history that is in use', async ({ profile, training }) => {
    const api = await training({ key: KEY, stock: { [BUNDLE]: 1 }, latency: 0 });
    const hold = api.fault({ name: 'hold' });
    const first = start(profile, api, 1);
    await hold.struck;
    const second = await provision(profile, api.url, order(1));
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/station\.db is in use by another program/);
    hold.release();
    expect((await first.exited).code).toBe(0);
  });
});

test.describe('bad QR bundles', () => {
  for (const [fault, status, sentence, ready] of [
    // What cannot be opened proves nothing, and nothing else is missing: each image is drawn from the code that is known.
    ['zip-entries', 0, /^/, 3],
    ['zip-bomb', 0, /^/, 3],
    ['zip-corrupt', 0, /^/, 3],
    ['zip-wrong-code', 4, /says another code.*cannot be printed/, 2],
    ['zip-traversal', 0, /^/, 3],
  ] as const) {
    test(`${fault} leaves ${ready} of 3 ready`, async ({ profile, training }) => {
      const api = await training({ key: KEY, stock: { [BUNDLE]: 3 } });
      api.fault({ name: fault });
      const sheet = path.join(profile, 'cards.pdf');
      const { code, stderr, result } = await provision(profile, api.url, [...order(3), '--sheet', sheet]);
      expect(code).toBe(status);
      expect(stderr).toMatch(sentence);
      expect(result).toMatchObject({ ready });
      expect(existsSync(sheet)).toBe(ready > 0);
      if (ready > 0) expect((await readCodes(sheet)).flat()).toHaveLength(ready);
    });
  }
});

test('a file that cannot be written needs attention and hides nothing', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 3 } });
  const files = ['--codes', path.join(profile, 'no', 'such', 'codes.csv'), '--sheet', path.join(profile, 'cards.pdf')];
  const { code, stderr, result } = await provision(profile, api.url, [...order(2), ...files]);
  expect(code).toBe(4);
  expect(stderr).toMatch(/codes\.csv could not be written/);
  expect(result).toMatchObject({ ready: 2 });
});

test('an answer that got lost is found on the account and not sent again', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 10 }, processing: 300 });
  api.fault({ name: 'reset-after', path: '/esims/apply' });
  const { code, result } = await provision(profile, api.url, [...order(2), ...QUICK]);
  expect(code).toBe(0);
  expect(result).toMatchObject({ unknown: 0, ready: 2 });
  expect(api.ledger().applies).toHaveLength(1);
});

test('an answer that got lost on an account with others is put before a person', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 10 }, processing: 300 });
  // Somebody who leaves no marks.
  const headers = { 'x-api-key': KEY, 'content-type': 'application/json' };
  await fetch(`${api.url}/esims/apply`, { method: 'POST', headers, body: JSON.stringify({ name: BUNDLE }) });
  api.advance(60_000);
  api.fault({ name: 'reset-after', path: '/esims/apply' });
  const first = await provision(profile, api.url, [...order(2), ...QUICK]);
  expect(first.code).toBe(5);
  expect(first.result).toMatchObject({ unknown: 2, ready: 0, asked: 1 });
  expect(first.stderr).toMatch(/the account does not show for sure whether it was made. Nothing is sent again/);
  const resumed = await runStation(['resume', '--data', profile, '--api', api.url, '--json'], { ESIM_GO_API_KEY: KEY });
  expect(resumed.code).toBe(5);
  expect(api.ledger().applies).toHaveLength(2);
});

test('killed while sixty eSIMs are fetched, the next start completes the batch', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 60 }, processing: 3_000 });
  const { child, exited } = start(profile, api, 60);
  await untilFetched(api, 2);
  child.kill('SIGKILL');
  expect((await exited).code).toBeNull();

  const codes = path.join(profile, 'codes.csv');
  const resumed = await runStation(['resume', '--data', profile, '--api', api.url, '--json', '--codes', codes], {
    ESIM_GO_API_KEY: KEY,
  });
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ ready: 60, unknown: 0, failed: 0 });
  expect(
    rowsOf(codes)
      .map((row) => `${row.iccid} ${row.matching_id}`)
      .sort(),
  ).toEqual(
    api
      .ledger()
      .esims.map((esim) => `${esim.iccid} ${esim.matchingId}`)
      .sort(),
  );
});

test('killed while an apply is on its way, the next start finds what it made and completes the batch', async ({
  profile,
  training,
}) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 60 }, processing: 300 });
  const hold = api.fault({ name: 'hold' });
  const { child, exited } = start(profile, api, 60);
  await hold.struck;
  child.kill('SIGKILL');
  await exited;
  const resumed = await runStation(['resume', '--data', profile, '--api', api.url, '--json', ...QUICK], {
    ESIM_GO_API_KEY: KEY,
  });
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ ready: 60, unknown: 0 });
  expect(api.ledger().esims).toHaveLength(60);
});

/** A provision that goes on while the test looks. */
function start(profile: string, api: TrainingApi, quantity: number) {
  const child = spawnStation(['provision', '--data', profile, '--api', api.url, ...order(quantity)], {
    env: { ...process.env, ESIM_GO_API_KEY: KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, exited: watchProcess(child) };
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('takes the key out of its environment, and reads it as one that is pasted', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 1 } });
  const probe = path.join(import.meta.dirname, '../support/environment-probe.cjs');
  const stock = (key: string) =>
    runStation(['stock', '--data', profile, '--api', api.url], {
      ESIM_GO_API_KEY: key,
      NODE_OPTIONS: `--require "${probe}"`,
    });
  const pasted = await stock(`\ufeff ${KEY}\u200b\r\n`);
  expect(pasted.code).toBe(0);
  expect(pasted.stdout).toContain(BUNDLE);
  expect(pasted.stderr).toContain('the key is gone from the environment');
  const broken = await stock(`${KEY}\r\nsecond line`);
  expect(broken.code).toBe(2);
  expect(broken.stderr).toContain('does not look like an API key');
  expect(broken.stderr).not.toContain(KEY);
});

test.describe('a switch that would let others look into the program', () => {
  const practise = (profile: string, more: string, env: Record<string, string> = {}) =>
    runStation(['stock', '--practice', '--data', profile, more], env);

  // A program that waits for a debugger before its first line cannot say anything; a fuse keeps the installed one from it.
  for (const name of ['remote-debugging-port', 'remote-allow-origins', 'inspect']) {
    test(`is refused where the program is packaged: --${name}`, async ({ profile }) => {
      const { code, stdout, stderr } = await practise(profile, `--${name}=0`, { STATION_PACKAGED: '1' });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(
        `The switch “${name}” would let others look into the station, so it did not start. Nothing was done; start it without that switch.`,
      );
    });
  }

  test('is for tests and developers otherwise', async ({ profile }) => {
    expect((await practise(profile, '--inspect=0')).code).toBe(0);
    // As people install it, the program starts all the same.
    expect((await practise(profile, '--json', { STATION_PACKAGED: '1' })).code).toBe(0);
  });
});

test('writes for its user alone, however open the computer is', async ({ profile }) => {
  const umask = process.umask(0);
  try {
    const folder = path.join(profile, 'new');
    const codes = path.join(folder, 'codes.csv');
    const { code } = await runStation(['provision', '--practice', '--data', folder, ...order(1), '--codes', codes]);
    expect(code).toBe(0);
  } finally {
    process.umask(umask);
  }
  // Windows has no such modes; there the profile folder is the user's own.
  const open = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter(
    (name) => process.platform !== 'win32' && (statSync(path.join(profile, name)).mode & 0o077) !== 0,
  );
  expect(open).toEqual([]);
});
