/** Batches of several bundles, of lists of people and of top-ups without a window, and what a person decides about them. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TrainingApi } from '../../electron/training/index.ts';
import type { Question } from '../../shared/model.ts';
import { runStation, spawnStation } from '../hosts/command.ts';
import { watchProcess } from '../hosts/process.ts';
import { expect, test } from './fixtures.ts';

const GB = 'esim_1GB_7D_GB_V2';
const JP = 'esim_10GB_30D_JP_V2';
const KEY = 'headless-key-0003';

/** The program at one account with one profile; answers with its status, what it explained and its last line. */
function stationAt(api: TrainingApi, profile: string) {
  return async (...args: string[]) => {
    const common = ['--data', profile, '--api', api.url, '--processing', '1', '--json'];
    const { code, stdout, stderr } = await runStation([...args, ...common], { ESIM_GO_API_KEY: KEY });
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    return { code, stderr, result: last === '' ? null : JSON.parse(last) };
  };
}

const iccidsOf = (api: TrainingApi) => api.ledger().esims.map(({ iccid }) => iccid);
const spent = (api: TrainingApi) => api.ledger().applies.map(({ bundle, iccids }) => [bundle, iccids.length]);

test('several bundles are one batch', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [GB]: 10, [JP]: 10 }, processing: 300 });
  const station = stationAt(api, profile);
  const codes = path.join(profile, 'codes.csv');
  const order = [
    '--bundle',
    GB,
    '--quantity',
    '2',
    '--bundle',
    JP,
    '--quantity',
    '1',
    '--bundle',
    GB,
    '--quantity',
    '1',
  ];

  const uneven = await station('provision', ...order, '--quantity', '5');
  expect(uneven).toMatchObject({ code: 2, result: null, stderr: expect.stringMatching(/one --quantity for each/) });
  const { code, result } = await station('provision', ...order, '--reference', 'Fair', '--codes', codes);
  expect(code).toBe(0);
  expect(result).toMatchObject({ ready: 4, failed: 0, unknown: 0, quarantined: 0, cancelled: 0, asked: 0 });
  expect(api.ledger().stock).toEqual({ [GB]: 7, [JP]: 9 });
  const bundles = readFileSync(codes, 'utf8').trimEnd().split('\n').slice(1);
  expect(bundles.map((line) => [GB, JP].find((bundle) => line.includes(bundle)))).toEqual([GB, GB, JP, GB]);

  // Nobody waited for the customer references, but a run leaves nothing undone.
  const written = api.ledger().calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/esims'));
  expect(written).toHaveLength(4);
});

test('a list of people is provisioned when every line is right, or the wrong ones are left out', async ({
  profile,
  training,
}) => {
  const api = await training({ key: KEY, stock: { [GB]: 5 }, processing: 300 });
  const station = stationAt(api, profile);
  const manifest = path.join(profile, 'people.csv');
  const codes = path.join(profile, 'codes.csv');
  const lines = [
    'sep=;',
    'Name;Reference;Bundle;Quantity',
    `"Müller;\r\nZoë";A-1;${GB};2,00`,
    `Bo;A-2;${GB.toLowerCase()};1`,
    `Cy;A-3;${GB};many`,
    `Di;A-4;${GB};3`,
    `Ed;A-5;${GB};1`,
    ';;;',
  ];
  // As Excel saves "CSV" in Germany.
  writeFileSync(manifest, Buffer.from(lines.join('\r\n'), 'latin1'));

  const refused = await station('provision', '--manifest', manifest);
  expect(refused).toMatchObject({ code: 3, result: null });
  expect(refused.stderr.split('\n').filter((line) => line.startsWith('line '))).toEqual([
    expect.stringMatching(/^line 5: There is no bundle .* capitals matter/),
    expect.stringMatching(/^line 6: The quantity of this line is not a whole number from 1 to 1,000/),
    expect.stringMatching(/^line 8: For this line the stock has nothing left/),
  ]);
  expect(refused.stderr).toMatch(/Nothing was sent, because 3 lines are wrong, beginning with line 5/);
  expect(spent(api)).toEqual([]);

  const { code, stderr, result } = await station(
    'provision',
    '--manifest',
    manifest,
    '--leave-out-wrong',
    '--codes',
    codes,
  );
  expect(stderr).toMatch(/^line 6: /m);
  expect(stderr).toMatch(/3 lines are left out/);
  expect(code).toBe(0);
  expect(result).toMatchObject({ ready: 5 });
  const people = readFileSync(codes, 'utf8').trimEnd().split('\n').slice(1);
  expect(
    people.map((line) =>
      line
        .split(',')
        .filter((cell) => /^"?(A-|Müller|Di)/.test(cell))
        .join(' '),
    ),
  ).toEqual(['A-1 Müller; Zoë', 'A-1 Müller; Zoë', 'A-4 Di', 'A-4 Di', 'A-4 Di']);
});

test('a list that cannot be read is one sentence and a status', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [GB]: 5 } });
  const station = stationAt(api, profile);
  const manifest = path.join(profile, 'people.csv');
  const missing = await station('provision', '--manifest', manifest);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringMatching(/people\.csv could not be read/) });
  writeFileSync(manifest, `name;bundle\nAnn;${GB}\n"Bo;${GB}\n`);
  const unclosed = await station('provision', '--manifest', manifest);
  expect(unclosed).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/opens in line 3 or below is never closed/),
  });
  expect(spent(api)).toEqual([]);
});

