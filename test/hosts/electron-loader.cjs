/** Runs inside Electron before the program does. */
const { copyFileSync, existsSync, mkdtempSync, rmSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { app } = require('electron');

const PROJECT = path.join(__dirname, '../..');
const argv = [...process.argv];

// A test may want the program as people install it.
const isPackaged = process.env.STATION_PACKAGED === '1';
if (isPackaged) Object.defineProperty(app, 'isPackaged', { value: true });

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
  // A packaged program is not told its own folder.
  process.argv.splice(1, isPackaged ? folder : folder - 1);
});

// An Electron too old for our driver may bring libsql in its place. That knows no connection that only reads, and keeps a closed file
// locked until garbage is collected: what is only to be read is read from a copy.
const loadScript = Module._extensions['.js'];
Module._extensions['.js'] = (module, filename) => {
  loadScript(module, filename);
  if (/[\\/]libsql[\\/]index\.js$/.test(filename)) module.exports = readingCopies(module.exports);
};

function readingCopies(Database) {
  return class extends Database {
    constructor(file, options) {
      super(options?.readonly ? copyOf(file) : file, options);
    }

    // The lock is given up by hand, so that the same program can open the file again.
    close() {
      try {
        this.pragma('journal_mode = DELETE');
        this.pragma('locking_mode = NORMAL');
        this.prepare('SELECT count(*) FROM sqlite_schema').get();
      } catch {
        // A file that could never be used has no lock.
      }
      return super.close();
    }
  };
}

function copyOf(file) {
  const folder = mkdtempSync(path.join(tmpdir(), 'read-only-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const copy = path.join(folder, path.basename(file));
  for (const ending of ['', '-wal'])
    if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
  return copy;
}
