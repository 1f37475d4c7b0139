/** Runs inside Electron before the program does. */
const path = require('node:path');
const { app } = require('electron');

const PROJECT = path.join(__dirname, '../..');
const argv = [...process.argv];

// Chromium's sandbox refuses to work for root, so there is none to insist on.
if (process.getuid?.() === 0) app.enableSandbox = () => {};

// With Playwright at the other end the program becomes ready only when Playwright is, or it would miss the first windows.
// Playwright loads this file by itself only where it chooses the binary, too.
if (argv.includes('--remote-debugging-port=0')) {
  require(path.join(path.dirname(require.resolve('playwright-core')), 'lib/server/electron/loader.js'));
  process.argv.splice(0, Number.POSITIVE_INFINITY, ...argv);
}

// The program expects its own arguments behind its folder, and nothing else. Whoever loads this file reads them until then.
process.nextTick(() => {
  const folder = process.argv.findIndex((argument) => path.resolve(argument) === PROJECT);
  process.argv.splice(1, folder - 1);
});
