/** The window around the screens: its first colour, its theme, one program for each profile, and pages that die. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { BACKGROUND } from '../../electron/policy/window-options.ts';
import type { Bridge } from '../../shared/contract.ts';
import { runStation } from '../hosts/command.ts';
import { expect, test } from './fixtures.ts';

declare const window: Window & { station: Bridge };

/** The page's background as `#rrggbb`, however the style sheet writes it. */
function pageColour(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [...channels] = canvas.getImageData(0, 0, 1, 1).data;
    return `#${channels
      .slice(0, 3)
      .map((channel) => channel.toString(16).padStart(2, '0'))
      .join('')}`;
  });
}

const prefersDark = (page: Page) => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

test('a window has the colour of its page before the page is there', async ({ launch }) => {
  const page = await (await launch({ args: ['--practice'] })).window();
  await page.getByRole('navigation').waitFor();
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((theme) => window.station.preferences.set({ theme }), theme);
    await expect.poll(() => pageColour(page)).toBe(BACKGROUND[theme]);
  }
});

test('the chosen theme is the theme of the whole window, at the next start too', async ({ launch }) => {
  const first = await launch({ args: ['--practice'] });
  const page = await first.window();
  expect(await prefersDark(page)).toBe(false);
  await page.evaluate(() => window.station.preferences.set({ theme: 'dark' }));
  await expect.poll(() => prefersDark(page)).toBe(true);
  await first.close();
  const second = await launch({ args: ['--practice'] });
  expect(await prefersDark(await second.window())).toBe(true);
});

test('screenshots are refused until somebody allows them, also where the settings know nothing of that yet', async ({
  launch,
  profile,
}) => {
  const screenshots = async (page: Page) => {
    const answer = await page.evaluate(() => window.station.preferences.get());
    return answer.ok && answer.value.screenshots;
  };
  const file = path.join(profile, 'settings.json');
  writeFileSync(file, JSON.stringify({ version: 1, mode: 'practice', theme: 'dark', operator: 'Marta' }));
  const first = await launch();
  const page = await first.window();
  expect(await screenshots(page)).toBe('refused');
  expect(await prefersDark(page)).toBe(true);
  await page.evaluate(() => window.station.preferences.set({ screenshots: 'allowed' }));
  await first.close();
  expect(await screenshots(await (await launch()).window())).toBe('allowed');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ operator: 'Marta', screenshots: 'allowed' });
});

test('a second start on the same profile leaves the window to the first', async ({ launch, profile }) => {
  const first = await launch({ args: ['--practice'] });
  const page = await first.window();
  const second = await runStation(['--data', profile]);
  expect(second).toMatchObject({ code: 0, stdout: '' });
  expect(await page.evaluate(() => window.station.account.status())).toMatchObject({ ok: true });
});

test('a page that dies is loaded again, and one that dies at once again is closed', async ({ launch }) => {
  const station = await launch({ args: ['--practice'] });
  await station.window();
  await expect.poll(() => station.stderr()).toContain('"account:status"');
  await station.crashPages();
  const afterwards = () => station.stderr().split('"page-gone"')[1] ?? '';
  await expect.poll(afterwards).toContain('"account:status"');
  await station.crashPages();
  expect(await station.exited).toMatchObject({ code: 0 });
});
