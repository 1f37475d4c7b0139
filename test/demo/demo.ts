/**
 * The main job, shown: 24 eSIMs of the practice account become cards on paper, without a window; then two pictures of the
 * screens over the same history. Everything lands in `demo/`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../hosts/build.ts';
import { spawnStation } from '../hosts/command.ts';
import { launchStation } from '../hosts/index.ts';
import { PROJECT } from '../hosts/project.ts';

const BUNDLE = 'esim_1GB_7D_GB_V2';
const target = path.join(PROJECT, 'demo');
const profile = mkdtempSync(path.join(tmpdir(), 'esim-station-demo-'));

try {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  ensureBuilt();
  await provision();
  await picture();
  console.log(
    `\nLook into ${path.relative(process.cwd(), target) || '.'}/: cards.pdf, codes.csv, provision.png, history.png`,
  );
} finally {
  rmSync(profile, { recursive: true, force: true });
}

async function provision(): Promise<void> {
  const order = ['--bundle', BUNDLE, '--quantity', '24', '--reference', 'Harbour Festival'];
  const files = ['--sheet', path.join(target, 'cards.pdf'), '--codes', path.join(target, 'codes.csv')];
  const child = spawnStation(['provision', ...order, ...files, '--practice', '--data', profile, '--json'], {
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`provision ended with status ${code}`);
}

async function picture(): Promise<void> {
  const station = await launchStation({ profile, args: ['--practice'] });
  try {
    const page = await station.window();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page
      .getByRole('option', { name: /United Kingdom/ })
      .first()
      .click();
    await page.getByRole('button', { name: '24', exact: true }).click();
    await page.screenshot({ path: path.join(target, 'provision.png') });
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByText('Harbour Festival').first().waitFor();
    await page.screenshot({ path: path.join(target, 'history.png') });
  } finally {
    await station.close();
  }
}
