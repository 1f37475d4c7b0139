/** Keys of two accounts at one host, one after the other: each has its own history, and both the window and the command line say so. */
import type { Page } from 'playwright-core';
import { runStation } from '../hosts/command.ts';
import { startOneHost } from '../support/one-host.ts';
import { connect } from './counter.ts';
import { expect, test } from './fixtures.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const [FIRST, SECOND] = ['first-key-0001', 'second-key-0002'];
const OTHER = /another account than the one that was open last, so the history of (First|Second) Travel is open now/;

async function exchange(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Forget the key' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Forget the key' }).click();
  await page.getByRole('button', { name: 'Connect an account' }).click();
  await connect(page, key);
}

test('the key of another account opens another history, and the first is back with its own key', async ({
  profile,
  training,
  launch,
}) => {
  const stock = { [BUNDLE]: 10 };
  const first = await training({ key: FIRST, stock, seed: 1 });
  const second = await training({ key: SECOND, stock, seed: 2 });
  const host = await startOneHost({
    [FIRST]: { api: first, organisation: 'First Travel', key: FIRST },
    [SECOND]: { api: second, organisation: 'Second Travel', key: SECOND },
  });
  try {
    const args = ['--data', profile, '--api', host.url, '--processing', '2'];
    const run = (key: string) =>
      runStation(['provision', '--bundle', BUNDLE, '--quantity', '2', '--reference', `For ${key}`, ...args], {
        ESIM_GO_API_KEY: key,
      });
    const sold = await run(FIRST);
    expect(sold.code).toBe(0);
    expect(sold.stderr).not.toMatch(OTHER);

    const station = await launch({ args: ['--api', host.url] });
    const page = await station.window();
    await connect(page, FIRST);
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByRole('row', { name: /For first-key/ })).toBeVisible();

    await exchange(page, SECOND);
    await expect(page.getByText(OTHER)).toContainText('Second Travel');
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByText('For first-key')).toBeHidden();
    expect(second.ledger().esims).toEqual([]);

    await exchange(page, FIRST);
    await expect(page.getByText(OTHER)).toContainText('First Travel');
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByRole('row', { name: /For first-key/ })).toBeVisible();
    await station.close();

    const other = await run(SECOND);
    expect(other.code).toBe(0);
    expect(other.stderr).toMatch(OTHER);
    expect([first.ledger().esims.length, second.ledger().esims.length]).toEqual([2, 2]);
  } finally {
    host.stop();
  }
});
