/** The verbs about one eSIM and about the stock. */
import { runStation } from '../hosts/command.ts';
import { expect, test } from './fixtures.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const KEY = 'headless-key-0002';

test('an eSIM is looked at, topped up, messaged and revoked without a window', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 10 } });
  const station = async (...args: string[]) => {
    const exit = await runStation([...args, '--data', profile, '--api', api.url, '--json'], { ESIM_GO_API_KEY: KEY });
    const last = exit.stdout.trimEnd().split('\n').at(-1) ?? '';
    return { code: exit.code, stderr: exit.stderr, result: last === '' ? null : JSON.parse(last) };
  };

  expect((await station('provision', '--bundle', BUNDLE, '--quantity', '1')).code).toBe(0);
  const iccid = api.ledger().esims[0]?.iccid ?? '';
  expect((await station('stock')).result).toMatchObject([{ name: BUNDLE, remaining: 9 }]);

  const seen = await station('esim', iccid);
  expect(seen).toMatchObject({
    code: 0,
    result: { iccid, verdict: { kind: 'never-installed' }, bundles: [{ name: BUNDLE }] },
  });

  // A start that a top-up cannot have is refused, not dropped: nothing is spent.
  const dropped = await station('topup', iccid, '--bundle', BUNDLE, '--starts', '2030-01-01T09:00:00Z');
  expect(dropped).toMatchObject({
    code: 2,
    result: null,
    stderr: expect.stringMatching(/“topup” has no option --starts/),
  });
  expect(api.ledger().stock[BUNDLE]).toBe(9);
  const help = await runStation(['topup', '--help']);
  expect(help).toMatchObject({ code: 0, stdout: expect.stringMatching(/^usage: station topup ICCID/) });

  expect(await station('topup', iccid, '--bundle', BUNDLE)).toMatchObject({ code: 0, result: { outcome: 'done' } });
  expect(api.ledger().stock[BUNDLE]).toBe(8);
  expect(await station('sms', iccid, '--message', 'Hello')).toMatchObject({ code: 0, result: { outcome: 'done' } });
  expect(await station('sms', iccid, '--message', 'x'.repeat(161))).toMatchObject({ code: 2, result: null });

  // Two assignments of one bundle: which one is for a person to say.
  const unclear = await station('revoke', iccid, '--bundle', BUNDLE, '--yes');
  expect(unclear.code).toBe(2);
  expect(unclear.stderr).toMatch(/more than once, say --assignment/);
  const assignment = seen.result.bundles[0].assignmentId;
  const preview = await station('revoke', iccid, '--bundle', BUNDLE, '--assignment', assignment);
  expect(preview).toMatchObject({ code: 2, result: { refunded: true, mayLeaveAccount: false } });
  expect(api.ledger().stock[BUNDLE]).toBe(8);
  const revoked = await station('revoke', iccid, '--bundle', BUNDLE, '--assignment', assignment, '--yes');
  expect(revoked).toMatchObject({ code: 0, result: { outcome: 'done' } });
  expect(api.ledger().stock[BUNDLE]).toBe(9);
});

test('what cannot be done is a sentence and a status', async ({ profile, training }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 2, esim_10GB_30D_JP_V2: 1 } });
  const station = (...args: string[]) =>
    runStation([...args, '--data', profile, '--api', api.url], { ESIM_GO_API_KEY: KEY });
  await station('provision', '--bundle', BUNDLE, '--quantity', '1');
  const iccid = api.ledger().esims[0]?.iccid ?? '';

  const other = await station('topup', iccid, '--bundle', 'esim_10GB_30D_JP_V2');
  expect(other).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/does not fit this eSIM, so nothing was spent/),
  });
  const foreign = await station('esim', '8944422999999999999');
  expect(foreign).toMatchObject({ code: 3, stderr: expect.stringMatching(/eSIM/) });
  expect(await station('esim', '12345')).toMatchObject({ code: 2, stderr: expect.stringMatching(/is not an ICCID/) });

  api.fault({ name: 'reset-after', path: '/esims/apply' });
  const lost = await station('topup', iccid, '--bundle', BUNDLE);
  expect(lost).toMatchObject({ code: 0, stderr: expect.stringMatching(/may or may not be on the eSIM/) });
  expect(lost.stdout).toContain('The bundle is on the eSIM, as the account shows.');
  expect(api.ledger().calls.filter(({ path }) => path.endsWith('/esims/apply'))).toHaveLength(2);
});

test('stock is bought and given back without a window, also when the answers get lost', async ({
  profile,
  training,
}) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 2 }, balance: 100 });
  const station = (...args: string[]) =>
    runStation([...args, '--data', profile, '--api', api.url, '--processing', '2'], { ESIM_GO_API_KEY: KEY });
  const asked = await station('buy', BUNDLE, '--quantity', '5');
  expect(asked).toMatchObject({ code: 2, stdout: expect.stringMatching(/Nothing was bought. 5 × /) });
  expect(api.ledger().stock[BUNDLE]).toBe(2);
  expect(await station('buy', BUNDLE, '--quantity', '5', '--yes')).toMatchObject({ code: 0 });
  expect(api.ledger().stock[BUNDLE]).toBe(7);

  // Its price is asked for twice: to say it, and right before it is paid.
  for (let i = 0; i < 2; i++) api.fault({ name: 'slow-body', path: '/orders' });
  api.fault({ name: 'reset-after', path: '/orders' });
  const lost = await station('buy', BUNDLE, '--quantity', '3', '--yes');
  expect(lost).toMatchObject({ code: 0, stderr: expect.stringMatching(/may or may not have been made/) });
  expect(lost.stdout).toContain('It was done, as the account shows.');
  expect(api.ledger().stock[BUNDLE]).toBe(10);

  const lot = JSON.parse((await station('stock', '--json')).stdout) as { lots: { id: number; remaining: number }[] }[];
  const id = lot[0]?.lots.find(({ remaining }) => remaining === 5)?.id ?? 0;
  api.fault({ name: 'reset-before', path: '/inventory/refund' });
  const notGiven = await station('refund', String(id), '--quantity', '2', '--yes');
  expect(notGiven).toMatchObject({ code: 3, stderr: expect.stringMatching(/shows that this was not done/) });
  expect(await station('refund', String(id), '--quantity', '2', '--yes')).toMatchObject({ code: 0 });
  expect(api.ledger().stock[BUNDLE]).toBe(8);
  expect(await station('refund', '999999', '--quantity', '1', '--yes')).toMatchObject({ code: 3 });
});