test('many eSIMs are topped up, or none of them', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [GB]: 10 } });
  const station = stationAt(api, profile);
  await station('provision', '--bundle', GB, '--quantity', '3');
  const iccids = iccidsOf(api);
  const file = path.join(profile, 'iccids.txt');

  writeFileSync(file, ['\ufeff12345', iccids[0], ''].join('\r\n'));
  const odd = await station('topups', '--iccids', file, '--bundle', GB);
  expect(odd).toMatchObject({ code: 2, result: null });
  expect(odd.stderr).toMatch(/^line 1, column 1: there is no ICCID here/m);
  expect(odd.stderr).not.toContain('12345');

  writeFileSync(file, [iccids[0], iccids[0], ''].join('\r\n'));
  const wrong = await station('topups', '--iccids', file, '--bundle', GB);
  expect(wrong).toMatchObject({ code: 2, result: null });
  expect(wrong.stderr).toMatch(new RegExp(`^${iccids[0]}: .* is in the list twice`, 'm'));
  expect(api.ledger().stock[GB]).toBe(7);

  writeFileSync(file, iccids.join('\n'));
  const right = await station('topups', '--iccids', file, '--bundle', GB);
  expect(right).toMatchObject({ code: 0, result: { ready: 3, failed: 0, unknown: 0 } });
  expect(api.ledger().stock[GB]).toBe(4);
});

test.describe('a purchase that the account does not tell for sure', () => {
  for (const [choice, quantity, result] of [
    ['--adopt', 4, { ready: 2, cancelled: 0 }],
    ['--send-again', 6, { ready: 2, cancelled: 0 }],
    ['--leave', 4, { ready: 0, cancelled: 2 }],
  ] as const) {
    test(`is put before a person, who says ${choice}`, async ({ profile, training }) => {
      const api = await training({ key: KEY, stock: { [GB]: 20 } });
      const station = stationAt(api, profile);
      expect(await station('questions')).toMatchObject({ code: 0, result: [] });

      // Somebody else works with the account at the same time, and leaves no mark.
      await applyElsewhere(api, 2);
      api.fault({ name: 'reset-after', path: '/esims/apply' });
      const lost = await station('provision', '--bundle', GB, '--quantity', '2');
      expect(lost).toMatchObject({ code: 5, result: { ready: 0, unknown: 2, asked: 1 } });
      expect(lost.stderr).toMatch(/One purchase of this batch waits for a decision.*settle/);

      const resumed = await station('resume');
      expect(resumed).toMatchObject({ code: 5, stderr: expect.stringMatching(/One purchase .* decision/) });

      const questions: Question[] = (await station('questions')).result;
      expect(questions).toMatchObject([{ batchId: lost.result.batch, bundle: GB, quantity: 2, others: true }]);
      const [question] = questions;
      const ours = api.ledger().applies[1]?.reference ?? '';
      expect(question?.candidates.map(({ reference }) => reference)).toContain(ours);
      const said = choice === '--adopt' ? [choice, ours] : [choice];

      const settled = await station('settle', question?.callId ?? '', ...said);
      expect(settled).toMatchObject({ code: 0, result: { ...result, batch: lost.result.batch, unknown: 0, asked: 0 } });
      expect(20 - (api.ledger().stock[GB] ?? 0)).toBe(quantity);
      expect((await station('questions')).result).toEqual([]);
      const again = await station('settle', question?.callId ?? '', ...said);
      expect(again).toMatchObject({ code: 3, result: null, stderr: expect.stringMatching(/already settled/) });
    });
  }
});

test('what was refused is tried again, and what was not sent is cancelled', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [GB]: 30 }, processing: 300 });
  const station = stationAt(api, profile);
  await station('provision', '--bundle', GB, '--quantity', '10');
  const file = path.join(profile, 'iccids.txt');
  writeFileSync(file, iccidsOf(api).join('\n'));
  const incompatible = api.fault({ name: 'incompatible', path: '/esims/apply', times: 0 });
  const refused = await station('topups', '--iccids', file, '--bundle', GB);
  incompatible.release();
  expect(refused).toMatchObject({ code: 3, result: { ready: 0, failed: 10 } });
  const batch: string = refused.result.batch;

  // Some are on their way when the power goes, the others wait behind them.
  const hold = api.fault({ name: 'hold', times: 0 });
  const child = spawnStation(['retry', batch, '--data', profile, '--api', api.url], {
    env: { ...process.env, ESIM_GO_API_KEY: KEY },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = watchProcess(child);
  await hold.struck;
  child.kill('SIGKILL');
  await exited;
  hold.release();

  const cancelled = await station('cancel', batch);
  const made = 20 - (api.ledger().stock[GB] ?? 0);
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(10);
  const left = { batch, ready: made, cancelled: 10 - made, failed: 0, unknown: 0 };
  expect(cancelled).toMatchObject({ code: 0, result: left });
  expect(await station('retry', batch)).toMatchObject({ code: 0, result: left });
  expect(api.ledger().stock[GB]).toBe(20 - made);

  const stranger = await station('cancel', '0197f2ab-0000-7000-8000-000000000000');
  expect(stranger).toMatchObject({ code: 2, stderr: expect.stringMatching(/no such batch/) });
});

/** An apply by another program with the same account. */
async function applyElsewhere(api: TrainingApi, quantity: number): Promise<void> {
  const response = await fetch(`${api.url}/esims/apply`, {
    method: 'POST',
    headers: { 'X-API-Key': KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: GB, repeat: quantity }),
  });
  expect(response.ok).toBe(true);
}
