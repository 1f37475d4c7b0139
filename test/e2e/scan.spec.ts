/** A scanner types into whatever has the focus: nothing of it gets there, on any screen and in any dialog. */
import type { Page } from 'playwright-core';
import type { TrainingApi } from '../../electron/training/index.ts';
import { connect } from './counter.ts';
import { expect, test } from './fixtures.ts';
import { connectScanner, type Scanner } from './scanner.ts';

const KEY = 'scanner-key-0001';
const BUNDLE = 'esim_1GB_7D_GB_V2';
const OTHER = 'esim_1GB_7D_JP_V2';
const FOREIGN = 'LPA:1$rsp.elsewhere.example$QR-OF-SOMEBODY';
/** Every printable character of ASCII, in pieces as long as a barcode. */
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
const BURSTS = [
  FOREIGN,
  '4006381333931',
  ' '.repeat(8),
  ...(PRINTABLE.match(/.{1,24}/g) ?? []),
  '¡Señal €12 ß!',
  '1 2',
];

/** What cost or would cost something, and whatever else changed an eSIM. */
function changes(api: TrainingApi): number {
  const { applies, calls } = api.ledger();
  // References are written when nobody waits, which may be now.
  return applies.length + calls.filter(({ method }) => method !== 'GET' && method !== 'PUT').length;
}

