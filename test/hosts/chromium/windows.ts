import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, BrowserWindow as ElectronBrowserWindow } from 'electron';
import { app, cancellable } from './app.ts';
import { nativeTheme } from './system.ts';
import { WebContents } from './web-contents.ts';

const windows: BrowserWindow[] = [];

/** @returns false when a window wants to stay */
export function closeWindows(): boolean {
  for (const window of [...windows]) window.close();
  return windows.length === 0;
}

export function crashPages(): void {
  for (const window of windows) window.webContents.forcefullyCrashRenderer();
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
      | 'setContentProtection'
    >
{
  readonly id: number;
  readonly webContents: WebContents;
  #isVisible: boolean;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.#isVisible = options.show ?? true;
    this.webContents = new WebContents(options);
    this.id = this.webContents.id;
    windows.push(this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    this.webContents.once('page-closed', () => this.destroy());
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
    await this.webContents.loadURL(address);
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

  /** Nobody looks at a screen that is not there. */
  setContentProtection(): void {}

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
  // A page that is just going away needs no theme.
  for (const window of windows) window.webContents.followTheme().catch(() => {});
});
