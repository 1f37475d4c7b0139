/**
 * Every screen, light and dark, wide and narrow: free of accessibility violations, nothing cut off sideways, no error on the
 * console. The pictures land in `test-results/screens/` for people to look at.
 */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from './fixtures.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
];
const SECTION = { provision: 'Provision', history: 'History', stock: 'Stock', settings: 'Settings' };

async function setTheme(page: Page, theme: 'Light' | 'Dark'): Promise<void> {
  await page.getByRole('button', { name: SECTION.settings, exact: true }).click();
  await page.getByText(theme, { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
}

/** Looks at the screen as it is now, at both sizes. */
async function look(page: Page, name: string, theme: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const folder = path.join('test-results', 'screens');
    await page.screenshot({
      path: path.join(folder, `${name}-${theme.toLowerCase()}-${size.width}.png`),
      animations: 'disabled',
    });
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways, `${name} is wider than ${size.width}`).toBe(0);
  }
  // axe-core/playwright opens pages of its own unless it is told to stay in this one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    name,
  ).toEqual([]);
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`every screen in ${theme.toLowerCase()}`, async ({ launch }) => {
    test.setTimeout(120_000);
    const station = await launch({});
    const page = await station.window();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));

    await setTheme(page, theme);
    await look(page, 'settings', theme);
    await page.getByRole('button', { name: SECTION.provision, exact: true }).click();
    await expect(page.getByRole('heading', { name: 'How do you want to start?' })).toBeVisible();
    await look(page, 'connect', theme);
    await page.getByRole('button', { name: SECTION.history, exact: true }).click();
    await expect(page.getByText('No batches yet')).toBeVisible();
    await look(page, 'history-empty', theme);

    await page.getByRole('button', { name: SECTION.provision, exact: true }).click();
    await page.getByRole('button', { name: 'Start practising' }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    await look(page, 'provision', theme);
    await page
      .getByRole('option', { name: /United Kingdom/ })
      .first()
      .click();
    await page.getByLabel('How many eSIMs?').fill('24');
    await page.getByLabel('Customer or event').fill('Harbour Festival');
    await look(page, 'order', theme);
    await page.getByRole('button', { name: 'Provision 24 eSIMs' }).click();
    await expect(page.getByRole('heading', { name: 'Provisioning…' })).toBeVisible();
    await look(page, 'progress', theme);
    await expect(page.getByRole('heading', { name: 'All 24 eSIMs are ready' })).toBeVisible({ timeout: 30_000 });
    await look(page, 'done', theme);
    await page.getByRole('button', { name: 'Preview sheet' }).click();
    await expect(page.getByText('24 cards', { exact: true })).toBeVisible();
    await look(page, 'sheet', theme);
    await page.getByRole('button', { name: SECTION.history, exact: true }).click();
    await expect(page.getByRole('row', { name: /Harbour Festival/ })).toBeVisible();
    await look(page, 'history', theme);
    await page.getByRole('row', { name: /Harbour Festival/ }).click();
    await expect(page.getByText('24 of 24 ready')).toBeVisible();
    await look(page, 'batch', theme);
    await page.getByRole('row', { name: /8944/ }).first().click();
    await expect(page.getByRole('img', { name: 'QR code that installs this eSIM' })).toBeVisible();
    await expect(page.getByText('Never installed.')).toBeVisible();
    await look(page, 'esim', theme);
    await page.getByRole('button', { name: 'It does not work' }).click();
    await look(page, 'first-line', theme);
    await page.getByRole('button', { name: SECTION.stock, exact: true }).click();
    await expect(page.getByText(/nearly sold out/)).toBeVisible();
    await look(page, 'stock', theme);
    await page.getByRole('tab', { name: 'Catalogue' }).click();
    await page.getByLabel('Search the catalogue').fill('esim_1GB_7D_GB_V2');
    await page.getByText('esim_1GB_7D_GB_V2', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Ask for the price' }).click();
    await expect(page.getByRole('button', { name: /^Buy / })).toBeVisible();
    await look(page, 'catalogue', theme);
    expect(errors).toEqual([]);
  });
}
