/** Windows are pages of Chromium. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type {
  BrowserWindowConstructorOptions,
  BrowserWindow as ElectronBrowserWindow,
  WebContents as ElectronWebContents,
  IpcMainInvokeEvent,
  PrintToPDFOptions,
} from 'electron';
import type { BrowserContext, Frame, Page, Request } from 'playwright-core';
import { toOwn, toWeb } from './addresses.ts';
import { app, cancellable } from './app.ts';
import { debuggingAccess, isHeadful, startBrowser } from './browser.ts';
import { tellDriver } from './driver.ts';
import { answerInvoke, ipcMain, pageScript } from './ipc.ts';
import { defaultSession, grantPermissions, interceptRequests } from './session.ts';
import { nativeTheme } from './system.ts';

type OpenHandler = Parameters<ElectronWebContents['setWindowOpenHandler']>[0];

const windows: BrowserWindow[] = [];
let nextId = 1;
let browser: Promise<BrowserContext> | null = null;
/** The empty page that Chromium starts with, until the first window takes it. */
let spare: Page | null = null;

/** Chromium starts with the first window, so that commands without one stay quick. */
function theBrowser(): Promise<BrowserContext> {
  browser ??= openBrowser();
  return browser;
}

async function openBrowser(): Promise<BrowserContext> {
  const profile = path.join(app.getPath('userData'), 'Chromium');
  await mkdir(profile, { recursive: true });
  const context = await startBrowser(profile);
  await interceptRequests(context, mayMoveOn);
  spare = context.pages()[0] ?? null;
  context.on('page', (page) => void closeStranger(page));
  tellDriver({ browser: await debuggingAccess(context, profile) });
  return context;
}

export async function closeBrowser(): Promise<void> {
  const context = await browser?.catch(() => null);
  await context?.close();
}

/** @returns false when a window wants to stay */
export function closeWindows(): boolean {
  for (const window of [...windows]) window.close();
  return windows.length === 0;
}

function windowOf(page: Page | null): BrowserWindow | undefined {
  return windows.find((window) => window.webContents.page === page);
}

/** A page that we did not open was opened by a link, and the window with the link has already been asked about it. */
async function closeStranger(page: Page): Promise<void> {
  if (await page.opener()) await page.close();
}

function mayMoveOn(request: Request): boolean {
  const frame = frameOf(request);
  return windowOf(frame?.page() ?? null)?.webContents.mayMoveOn(toOwn(request.url()), frame) ?? false;
}

