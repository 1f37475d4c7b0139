/** The main job through the screens: connect, provision, print, find again, also after a restart and without the API. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { readCodes, readPicture } from '../support/pdf.ts';
import { connect, enterKey, untilFetched } from './counter.ts';
import { expect, test } from './fixtures.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const KEY = 'counter-key-0001';
const STOCK = { [BUNDLE]: 100, esim_3GB_30D_US_V2: 4 };

/** Orders as a person at the counter does, by keyboard: search, choose, type the number, Enter. */
async function order(page: Page, quantity: number, reference: string): Promise<void> {
  await page.getByLabel('Search the stock').fill('kingdom');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel('How many eSIMs?').fill(String(quantity));
  await page.getByLabel('Customer or event').fill(reference);
  await page.keyboard.press('Enter');
}

test('an account is connected, eSIMs are provisioned, printed and found again with the API gone', async ({
  profile,
  training,
  launch,
}) => {
  const api = await training({ key: KEY, stock: STOCK, processing: 300 });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();

  await enterKey(page, 'a-wrong-key-0009');
  await expect(page.getByText(/does not accept this key, so nothing was spent/)).toBeVisible();
  await connect(page, KEY);

  await order(page, 7, 'Table 12');
  await expect(page.getByRole('heading', { name: 'All 7 eSIMs are ready' })).toBeVisible({ timeout: 20_000 });
  expect(api.ledger().stock[BUNDLE]).toBe(93);
  const sold = api.ledger().esims.map(({ smdpAddress, matchingId }) => `LPA:1$${smdpAddress}$${matchingId}`);

  const pdf = path.join(profile, 'cards.pdf');
  await station.answerSaveDialog(pdf);
  await page.getByRole('button', { name: 'Save PDF' }).click();
  await expect(page.getByText(`Saved ${pdf}`)).toBeVisible();
  expect((await readCodes(pdf)).flat().sort()).toEqual([...sold].sort());

  await page.getByRole('button', { name: 'Preview sheet' }).click();
  await expect(page.getByText('7 cards', { exact: true })).toBeVisible();
  await expect(page.getByText('3 cards stay blank.')).toBeVisible();
  await station.close();

  await api.stop();
  const later = await launch({ args: ['--api', api.url] });
  const again = await later.window();
  await again.getByRole('button', { name: 'History' }).click();
  await again.getByLabel('Search the history').fill('table');
  await again.getByRole('row', { name: /Table 12/ }).click();
  await expect(again.getByText('7 of 7 ready')).toBeVisible();
  await again.getByRole('row', { name: /8944/ }).nth(2).click();

  const code = again.getByRole('img', { name: 'QR code that installs this eSIM' });
  await expect(code).toBeVisible();
  const [read] = await readPicture(await code.screenshot({ scale: 'css' }));
  expect(sold).toContain(read);
  await expect(again.getByText(read?.split('$')[2] ?? '', { exact: true })).toBeVisible();
});

test('practice works without an account, is marked on every screen, and leaves the live history alone', async ({
  launch,
  profile,
}) => {
  const station = await launch({});
  const page = await station.window();
  await page.getByRole('button', { name: 'Start practising' }).click();
  const band = page.getByText('Nothing is spent and these codes install nothing.');
  await expect(band).toBeVisible();
  await order(page, 3, 'Training day');
  await expect(page.getByRole('heading', { name: 'All 3 eSIMs are ready' })).toBeVisible({ timeout: 20_000 });
  for (const screen of ['History', 'Settings', 'Provision']) {
    await page.getByRole('button', { name: screen, exact: true }).click();
    await expect(band).toBeVisible();
  }
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(band).toBeHidden();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByText('No batches yet')).toBeVisible();
  await station.close();

  // Practice remembers, like an account does.
  const later = await launch({ args: ['--practice'], profile });
  const again = await later.window();
  await again.getByRole('button', { name: 'History' }).click();
  await expect(again.getByRole('row', { name: /Training day/ })).toBeVisible();
});

test('a window that is killed while eSIMs are fetched goes on by itself at the next start', async ({
  training,
  launch,
  profile,
}) => {
  const api = await training({ key: KEY, stock: STOCK, processing: 3_000 });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);
  await order(page, 60, 'Conference');
  await untilFetched(api, 2);
  await station.kill();

  const later = await launch({ args: ['--api', api.url], profile });
  const again = await later.window();
  // Without a keychain the key has to be entered anew; with one nobody has to do anything.
  const connected = again.getByText(/Connected to 127\.0\.0\.1/);
  const connectForm = again.getByRole('button', { name: 'Connect', exact: true });
  await expect(connected.or(connectForm)).toBeVisible();
  if (await connectForm.isVisible()) await connect(again, KEY);
  await again.getByRole('button', { name: 'History' }).click();
  await again.getByRole('row', { name: /Conference/ }).click();
  await expect(again.getByText('60 of 60 ready')).toBeVisible({ timeout: 30_000 });
  expect(api.ledger().applies).toHaveLength(2);
});

test('what the API cannot do is one sentence with a way on', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: STOCK });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);
  api.fault({ name: 'zip-wrong-code' });
  await order(page, 2, 'One bad image');
  await expect(page.getByText(/says another code than the API did/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('heading', { name: '1 eSIM needs attention' })).toBeVisible();
  await page.getByRole('button', { name: 'Preview sheet' }).click();
  await expect(page.getByText('1 eSIM is not ready and is left out.')).toBeVisible();

  await api.stop();
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await page.getByRole('button', { name: 'New batch' }).click();
  await expect(page.getByText(/refused the connection, so nothing was sent/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});
