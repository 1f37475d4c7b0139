/** Electron's life: what was asked for on the command line, then one station with windows or one verb without. */
import { userInfo } from 'node:os';
import path from 'node:path';
import { app, clipboard, dialog } from 'electron';
import { StationError } from '../shared/errors.ts';
import { createTranslate } from '../shared/messages/index.ts';
import { takeApiKey } from './api-key.ts';
import { watchClipboard } from './clipboard.ts';
import {
  type Command,
  type CommandLine,
  EXIT,
  helpText,
  parseCommandLine,
  runCommand,
  sentence,
  type WindowLine,
} from './commands/index.ts';
import { openDesk } from './desk.ts';
import { broadcast, registerHandlers } from './ipc/handle.ts';
import { createHandlers, sheetPageVerbs } from './ipc/index.ts';
import { lineLog } from './log.ts';
import { openingSwitch } from './policy/switches.ts';
import { registerScheme, servePages } from './protocol.ts';
import { openSecrets } from './secrets/index.ts';
import { openSettings, preferencesOf } from './settings.ts';
import { createSheets } from './sheets/index.ts';
import {
  guardPages,
  guardSession,
  mainWindows,
  openMainWindow,
  openSheetWindow,
  setMenu,
  setScreenshots,
  setTheme,
} from './windows.ts';

/** Longest wait at the end for a call that is on its way; after it the journal says that the outcome is unknown. */
const CLOSING_MS = 15_000;

const writeOut = (line: string) => process.stdout.write(`${line}\n`);
const writeErr = (line: string) => process.stderr.write(`${line}\n`);
const log = lineLog((line) => process.stderr.write(line));

/** Gone from the environment before anything else is started. */
const givenKey = takeApiKey(process.env);

begin();

function begin(): void {
  let line: CommandLine;
  try {
    // Tests and developers look into the program; into one that somebody works with, nobody does.
    const opening = app.isPackaged ? openingSwitch(process.argv.slice(1)) : null;
    if (opening) throw new StationError('command.opening', { name: opening });
    line = parseCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  } catch (error) {
    writeErr(sentence(error, createTranslate(app.getLocale())));
    app.exit(EXIT.usage);
    return;
  }
  if (line.kind === 'help') {
    writeOut(helpText(line.verb, createTranslate(app.getLocale())));
    app.exit(EXIT.ready);
    return;
  }
  // Everything that is written is for this user alone.
  process.umask(0o077);
  if (line.data) app.setPath('userData', path.resolve(line.data));
  registerScheme();
  guardPages(log);
  if (line.kind === 'window') beginWindow(line);
  else beginCommand(line);
}

/** Not awaited anywhere: Electron becomes ready only after this module has been evaluated. */
function whenReady(then: () => Promise<void>): void {
  app
    .whenReady()
    .then(() => {
      guardSession();
      servePages(path.join(import.meta.dirname, '../renderer'));
    })
    .then(then)
    .catch((error: unknown) => {
      const text = sentence(error, createTranslate(app.getLocale()));
      log('start-failed', { name: error instanceof Error ? error.name : typeof error });
      writeErr(text);
      if (mainWindows().length > 0 || app.isPackaged) dialog.showErrorBox(app.getName(), text);
      app.exit(EXIT.internal);
    });
}

function beginCommand(command: Command): void {
  app.dock?.hide();
  // Without a listener Electron would quit as soon as the hidden window of a sheet is gone.
  app.on('window-all-closed', () => {});
  whenReady(async () => {
    const sheets = createSheets(openSheetWindow);
    registerHandlers({ sheetPage: sheetPageVerbs(sheets) }, () => {});
    const status = await runCommand(command, {
      station: { ...stationOptions(command), key: givenKey },
      operator: userInfo().username,
      t: createTranslate(app.getLocale()),
      pdf: sheets.pdf,
      out: writeOut,
      err: writeErr,
    });
    app.exit(status);
  });
}

function beginWindow(line: WindowLine): void {
  if (!app.requestSingleInstanceLock()) {
    app.exit(EXIT.ready);
    return;
  }
  app.on('second-instance', () => {
    const [window] = mainWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  whenReady(async () => {
    const settings = openSettings(app.getPath('userData'), userInfo().username, log);
    if (line.practice) settings.set({ mode: 'practice' });
    const copied = watchClipboard(clipboard, onError);
    const desk = await openDesk({
      station: { ...stationOptions(line), onProgress: (progress) => broadcast('batch', progress) },
      settings,
      sheets: createSheets(openSheetWindow),
      copied,
      accountChanged: ({ account }) => broadcast('account', account.status()),
      preferencesChanged() {
        const preferences = preferencesOf(settings.get());
        setTheme(preferences.theme);
        setScreenshots(preferences.screenshots);
        broadcast('preferences', preferences);
      },
    });
    closeBeforeQuit(async () => {
      await copied.forget().catch(onError);
      await desk.close();
    });
    registerHandlers(createHandlers(desk), log);
    setMenu();
    openMainWindow(settings.get());
  });
}

function onError(error: unknown): void {
  log('error', { name: error instanceof Error ? error.name : typeof error });
}

function stationOptions({ api, processingMs }: WindowLine | Command) {
  return {
    folder: app.getPath('userData'),
    api: api ?? undefined,
    processingMs: processingMs ?? undefined,
    secrets: openSecrets(),
    onError,
  };
}

/** Lets a call that is on its way come home and closes the store, then quits; not for ever, since the journal covers the rest. */
function closeBeforeQuit(close: () => Promise<void>): void {
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    setTimeout(() => app.exit(EXIT.ready), CLOSING_MS);
    close()
      .catch(() => log('close-failed'))
      .finally(() => app.exit(EXIT.ready));
  });
}
