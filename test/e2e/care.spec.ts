/** A customer comes back: the card is scanned, the eSIM looked at, helped, and its bundle taken back. */
import { connect } from './counter.ts';
import { expect, test } from './fixtures.ts';
import { connectScanner } from './scanner.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const OTHER_PROVIDER = 'esim_10GB_30D_JP_V2';
const KEY = 'counter-key-0002';

/** An eSIM of the account that this computer never sold, as another desk would have. */
async function soldElsewhere(url: string): Promise<string> {
  const response = await fetch(`${url}/esims/apply`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ name: BUNDLE }),
  });
  const { esims } = (await response.json()) as { esims: { iccid: string }[] };
  return esims[0]?.iccid ?? '';
}

test('scan, see, refresh, message, top up, revoke', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 10, [OTHER_PROVIDER]: 5 } });
  const iccid = await soldElsewhere(api.url);
  api.customer({ iccid, does: 'install' });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);

  // The focus is in the search of the stock, which keeps what it had.
  const search = page.getByLabel('Search the stock');
  await search.fill('king');
  await (await connectScanner(page)).scan(iccid);
  await expect(page.getByText(/^Installed on /)).toBeVisible();
  await expect(page.getByText('This computer has no record of this eSIM.')).toBeVisible();
  await expect(page.getByText('Not started')).toBeVisible();

  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(page.getByText(/cut off for a moment/)).toBeVisible();
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByText(/The eSIM is refreshed/)).toBeVisible();
  expect(api.ledger().refreshes).toHaveLength(1);

  await page.getByRole('button', { name: 'Send SMS' }).click();
  await page.getByLabel('Message').fill('x'.repeat(161));
  await expect(page.getByText('1 character too many.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await page.getByLabel('Message').fill('Please switch data roaming on.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText(/The SMS is sent/)).toBeVisible();
  expect(api.ledger().sms).toHaveLength(1);

  await page.getByRole('button', { name: 'Top up', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(OTHER_PROVIDER).click();
  await expect(dialog.getByText(/does not fit this eSIM, so nothing was spent/)).toBeVisible();
  await dialog.getByText(BUNDLE).click();
  await expect(dialog.getByText('It fits this eSIM.')).toBeVisible();
  await dialog.getByRole('button', { name: /^Top up with/ }).click();
  await expect(page.getByText(/The bundle is on the eSIM/)).toBeVisible();
  expect(api.ledger().stock[BUNDLE]).toBe(8);

  await page.getByRole('button', { name: 'Revoke' }).first().click();
  await expect(page.getByText('It returns to the stock.')).toBeVisible();
  expect(api.ledger().revokes).toHaveLength(0);
  await page.getByRole('button', { name: /^Revoke 1/ }).click();
  await expect(page.getByText(/The bundle is revoked/)).toBeVisible();
  expect(api.ledger().stock[BUNDLE]).toBe(9);

  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await expect(search).not.toHaveValue(/\d/);
});

test('an act whose answer gets lost is unknown and is not sent again', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 10 } });
  const iccid = await soldElsewhere(api.url);
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  const scanner = await connectScanner(page);
  await connect(page, KEY);
  // At once: the page is still making its first screen of the account.
  await scanner.scan(iccid);
  await expect(page.getByText('Never installed.')).toBeVisible();

  api.fault({ name: 'reset-after', path: `/esims/${iccid}/refresh` });
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByRole('alert').getByText(/nobody can find out whether it was done/)).toBeVisible();
  await expect(page.getByText('Outcome unknown').first()).toBeVisible();
  expect(api.ledger().calls.filter(({ path }) => path.endsWith('/refresh'))).toHaveLength(1);
});

test('an eSIM is found by hand, offline from what this computer knows', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 10 } });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);
  await page.getByRole('option', { name: /United Kingdom/ }).click();
  await page.getByRole('button', { name: /^Provision 1/ }).click();
  await expect(page.getByRole('heading', { name: 'The eSIM is ready' })).toBeVisible();
  const iccid = api.ledger().esims[0]?.iccid ?? '';
  await api.stop();

  await page.keyboard.press('Control+k');
  await page.keyboard.type(iccid.replace(/(.{4})/g, '$1 '), { delay: 60 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: 'QR code that installs this eSIM' })).toBeVisible();
  await expect(page.getByText(/refused the connection/).first()).toBeVisible();
});
