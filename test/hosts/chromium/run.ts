/** Starts an application as Electron does: `node run.ts FOLDER [arguments]`. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { obeyDriver } from './driver.ts';
import { closeBrowser } from './pages.ts';
import { closeWindows, crashPages } from './windows.ts';

const [folder = '.', ...args] = process.argv.slice(2);
const root = path.resolve(folder);
const { main } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
// A packaged program is not told its own folder.
process.argv.splice(1, Number.POSITIVE_INFINITY, ...(app.isPackaged ? [] : [root]), ...args);

const standIn = pathToFileURL(path.join(import.meta.dirname, `electron${path.extname(import.meta.filename)}`)).href;
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)),
});

app.start(root, { closeWindows, closeBrowser });
obeyDriver({ quit: () => app.quit(), crashPages });
await import(pathToFileURL(path.join(root, main)).href);
app.becomeReady();
