/**
 * Every screen, light and dark, wide and narrow: free of accessibility violations, nothing cut off sideways, no error on the
 * console. The pictures land in `test-results/screens/` for people to look at.
 */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { Bridge } from '../../shared/contract.ts';
import { connect } from './counter.ts';
import { expect, test } from './fixtures.ts';
import { losePurchaseBeside } from './stranger.ts';

declare const window: Window & { station: Bridge };

const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
];
const KEY = 'screens-key-0001';
const UK = 'esim_1GB_7D_GB_V2';
const STOCK = {
  [UK]: 500,
  esim_3GB_30D_US_V2: 4,
  esim_1GB_7D_JP_V2: 60,
  esim_1GB_7D_RGB_V2: 120,
  esim_5GB_30D_REUP_V2: 400,
};
const SECTION = { provision: 'Provision', history: 'History', stock: 'Stock', settings: 'Settings' };

/** A list of people as a spreadsheet saves it; lines 5, 7 and 9 are wrong. */
function guests(count: number): string {
  const bundles = [UK, 'esim_5GB_30D_REUP_V2'];
  const line = (index: number) => {
    const bundle = index === 3 ? UK.toLowerCase() : index === 5 ? '' : (bundles[index % 2] ?? '');
    return `Guest ${index + 2};T-${1000 + index};${bundle};${index === 7 ? 'two' : 1}\r\n`;
  };
  return `name;reference;bundle;quantity\r\n${Array.from({ length: count }, (_, index) => line(index)).join('')}`;
}

async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((theme) => window.station.preferences.set({ theme }), theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Looks at the screen as it is now, in both themes and at both sizes: the program is re-dressed, not started and led here again. */
async function look(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await setTheme(page, theme);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const picture = path.join('test-results', 'screens', `${name}-${theme}-${size.width}.png`);
      await page.screenshot({ path: picture, animations: 'disabled' });
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, `${name} is wider than ${size.width}`).toBe(0);
    }
    // axe-core/playwright opens pages of its own unless it is told to stay in this one.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // A theme changes colours and nothing else, so the rules about all else are asked once.
    if (theme !== THEMES[0]) axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      `${name}, ${theme}`,
    ).toEqual([]);
  }
}