/** Values of all that can be filled in, and what is chosen, ticked and open. */
function state(page: Page) {
  return page.evaluate(() => ({
    values: [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map((field) =>
      field.type === 'checkbox' || field.type === 'radio' ? String((field as HTMLInputElement).checked) : field.value,
    ),
    chosen: document.querySelectorAll('[aria-selected=true], [aria-pressed=true], [aria-checked=true]').length,
    dialogs: document.querySelectorAll('[role=dialog], [role=alertdialog]').length,
    heading: document.querySelector('main h1')?.textContent,
  }));
}

/** Gives the focus to everything that can have it, one after the other; false when there is no next one. */
function focusNext(page: Page, where: string, index: number): Promise<boolean> {
  return page.evaluate(
    ({ where, index }) => {
      const within =
        document.querySelector('[role=dialog], [role=alertdialog]') ?? document.querySelector(where) ?? document.body;
      const all = [
        ...within.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, summary, [tabindex]'),
      ].filter((element) => element.tabIndex >= 0 && !element.matches(':disabled'));
      all[index]?.focus();
      return index < all.length;
    },
    { where, index },
  );
}

let turn = 0;

/** Scans at every element of what is shown that can have the focus. */
async function bombard(page: Page, scanner: Scanner, api: TrainingApi, name: string, where = 'main'): Promise<void> {
  const before = { changes: changes(api), state: await state(page) };
  let count = 0;
  for (; await focusNext(page, where, count); count++) {
    const burst = BURSTS[turn % BURSTS.length] ?? FOREIGN;
    const suffix = (['Enter', 'Tab', 'Enter', null] as const)[turn % 4] ?? null;
    turn += 1;
    const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
    await scanner.scan(burst, burst.length < 6 ? 'Enter' : suffix);
    expect(await state(page), `${name}, at ${focus}: ${burst}`).toEqual(before.state);
  }
  expect(count, name).toBeGreaterThan(0);
  await scanner.rest();
  // A last one, after which all is over that the others could have begun.
  await scanner.scan(FOREIGN);
  await expect(page.getByText('An activation code was scanned')).toBeVisible();
  expect(await state(page), name).toEqual(before.state);
  expect(changes(api), name).toBe(before.changes);
  await scanner.rest();
  await page.getByRole('button', { name: 'Close', exact: true }).evaluate((close: HTMLElement) => close.click());
}

test('nothing that is scanned is typed, pressed or bought, wherever the focus is', async ({ training, launch }) => {
  test.setTimeout(180_000);
  const api = await training({ key: KEY, stock: { [BUNDLE]: 20, [OTHER]: 5 } });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  page.setDefaultTimeout(15_000);
  const scanner = await connectScanner(page);
  const go = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.getByLabel('API key').waitFor();
  await bombard(page, scanner, api, 'connect', 'body');
  await connect(page, KEY);

  await page.getByRole('option', { name: /United Kingdom/ }).click();
  await page.getByLabel('Customer or event').fill('Harbour Festival');
  await bombard(page, scanner, api, 'order');
  await go('Add another bundle');
  await bombard(page, scanner, api, 'order of several');
  await page.getByRole('radio', { name: 'From a list' }).click();
  await bombard(page, scanner, api, 'list');
  await page.getByRole('radio', { name: 'Top up' }).click();
  await bombard(page, scanner, api, 'top up');

  await page.getByRole('radio', { name: 'Bundles' }).click();
  await page.getByRole('option', { name: /United Kingdom/ }).click();
  await page.getByRole('button', { name: /^Provision \d/ }).click();
  await expect(page.getByRole('heading', { name: 'The eSIM is ready' })).toBeVisible();
  await bombard(page, scanner, api, 'ready');

  await go('History');
  await page.getByRole('row', { name: /Harbour Festival/ }).waitFor();
  await bombard(page, scanner, api, 'history');
  await go('Settings');
  await page.getByLabel('Your name').fill('Marta');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const settled = () => page.getByLabel('Try your scanner here').evaluate((field: HTMLElement) => field.remove());
  await settled();
  await bombard(page, scanner, api, 'settings');
  await go('Stock');
  await bombard(page, scanner, api, 'stock');
  await page.getByRole('tab', { name: 'Catalogue' }).click();
  await page.getByLabel('Search the catalogue').fill(BUNDLE);
  await page.getByText(BUNDLE, { exact: true }).first().click();
  await go('Ask for the price');
  await expect(page.getByRole('button', { name: /^Buy / })).toBeVisible();
  await bombard(page, scanner, api, 'purchase');

  const iccid = api.ledger().esims[0]?.iccid ?? '';
  await scanner.scan(iccid);
  await expect(page.getByText('Never installed.')).toBeVisible();
  await bombard(page, scanner, api, 'eSIM');
  for (const name of ['Send SMS', 'Top up', 'Refresh', 'Replace', 'Revoke']) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await expect(page.getByRole(/^(Refresh|Revoke)$/.test(name) ? 'alertdialog' : 'dialog')).toBeVisible();
    await bombard(page, scanner, api, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('a card is scanned as it is: its QR code, its matching ID, its ICCID in groups', async ({ training, launch }) => {
  const api = await training({ key: KEY, stock: { [BUNDLE]: 20 } });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  page.setDefaultTimeout(15_000);
  const scanner = await connectScanner(page);
  await connect(page, KEY);
  await page.getByRole('option', { name: /United Kingdom/ }).click();
  await page.getByRole('button', { name: /^Provision 1/ }).click();
  await expect(page.getByRole('heading', { name: 'The eSIM is ready' })).toBeVisible();
  const [sold] = api.ledger().esims;
  const { iccid = '', matchingId = '', smdpAddress = '' } = sold ?? {};
  const spends = changes(api);

  const spellings = [
    `LPA:1$${smdpAddress}$${matchingId}`,
    `lpa:1$${smdpAddress.toUpperCase()}$${matchingId}`,
    matchingId,
    iccid.replace(/(.{4})/g, '$1 '),
    `ICCID: ${iccid}`,
  ];
  for (const spelling of spellings) {
    await page.getByRole('button', { name: 'Provision', exact: true }).click();
    await page.getByRole('button', { name: 'New batch' }).focus();
    await scanner.scan(spelling);
    await expect(page.getByRole('img', { name: 'QR code that installs this eSIM' }), spelling).toBeVisible();
  }
  expect(changes(api)).toBe(spends);
});

test('who types keeps every character, and the scanner is tried in the settings', async ({ launch }) => {
  const page = await (await launch({ args: ['--practice'] })).window();
  await page.getByRole('option').first().click();
  const reference = page.getByLabel('Customer or event');
  await reference.focus();
  await page.keyboard.type('Zoë & Ann (table 11)', { delay: 45 });
  await expect(reference).toHaveValue('Zoë & Ann (table 11)');
  await page.keyboard.press('Control+z');
  await expect(reference).not.toHaveValue('Zoë & Ann (table 11)');
  await reference.fill('for LPA:1$rsp.example.com$AB-12');
  await expect(page.getByText(/This holds an activation code/)).toBeVisible();
  await expect(reference).not.toHaveValue(/LPA/);

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const scanner = await connectScanner(page);
  await page.getByLabel('Try your scanner here').focus();
  await scanner.scan('LPA:1$rsp.example.com$AB-12', 'Tab');
  await expect(page.getByText(/An activation code, 27 characters, 2 milliseconds .* then Tab/)).toBeVisible();
  await expect(page.getByText(/presses something else/)).toBeVisible();
  await page.getByRole('radio', { name: 'Tab', exact: true }).click();
  await page.getByLabel('Types before each code').fill('~');
  await page.getByLabel('Types before each code').press('Enter');
  await page.getByLabel('Try your scanner here').focus();
  await scanner.scan('~8944422000000000019', 'Tab');
  await expect(page.getByText(/An ICCID, 20 characters/)).toBeVisible();
  await expect(page.getByText(/presses something else/)).toHaveCount(0);
  await expect(page.getByLabel('Try your scanner here')).toHaveValue('');
});
