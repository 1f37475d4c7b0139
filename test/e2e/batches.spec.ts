/** Batches of every kind in the window: several bundles, top-ups, lists of people; steered, and asked about. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { connect } from './counter.ts';
import { expect, test } from './fixtures.ts';
import { losePurchaseBeside } from './stranger.ts';

const UK = 'esim_1GB_7D_GB_V2';
const US = 'esim_3GB_30D_US_V2';
const GLOBAL = 'esim_1GB_7D_RGB_V2';
const KEY = 'batches-key-0001';
const STOCK = { [UK]: 400, [US]: 20, [GLOBAL]: 10 };
/** As long as they may be. */
const LONG_NAME = 'Alexandria Featherstonehaugh-Cholmondeley '.repeat(5).slice(0, 200).trim();
const LONG_REFERENCE = 'Table by the window, Harbour Festival, '.repeat(6).slice(0, 200).trim();
const READY = { timeout: 30_000 };

async function chooseBundle(page: Page, search: string): Promise<void> {
  await page.getByLabel('Search the stock').fill(search);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Cards on which something does not fit, by the number on them. */
async function overfull(page: Page): Promise<(string | undefined)[]> {
  return page.getByRole('article').evaluateAll((cards) =>
    cards
      .filter((card) => {
        const [text, , help] = card.children;
        const codes = card.querySelector('dl');
        if (!text || !help || !codes) throw new Error('a card has names, codes and help');
        const hidden = text.scrollHeight > text.clientHeight + 1;
        return hidden || codes.getBoundingClientRect().bottom > help.getBoundingClientRect().top + 1;
      })
      .map((card) => card.querySelector('svg + span')?.textContent ?? undefined),
  );
}

async function order(page: Page, quantity: number, reference: string): Promise<void> {
  await chooseBundle(page, 'kingdom');
  await page.getByLabel('How many eSIMs?').fill(String(quantity));
  await page.getByLabel('Customer or event').fill(reference);
  await page.getByRole('button', { name: /^Provision \d/ }).click();
}

test('several bundles become one batch with one sheet, and a start where all of them take one', async ({
  training,
  launch,
}) => {
  const api = await training({ key: KEY, stock: STOCK, processing: 300 });
  const station = await launch({ args: ['--api', api.url, '--processing', '1'] });
  const page = await station.window();
  await connect(page, KEY);

  await chooseBundle(page, 'kingdom');
  await page.getByLabel('How many eSIMs?').fill('3');
  await page.getByRole('button', { name: 'Add another bundle' }).click();
  await chooseBundle(page, 'states');
  await page.getByLabel('How many eSIMs?').fill('2');
  await page.getByRole('button', { name: 'Provision 5 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'All 5 eSIMs are ready' })).toBeVisible(READY);
  expect(api.ledger().stock).toMatchObject({ [UK]: 397, [US]: 18 });
  await page.getByRole('button', { name: 'Preview sheet' }).click();
  await expect(page.getByText('No reference · Several bundles')).toBeVisible();

  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await page.getByRole('button', { name: 'New batch' }).click();
  await chooseBundle(page, GLOBAL);
  await page.getByLabel('Start', { exact: true }).fill('2099-06-01T10:00');
  await page.getByRole('button', { name: 'Provision 1 eSIM' }).click();
  await expect(page.getByRole('heading', { name: 'The eSIM is ready' })).toBeVisible(READY);
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('row').filter({ hasText: GLOBAL }).click();
  await expect(page.locator('time[datetime^="2099-0"]')).toBeVisible();
});

test('a list from a spreadsheet is put right by leaving lines out, and becomes cards with names', async ({
  profile,
  training,
  launch,
}) => {
  const api = await training({ key: KEY, stock: STOCK, processing: 300 });
  const station = await launch({ args: ['--api', api.url, '--processing', '1'] });
  const page = await station.window();
  await connect(page, KEY);
  await page.getByRole('radio', { name: 'From a list' }).click();

  // As Excel saves it where the comma is taken: semicolons, Windows line ends and Windows letters.
  const lines = [
    'Name;Reference;Bundle;Quantity',
    `Zoë Müller;T-1;${UK};2`,
    `Bo Lindqvist;T-2;${UK.toLowerCase()};1`,
    `Chiara De Luca;T-3;${US};21`,
    `Dmitri Volkov;T-4;${US};1`,
    `${LONG_NAME};T-5;${UK};1`,
    `${LONG_NAME};${LONG_REFERENCE};${US};1`,
    'Eun-ji Park;T-7;;1',
  ];
  const file = path.join(profile, 'guests.csv');
  await writeFile(file, Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1'));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('3 lines have to be fixed in the file, or left out.')).toBeVisible();
  await expect(page.getByRole('row', { name: /Zoë Müller/ })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Provision', exact: true }).last()).toBeDisabled();

  await page.getByLabel('Leave out line 3').check();
  await page.getByRole('button', { name: 'Leave out all 2 wrong lines' }).click();
  await expect(page.getByText('3 lines are left out.')).toBeVisible();
  await page.getByRole('radio', { name: 'All (7)' }).click();
  await expect(page.getByRole('row', { name: /Zoë Müller/ })).toBeVisible();
  await page.getByLabel('Customer or event').fill('Harbour Festival');
  expect(api.ledger().esims).toEqual([]);
  await page.getByRole('button', { name: 'Provision 5 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'All 5 eSIMs are ready' })).toBeVisible(READY);
  expect(api.ledger().stock).toMatchObject({ [UK]: 397, [US]: 18 });

  await page.getByRole('button', { name: 'Preview sheet' }).click();
  await expect(page.getByText('Zoë Müller')).toHaveCount(2);
  expect(await overfull(page)).toEqual([]);
  await expect(page.getByText('Ref. T-4')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('row', { name: /Harbour Festival/ }).click();
  await expect(page.getByRole('row', { name: /Dmitri Volkov/ })).toContainText(US);
});

test('a list can be dropped on the screen', async ({ profile, training, launch }) => {
  const api = await training({ key: KEY, stock: STOCK });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  await connect(page, KEY);
  await page.getByRole('radio', { name: 'From a list' }).click();
  const file = path.join(profile, 'guests.csv');
  await writeFile(file, `name,bundle\nAlma,${UK}\n`);
  const box = await page.getByText('Drop a CSV file here').boundingBox();
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: box?.x ?? 0,
      y: box?.y ?? 0,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  }
  await expect(page.getByRole('row', { name: /Alma/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Provision 1 eSIM' })).toBeEnabled();
});

test('eSIMs that were sold are topped up together, when the bundle fits all of them', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { ...STOCK, esim_1GB_7D_JP_V2: 5 }, processing: 300 });
  const station = await launch({ args: ['--api', api.url, '--processing', '1'] });
  const page = await station.window();
  await connect(page, KEY);
  await order(page, 3, 'Crew');
  await expect(page.getByRole('heading', { name: 'All 3 eSIMs are ready' })).toBeVisible(READY);
  const sold = api.ledger().esims.map(({ iccid }) => iccid);

  await page.getByRole('button', { name: 'New batch' }).click();
  await page.getByRole('radio', { name: 'Top up' }).click();
  await chooseBundle(page, 'japan');
  for (const iccid of sold) {
    await page.getByLabel('Which eSIMs?').fill(iccid);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: 'Check 3 eSIMs' }).click();
  await expect(page.getByText(/This bundle does not fit this eSIM/)).toHaveCount(3);
  await chooseBundle(page, 'states');
  await page.getByRole('button', { name: 'Check 3 eSIMs' }).click();
  await page.getByRole('button', { name: 'Top up 3 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'All 3 eSIMs are topped up' })).toBeVisible(READY);
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  expect(new Set(api.ledger().esims.map(({ iccid }) => iccid))).toEqual(new Set(sold));
  expect(api.ledger().stock).toMatchObject({ [US]: 17, esim_1GB_7D_JP_V2: 5 });
});

test('a batch is paused, goes on where it was, and its rest can be cancelled', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: STOCK, processing: 300, latency: 700 });
  const station = await launch({ args: ['--api', api.url, '--processing', '2'] });
  const page = await station.window();
  await connect(page, KEY);
  await order(page, 300, 'Conference');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible(READY);
  const sent = () => api.ledger().esims.length;
  const before = sent();
  expect(before).toBeLessThan(300);
  // What was sent before still came in.
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', String(before));

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(sent).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible(READY);
  const made = sent();
  await page.getByRole('button', { name: 'Cancel the rest' }).click();
  await page.getByRole('button', { name: `Cancel ${300 - made} eSIMs` }).click();
  await expect(page.getByRole('heading', { name: `${made} eSIMs are ready, the rest is cancelled` })).toBeVisible(
    READY,
  );
  expect(sent()).toBe(made);
  expect(api.ledger().stock[UK]).toBe(400 - made);
});

test('what the account cannot tell is for a person to decide', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: STOCK, processing: 300 });
  const station = await launch({ args: ['--api', api.url, '--processing', '1'] });
  const page = await station.window();
  await connect(page, KEY);
  const made = losePurchaseBeside(api, { key: KEY, bundle: UK, quantity: 3 });
  await order(page, 3, 'Table 12');
  await made;

  await page.getByRole('button', { name: 'Decide' }).click(READY);
  const dialog = page.getByRole('dialog', { name: 'Were these 3 eSIMs made?' });
  await expect(dialog.getByRole('radio')).toHaveCount(4);
  await expect(dialog.getByText('400 before, 394 now')).toBeVisible();
  const [ours] = api.ledger().applies;
  const digits = ours?.iccids[0]?.slice(-6) ?? '';
  await dialog.getByText(new RegExp(`ending in ${digits}`)).click();
  await page.getByRole('button', { name: 'Take these 3 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'All 3 eSIMs are ready' })).toBeVisible(READY);
  expect(api.ledger().esims).toHaveLength(6);
});