/** What the console says of a page is nothing, and is looked at in the end. */
function listen(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

test('every screen', async ({ launch }) => {
  test.setTimeout(300_000);
  const station = await launch({});
  const page = await station.window();
  const errors = listen(page);

  await page.getByRole('button', { name: SECTION.settings, exact: true }).click();
  await look(page, 'settings');
  await page.getByText('Light', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: SECTION.provision, exact: true }).click();
  await expect(page.getByRole('heading', { name: 'How do you want to start?' })).toBeVisible();
  await look(page, 'connect');
  await page.getByRole('button', { name: SECTION.history, exact: true }).click();
  await expect(page.getByText('No batches yet')).toBeVisible();
  await look(page, 'history-empty');

  await page.getByRole('button', { name: SECTION.provision, exact: true }).click();
  await page.getByRole('button', { name: 'Start practising' }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await look(page, 'provision');
  await page
    .getByRole('option', { name: /United Kingdom/ })
    .first()
    .click();
  await page.getByLabel('How many eSIMs?').fill('24');
  await page.getByLabel('Customer or event').fill('Harbour Festival');
  await look(page, 'order');
  await page.getByRole('button', { name: 'Provision 24 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'All 24 eSIMs are ready' })).toBeVisible({ timeout: 30_000 });
  await look(page, 'done');
  await page.getByRole('button', { name: 'Preview sheet' }).click();
  await expect(page.getByText('24 cards', { exact: true })).toBeVisible();
  await look(page, 'sheet');
  await page.getByRole('button', { name: SECTION.history, exact: true }).click();
  await expect(page.getByRole('row', { name: /Harbour Festival/ })).toBeVisible();
  await look(page, 'history');
  await page.getByRole('row', { name: /Harbour Festival/ }).click();
  await expect(page.getByText('24 of 24 ready')).toBeVisible();
  await look(page, 'batch');
  await page.getByRole('row', { name: /8944/ }).first().click();
  await expect(page.getByRole('img', { name: 'QR code that installs this eSIM' })).toBeVisible();
  await expect(page.getByText('Never installed.')).toBeVisible();
  await look(page, 'esim');
  await page.getByRole('button', { name: 'It does not work' }).click();
  await look(page, 'first-line');
  await page.getByRole('button', { name: SECTION.stock, exact: true }).click();
  await expect(page.getByText(/nearly sold out/)).toBeVisible();
  await look(page, 'stock');
  await page.getByRole('tab', { name: 'Catalogue' }).click();
  await page.getByLabel('Search the catalogue').fill('esim_1GB_7D_GB_V2');
  await page.getByText('esim_1GB_7D_GB_V2', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Ask for the price' }).click();
  await expect(page.getByRole('button', { name: /^Buy / })).toBeVisible();
  await look(page, 'catalogue');
  expect(errors).toEqual([]);
});

test('every way to order and every state of a batch', async ({ launch, training }) => {
  test.setTimeout(300_000);
  const api = await training({ key: KEY, stock: STOCK, processing: 300, latency: 400 });
  const station = await launch({ args: ['--api', api.url, '--processing', '2'] });
  const page = await station.window();
  const errors = listen(page);
  const newBatch = () => page.getByRole('button', { name: 'New batch' }).click();
  const choose = (name: RegExp) => page.getByRole('option', { name }).first().click();
  await page.getByRole('button', { name: SECTION.provision, exact: true }).click();
  await connect(page, KEY);

  await choose(/Global/);
  await page.getByLabel('Start', { exact: true }).fill('2099-06-01T10:00');
  await look(page, 'order-start');
  await page.getByRole('button', { name: 'Add another bundle' }).click();
  await look(page, 'order-next');
  await choose(/United Kingdom/);
  await page.getByLabel('How many eSIMs?').fill('24');
  await choose(/United States/);
  await page.getByLabel('How many eSIMs?').fill('5');
  await look(page, 'order-several');
  await page.getByLabel('How many eSIMs?').fill('4');
  // The eSIMs cannot be fetched until the pictures are taken.
  const busy = api.fault({ name: '503', path: '/esims/assignments', times: 0 });
  await page.getByRole('button', { name: 'Provision 29 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'Provisioning…' })).toBeVisible();
  await look(page, 'progress');
  busy.release();
  await expect(page.getByRole('heading', { name: 'All 29 eSIMs are ready' })).toBeVisible({ timeout: 30_000 });
  const sold = api.ledger().esims.flatMap(({ iccid, bundle }) => (bundle === UK ? [iccid] : []));

  await newBatch();
  await page.getByRole('radio', { name: 'Top up' }).click();
  await look(page, 'top-up');
  await choose(/Japan/);
  for (const text of [...sold.slice(0, 3), '8944']) {
    await page.getByLabel('Which eSIMs?').fill(text);
    await page.keyboard.press('Enter');
  }
  await look(page, 'top-up-list');
  await page.getByRole('button', { name: 'Take off the wrong one' }).click();
  await expect(page.getByRole('button', { name: 'Check 3 eSIMs' })).toBeVisible();
  await look(page, 'top-up-check');
  await page.getByRole('button', { name: 'Check 3 eSIMs' }).click();
  await expect(page.getByText(/This bundle does not fit this eSIM/).first()).toBeVisible();
  await look(page, 'top-up-wrong');
  await choose(/United Kingdom/);
  await page.getByRole('button', { name: 'Check 3 eSIMs' }).click();
  await page.getByLabel('Customer or event').fill('Crew');
  await expect(page.getByRole('button', { name: 'Top up 3 eSIMs' })).toBeEnabled();
  await look(page, 'top-up-right');
  await page.getByRole('button', { name: 'Top up 3 eSIMs' }).click();
  await expect(page.getByRole('heading', { name: 'All 3 eSIMs are topped up' })).toBeVisible({ timeout: 30_000 });
  await look(page, 'topped-up');

  await newBatch();
  await page.getByRole('radio', { name: 'From a list' }).click();
  await look(page, 'list-empty');
  const list = { name: 'harbour-festival-guests.csv', mimeType: 'text/csv', buffer: Buffer.from(guests(400)) };
  await page.locator('input[type=file]').setInputFiles(list);
  await expect(page.getByText('3 lines have to be fixed in the file, or left out.')).toBeVisible();
  await page.getByLabel('Leave out line 7').check();
  await expect(page.getByText('1 line is left out.')).toBeVisible();
  await look(page, 'list-wrong');
  await page.getByRole('radio', { name: /^All/ }).click();
  await look(page, 'list-all');
  await page.getByRole('button', { name: 'Leave out all 2 wrong lines' }).click();
  await page.getByLabel('Customer or event').fill('Harbour Festival');
  await expect(page.getByRole('button', { name: 'Provision 397 eSIMs' })).toBeEnabled();
  await look(page, 'list-right');
  await page.getByRole('button', { name: 'Provision 397 eSIMs' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible({ timeout: 30_000 });
  await look(page, 'paused');
  await page.getByRole('button', { name: 'Cancel the rest' }).click();
  await look(page, 'cancel');
  await page.getByRole('button', { name: /^Cancel \d+ eSIMs?$/ }).click();
  await expect(page.getByRole('heading', { name: /the rest is cancelled$/ })).toBeVisible({ timeout: 30_000 });
  await look(page, 'rest-cancelled');

  await newBatch();
  const made = losePurchaseBeside(api, { key: KEY, bundle: UK, quantity: 3 });
  await choose(/United Kingdom/);
  await page.getByLabel('How many eSIMs?').fill('25');
  await page.getByRole('button', { name: 'Provision 25 eSIMs' }).click();
  await made;
  await expect(page.getByRole('button', { name: 'Decide' })).toBeVisible({ timeout: 30_000 });
  await look(page, 'asked');
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.getByRole('radio')).toHaveCount(4);
  await look(page, 'question');
  await page.getByText('It was never made: send it again').click();
  await look(page, 'question-send-again');
  await page.getByRole('button', { name: 'Decide later' }).click();

  await page.getByRole('button', { name: SECTION.history, exact: true }).click();
  await expect(page.getByRole('row', { name: /Harbour Festival/ })).toBeVisible();
  await look(page, 'history-batches');
  await page.getByRole('row', { name: /Harbour Festival/ }).click();
  await expect(page.getByRole('row', { name: /Guest 2/ }).first()).toBeVisible();
  await look(page, 'batch-of-list');
  expect(errors).toEqual([]);
});
