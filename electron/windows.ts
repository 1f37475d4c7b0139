/** The only place that makes windows, and that says what they and their pages may do. */
import path from 'node:path';
import {
  app,
  BrowserWindow,
  Menu,
  type MenuItemConstructorOptions,
  nativeTheme,
  session,
  shell,
  type WebContents,
} from 'electron';
import type { Preferences, Screenshots, Theme } from '../shared/model.ts';
import type { Log } from './log.ts';
import { openExternal } from './policy/external.ts';
import { mayNavigate } from './policy/navigation.ts';
import { type PageKind, pageUrl } from './policy/origin.ts';
import { mayUse } from './policy/permissions.ts';
import { mayRequest } from './policy/requests.ts';
import { BACKGROUND, windowOptions } from './policy/window-options.ts';

const PRELOAD = path.join(import.meta.dirname, '../preload/preload.cjs');

/** A page that dies again within this time would die in circles. Milliseconds. */
const RELOAD_PAUSE = 60_000;

/** `net::ERR_ABORTED`: another load has taken the place of this one. */
const ABORTED = -3;

/** The pages we made ourselves; nothing else is listened to. */
const kinds = new WeakMap<WebContents, PageKind>();

/** What a page was made for, null when it is not ours. */
export function windowKind(contents: WebContents): PageKind | null {
  return kinds.get(contents) ?? null;
}

export function mainWindows(): BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((window) => windowKind(window.webContents) === 'main');
}

export function setTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
  for (const window of mainWindows()) window.setBackgroundColor(background());
}

/** A code on the screen is a secret, also from programs that record it. Linux has no such protection. */
export function setScreenshots(screenshots: Screenshots): void {
  for (const window of mainWindows()) window.setContentProtection(screenshots === 'refused');
}

/** Opens the window people work with, and shows it when it has something to show. */
export function openMainWindow({ theme, screenshots }: Pick<Preferences, 'theme' | 'screenshots'>): BrowserWindow {
  setTheme(theme);
  const window = open('main', pageUrl('main'));
  setScreenshots(screenshots);
  window.once('ready-to-show', () => window.show());
  return window;
}

/**
 * Opens the hidden page that draws a sheet. Whoever opens it destroys it.
 * @param job what the page asks for with `sheetPage.load`
 */
export function openSheetWindow(job: string): BrowserWindow {
  return open('sheet', pageUrl('sheet', { job }));
}

function open(kind: PageKind, address: string): BrowserWindow {
  const window = new BrowserWindow(
    windowOptions({ preload: PRELOAD, dark: nativeTheme.shouldUseDarkColors, devTools: !app.isPackaged }),
  );
  kinds.set(window.webContents, kind);
  // What goes wrong is told to the guards of the page, whoever sent it there.
  window.loadURL(address).catch(() => {});
  return window;
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/** Binds every page that will ever exist in this program, whoever makes it. Has to be called before Electron is ready. */
export function guardPages(log: Log): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    const guard = (event: { preventDefault(): void; url: string }) => {
      if (mayNavigate(windowKind(contents), event.url)) return;
      event.preventDefault();
      log('navigation-refused');
    };
    contents.on('will-navigate', guard);
    contents.on('will-redirect', guard);
    contents.on('will-frame-navigate', guard);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openExternal(url, (address) => shell.openExternal(address));
      return { action: 'deny' };
    });
    contents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
      if (!isMainFrame || code === ABORTED) return;
      log('load-failed', { code });
      // A window without its page would stay hidden for ever.
      BrowserWindow.fromWebContents(contents)?.destroy();
    });
    reviveOnce(contents, log);
  });
}

/** A page that crashed is loaded again, since all work is in the store; one that crashes twice in a row is closed. */
function reviveOnce(contents: WebContents, log: Log): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log('page-gone', { reason });
    const now = performance.now();
    if (windowKind(contents) === 'main' && now - lastCrash > RELOAD_PAUSE) contents.reload();
    else BrowserWindow.fromWebContents(contents)?.destroy();
    lastCrash = now;
  });
}

/** Binds the session that all pages share. */
export function guardSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(mayUse(permission, contents.getURL())),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url) }));
}

/** Only what people expect of every program: editing, zoom, windows. Nothing that reloads or leads out. */
export function setMenu(): void {
  const appMenu: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...appMenu,
      { role: 'editMenu' },
      {
        role: 'viewMenu',
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
      },
      { role: 'windowMenu' },
    ]),
  );
}
