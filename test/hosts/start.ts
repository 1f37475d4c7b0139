/** `npm start`: the program as people use it, on Electron where it can be had. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt } from './build.ts';
import { installedBrowser } from './chromium/browser.ts';
import { becomeStation } from './command.ts';
import { electronBinary } from './electron.ts';
import { PROJECT } from './project.ts';

/** Enough to fetch Electron over a slow line, little enough to wait for in vain. Milliseconds. */
const INSTALL_TIME = 120_000;

const args = process.argv.slice(2);
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const browser = installedBrowser();

ensureBuilt();
if (hasScreen && !electronBinary()) installElectron();
if (hasScreen && electronBinary()) await becomeStation(args, {}, 'electron');

const why = hasScreen ? 'No Electron binary could be had' : 'There is no screen';
if (hasScreen && browser) {
  say(`${why}, so the windows are pages of the browser on this computer.`);
  await becomeStation(args, { env: { ...process.env, STATION_HEADFUL: '1', CHROMIUM_PATH: browser } }, 'chromium');
} else {
  say(`${why}, so the program runs in a browser without visible windows.`);
  await becomeStation(args, {}, 'chromium');
}

/** The package brings its own installer, which npm does not run here. */
function installElectron(): void {
  spawnSync(process.execPath, [path.join(PROJECT, 'node_modules/electron/install.js')], {
    stdio: 'ignore',
    timeout: INSTALL_TIME,
  });
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
