/** The stock: what is there, and buying more of it from the balance of the account. */
import { connect } from './counter.ts';
import { expect, test } from './fixtures.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const KEY = 'back-office-key-0001';

test('stock is bought with the price and the balance in sight, and given back', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 3 }, balance: 10 });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);

  await page.getByRole('button', { name: 'Stock', exact: true }).click();
  await expect(page.getByText('3 of 3 left')).toBeVisible();
  await expect(page.getByText('1 bundle is nearly sold out.')).toBeVisible();

  await page.getByRole('tab', { name: 'Catalogue' }).click();
  await page.getByLabel('Search the catalogue').fill('kingdom');
  await page.getByText(BUNDLE, { exact: true }).first().click();
  await expect(page.getByText('Where it works')).toBeVisible();

  // More than the balance can pay: said before anything is charged, and there is no button that would.
  await page.getByLabel('How many?').fill('500');
  await page.getByRole('button', { name: 'Ask for the price' }).click();
  await expect(page.getByText(/is not enough for .* Nothing is charged/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Buy 500/ })).toBeHidden();
  expect(api.ledger().orders).toHaveLength(0);

  await page.getByLabel('How many?').fill('2');
  await page.getByRole('button', { name: 'Ask for the price' }).click();
  await page.getByRole('button', { name: /^Buy 2 for / }).click();
  await expect(page.getByText(/Bought 2 bundles into stock/)).toBeVisible();
  expect(api.ledger().orders).toHaveLength(1);
  expect(api.ledger().stock[BUNDLE]).toBe(5);

  await page.getByRole('tab', { name: 'Inventory' }).click();
  await expect(page.getByText('2 of 2 left')).toBeVisible();
  await page
    .getByRole('button', { name: /^Give back from lot/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Give back 1 bundle' }).click();
  await expect(page.getByText(/The bundles are given back/)).toBeVisible();
  expect(api.ledger().stock[BUNDLE]).toBe(4);

  await page.getByRole('tab', { name: 'Purchases' }).click();
  await expect(page.getByRole('row', { name: /^Purchase .* 2 Done/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Refund .* 1 Done/ })).toBeVisible();
});

test('a purchase whose answer gets lost is unknown and is not sent again', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 3 }, balance: 10 });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);
  await page.getByRole('button', { name: 'Stock', exact: true }).click();
  await page.getByRole('tab', { name: 'Catalogue' }).click();
  await page.getByLabel('Search the catalogue').fill('kingdom');
  await page.getByText(BUNDLE, { exact: true }).first().click();
  await page.getByLabel('How many?').fill('1');
  await page.getByRole('button', { name: 'Ask for the price' }).click();

  // The validation right before the order is held until the fault for the order itself is armed.
  await expect(page.getByRole('button', { name: /^Buy 1 for / })).toBeVisible();
  const validation = api.fault({ name: 'hold', path: '/orders' });
  await page.getByRole('button', { name: /^Buy 1 for / }).click();
  await validation.struck;
  api.fault({ name: 'reset-after', path: '/orders' });
  validation.release();
  await expect(page.getByText(/may or may not have been made/).first()).toBeVisible();
  expect(api.ledger().orders).toHaveLength(1);
});
