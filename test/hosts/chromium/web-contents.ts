/** A page of Chromium with the face of Electron's `WebContents`. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type {
  BrowserWindowConstructorOptions,
  WebContents as ElectronWebContents,
  IpcMainInvokeEvent,
  PrintToPDFOptions,
} from 'electron';
import type { CDPSession, Frame, Page } from 'playwright-core';
import { toOwn, toWeb } from './addresses.ts';
import { cancellable } from './app.ts';
import { isHeadful } from './browser.ts';
import { answerInvoke, ipcMain, pageScript } from './ipc.ts';
import { openPage, theBrowser } from './pages.ts';
import { defaultSession, grantPermissions } from './session.ts';
import { nativeTheme } from './system.ts';

type OpenHandler = Parameters<ElectronWebContents['setWindowOpenHandler']>[0];

let nextId = 1;

export class WebContents
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
      | 'forcefullyCrashRenderer'
    >
{
  readonly id = nextId++;
  readonly session = defaultSession;
  readonly #options: BrowserWindowConstructorOptions;
  readonly #token = randomUUID();
  readonly #frames = new WeakMap<Frame, object>();
  #opening: Promise<Page>;
  #page: Page | null = null;
  #protocol: CDPSession | null = null;
  #isDestroyed = false;
  /** The address that the program itself sends the page to; nobody is asked about that one. */
  #expected: string | null = null;
  #address = '';
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.#options = options;
    this.#opening = this.#open();
    // Whoever loads an address hears of it.
    this.#opening.catch(() => {});
  }

  async #open(): Promise<Page> {
    const { width = 800, height = 600, webPreferences } = this.#options;
    const page = await openPage((address, frame) => this.#mayMoveOn(address, frame));
    this.#page = page;
    const binding = `bridge-${randomUUID()}`;
    await page.exposeBinding(binding, ({ frame }, token, kind, name, args) =>
      token === this.#token ? this.#called(frame, kind, name, args) : null,
    );
    const preload = webPreferences?.preload ? readFileSync(webPreferences.preload, 'utf8') : '';
    await page.addInitScript(pageScript({ binding, token: this.#token }, preload));
    // With a screen the window itself has a size.
    if (!isHeadful()) await page.setViewportSize({ width, height });
    await this.followTheme();
    this.#protocol = await page.context().newCDPSession(page);
    await this.#protocol.send('Page.enable');
    this.#protocol.on('Page.windowOpen', ({ url }) => this.#wouldOpen(url));
    page.on('load', () => this.emit('did-finish-load', cancellable()));
    page.on('crash', () => this.#crashed(page));
    page.on('close', () => {
      if (page === this.#page) this.emit('page-closed');
    });
    return page;
  }

  async followTheme(): Promise<void> {
    await this.#page?.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' });
  }

  forcefullyCrashRenderer(): void {
    // There is nobody left to answer.
    this.#protocol?.send('Page.crash').catch(() => {});
  }

  /** A crashed page of Chromium does not come back, so loading again takes a new one. */
  #crashed(page: Page): void {
    this.#page = null;
    this.#opening = page.close().then(() => this.#open());
    this.#opening.catch(() => {});
    this.emit('render-process-gone', cancellable(), { reason: 'crashed', exitCode: 1 });
  }

  #called(frame: Frame, kind: 'invoke' | 'send', name: string, args: unknown[]): unknown {
    const event = { sender: this, senderFrame: this.#frame(frame), type: 'frame', processId: 0, frameId: 0 };
    if (kind === 'invoke') return answerInvoke(event as unknown as IpcMainInvokeEvent, name, args);
    ipcMain.emit(name, event, ...args);
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
    return this.#page && this.#frame(this.#page.mainFrame());
  }

  #wouldOpen(address: string): void {
    this.#openHandler({ url: toOwn(address), frameName: '', features: '' } as Parameters<OpenHandler>[0]);
  }

  #mayMoveOn(url: string, frame: Frame): boolean {
    const isMainFrame = frame.parentFrame() === null;
    if (isMainFrame && this.#expected === url) {
      this.#expected = null;
      return true;
    }
    const event = Object.assign(cancellable(), { url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  async loadURL(address: string): Promise<void> {
    await grantPermissions(await theBrowser(), address);
    const page = await this.#opening;
    this.#address = address;
    this.#expected = address;
    const response = await page.goto(toWeb(address));
    if (response?.ok()) return;
    this.emit('did-fail-load', cancellable(), -2, 'ERR_FAILED', address, true);
    throw new Error(`ERR_FAILED (-2) loading '${address}'`);
  }

  reload(): void {
    // A page that is being closed cannot be loaded again and need not be.
    this.loadURL(this.getURL() || this.#address).catch(() => {});
  }

  getURL(): string {
    return this.#page && this.#page.url() !== 'about:blank' ? toOwn(this.#page.url()) : '';
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
    this.#page?.evaluate(dispatch, [this.#token, channel, args] as [string, string, unknown[]]).catch(() => {});
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return await (await this.#opening).evaluate(code);
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    const { preferCSSPageSize = false, printBackground = false, landscape = false } = options;
    return await (await this.#opening).pdf({ preferCSSPageSize, printBackground, landscape });
  }

  print(_options: object = {}, callback?: (success: boolean, reason: string) => void): void {
    setImmediate(() => callback?.(false, 'no printer'));
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.emit('destroyed');
    this.#opening.then((page) => page.close()).catch(() => {});
  }
}