/** A page that is only just being opened has no frame yet. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

class WebContents
  extends EventEmitter
  implements
    Pick<
      ElectronWebContents,
      | 'id'
      | 'getURL'
      | 'isDestroyed'
      | 'reload'
      | 'send'
      | 'setWindowOpenHandler'
      | 'printToPDF'
      | 'print'
      | 'executeJavaScript'
    >
{
  readonly id = nextId++;
  readonly session = defaultSession;
  readonly token = randomUUID();
  readonly opening: Promise<Page>;
  page: Page | null = null;
  #isDestroyed = false;
  /** The address that the program itself sends the page to; nobody is asked about that one. */
  #expected: string | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  readonly #frames = new WeakMap<Frame, object>();

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.opening = this.#open(options);
  }

  async #open({ width = 800, height = 600, webPreferences }: BrowserWindowConstructorOptions): Promise<Page> {
    const context = await theBrowser();
    const empty = spare;
    spare = null;
    const page = empty ?? (await context.newPage());
    this.page = page;
    const binding = `bridge-${randomUUID()}`;
    await page.exposeBinding(binding, ({ frame }, token, kind, name, args) =>
      token === this.token ? this.#called(frame, kind, name, args) : null,
    );
    const preload = webPreferences?.preload ? readFileSync(webPreferences.preload, 'utf8') : '';
    await page.addInitScript(pageScript({ binding, token: this.token }, preload));
    // With a screen the window itself has a size.
    if (!isHeadful()) await page.setViewportSize({ width, height });
    await this.followTheme(page);
    const protocol = await context.newCDPSession(page);
    await protocol.send('Page.enable');
    protocol.on('Page.windowOpen', ({ url }) => this.#wouldOpen(url));
    page.on('load', () => this.emit('did-finish-load', cancellable()));
    page.on('crash', () => this.emit('render-process-gone', cancellable(), { reason: 'crashed', exitCode: 1 }));
    return page;
  }

  async followTheme(page = this.page): Promise<void> {
    await page?.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' });
  }

  #called(frame: Frame, kind: 'invoke' | 'send', name: string, args: unknown[]): unknown {
    const event = { sender: this, senderFrame: this.#frame(frame), type: 'frame', processId: 0, frameId: 0 };
    if (kind === 'invoke') return answerInvoke(event as unknown as IpcMainInvokeEvent, name, args);
    if (kind === 'send') ipcMain.emit(name, event, ...args);
    return null;
  }

  /** One object for each frame for as long as it lives, as in Electron. */
  #frame(frame: Frame): object {
    const known = this.#frames.get(frame);
    if (known) return known;
    const parent = frame.parentFrame();
    const made = {
      parent: parent ? this.#frame(parent) : null,
      get url() {
        return toOwn(frame.url());
      },
    };
    this.#frames.set(frame, made);
    return made;
  }

  get mainFrame(): object | null {
    return this.page ? this.#frame(this.page.mainFrame()) : null;
  }

  #wouldOpen(address: string): void {
    this.#openHandler({ url: toOwn(address), frameName: '', features: '' } as Parameters<OpenHandler>[0]);
  }

  mayMoveOn(url: string, frame: Frame | null): boolean {
    const isMainFrame = frame?.parentFrame() === null;
    if (isMainFrame && this.#expected === url) {
      this.#expected = null;
      return true;
    }
    const event = Object.assign(cancellable(), { url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  async load(address: string): Promise<void> {
    await grantPermissions(await theBrowser(), address);
    const page = await this.opening;
    this.#expected = address;
    const response = await page.goto(toWeb(address));
    if (response && !response.ok()) throw new Error(`ERR_FAILED (-2) loading '${address}'`);
  }

  reload(): void {
    this.#expected = this.getURL();
    // A page that is being closed cannot be reloaded and need not be.
    this.page?.reload().catch(() => {});
  }

  getURL(): string {
    return this.page && this.page.url() !== 'about:blank' ? toOwn(this.page.url()) : '';
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  send(channel: string, ...args: unknown[]): void {
    const dispatch = ([token, channel, args]: [string, string, unknown[]]) => {
      const page = globalThis as unknown as { CustomEvent: new (type: string, init: object) => Event } & EventTarget;
      page.dispatchEvent(new page.CustomEvent(token, { detail: { channel, args } }));
    };
    // What is sent to a page that goes away is lost, as in Electron.
    this.page?.evaluate(dispatch, [this.token, channel, args] as [string, string, unknown[]]).catch(() => {});
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return await (await this.opening).evaluate(code);
  }

  async printToPDF({
    preferCSSPageSize = false,
    printBackground = false,
    landscape = false,
  }: PrintToPDFOptions): Promise<Buffer> {
    return await (await this.opening).pdf({ preferCSSPageSize, printBackground, landscape });
  }

  print(_options: object = {}, callback?: (success: boolean, reason: string) => void): void {
    setImmediate(() => callback?.(false, 'no printer'));
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.emit('destroyed');
    void this.opening.then((page) => page.close()).catch(() => {});
  }
}

export class BrowserWindow
  extends EventEmitter
  implements
    Pick<
      ElectronBrowserWindow,
      | 'id'
      | 'loadURL'
      | 'show'
      | 'hide'
      | 'focus'
      | 'restore'
      | 'close'
      | 'destroy'
      | 'isDestroyed'
      | 'isVisible'
      | 'isMinimized'
      | 'setBackgroundColor'
    >
{
  readonly id: number;
  readonly webContents: WebContents;
  readonly options: BrowserWindowConstructorOptions;
  #isVisible: boolean;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.#isVisible = options.show ?? true;
    this.webContents = new WebContents(options);
    this.id = this.webContents.id;
    windows.push(this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    void this.webContents.opening.then((page) => page.once('close', () => this.destroy())).catch(() => {});
    app.emit('web-contents-created', cancellable(), this.webContents);
    app.emit('browser-window-created', cancellable(), this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windows.find((window) => window.webContents === contents) ?? null;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return windows.find((window) => window.isVisible()) ?? null;
  }

  async loadURL(address: string): Promise<void> {
    await this.webContents.load(address);
  }

  show(): void {
    this.#isVisible = true;
  }

  hide(): void {
    this.#isVisible = false;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  focus(): void {}

  setBackgroundColor(): void {}

  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }

  close(): void {
    const event = cancellable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.isDestroyed()) return;
    windows.splice(windows.indexOf(this), 1);
    this.webContents.destroy();
    this.emit('closed');
    if (windows.length === 0) setImmediate(() => app.windowsClosed());
  }
}

nativeTheme.on('updated', () => {
  for (const window of windows) void window.webContents.followTheme().catch(() => {});
});
