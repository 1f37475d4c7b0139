/** The life of the program: ready, single, quitting. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { App as ElectronApp, Event } from 'electron';

type PathName = Parameters<ElectronApp['getPath']>[0];

/** What closes before the program ends: windows may object, the browser may not. */
export interface Closing {
  closeWindows(): boolean;
  closeBrowser(): Promise<void>;
}

export function cancellable(): Event & { readonly defaultPrevented: boolean } {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event as unknown as Event & { readonly defaultPrevented: boolean };
}

class App
  extends EventEmitter
  implements
    Pick<
      ElectronApp,
      | 'isPackaged'
      | 'name'
      | 'isReady'
      | 'whenReady'
      | 'getPath'
      | 'setPath'
      | 'getAppPath'
      | 'getName'
      | 'setName'
      | 'getVersion'
      | 'getLocale'
      | 'enableSandbox'
      | 'setAppUserModelId'
      | 'requestSingleInstanceLock'
      | 'releaseSingleInstanceLock'
      | 'hasSingleInstanceLock'
      | 'focus'
      | 'quit'
      | 'exit'
    >
{
  /** A test may want the program as people install it. */
  readonly isPackaged = process.env.STATION_PACKAGED === '1';
  name = '';
  readonly commandLine = { appendSwitch() {}, hasSwitch: () => false };
  #folder = '';
  #version = '';
  #closing: Closing | null = null;
  #isReady = false;
  #isQuitting = false;
  #lock: string | null = null;
  #paths: Partial<Record<PathName, string>> = {};

  /** Reads from the application's folder what Electron reads there. */
  start(folder: string, closing: Closing): void {
    const { name, productName, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    this.name = productName ?? name;
    this.#folder = folder;
    this.#version = version;
    this.#closing = closing;
    // Electron lives until it is told to quit.
    setInterval(() => {}, 2 ** 30);
    process.on('SIGINT', () => this.quit());
    process.on('SIGTERM', () => this.quit());
  }

  becomeReady(): void {
    if (this.#isQuitting) return;
    this.#isReady = true;
    this.emit('ready', cancellable(), {});
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  getPath(name: PathName): string {
    return this.#paths[name] ?? this.#defaultPath(name);
  }

  setPath(name: PathName, folder: string): void {
    this.#paths[name] = folder;
  }

  #defaultPath(name: PathName): string {
    const config = process.env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config');
    switch (name) {
      case 'home':
        return homedir();
      case 'appData':
        return config;
      case 'userData':
      case 'sessionData':
        return path.join(config, this.name);
      case 'documents':
        return path.join(homedir(), 'Documents');
      case 'downloads':
        return path.join(homedir(), 'Downloads');
      case 'logs':
        return path.join(this.getPath('userData'), 'logs');
      default:
        throw new Error(`the stand-in knows no path "${name}"`);
    }
  }

  getAppPath(): string {
    return this.#folder;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#version;
  }

  /** Not known before the program is ready. */
  getLocale(): string {
    return this.#isReady ? 'en-GB' : '';
  }

  /** As Electron: it would come too late for the pages that are there by then. */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('enableSandbox() can only be called before the program is ready');
  }

  setAppUserModelId(): void {}

  focus(): void {}

  /** The lock is a file with the process id of its holder; beside it, those who came too late leave their arguments. */
  requestSingleInstanceLock(): boolean {
    if (this.#lock) return true;
    const userData = this.getPath('userData');
    mkdirSync(userData, { recursive: true });
    const lock = path.join(userData, 'instance.lock');
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (holder > 0 && isAlive(holder)) {
      writeFileSync(path.join(userData, 'instance.next'), JSON.stringify(process.argv));
      return false;
    }
    writeFileSync(lock, String(process.pid));
    this.#lock = lock;
    this.#watchForOthers(userData);
    return true;
  }

  #watchForOthers(userData: string): void {
    const next = path.join(userData, 'instance.next');
    const watcher = watch(userData, (_kind, file) => {
      if (file !== 'instance.next' || !existsSync(next)) return;
      const text = readFileSync(next, 'utf8');
      // The file appears before its content does.
      if (text === '') return;
      rmSync(next);
      this.emit('second-instance', cancellable(), JSON.parse(text), userData);
    });
    watcher.unref();
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock !== null;
  }

  releaseSingleInstanceLock(): void {
    if (this.#lock) rmSync(this.#lock, { force: true });
    this.#lock = null;
  }

  /** The last window has gone. */
  windowsClosed(): void {
    if (this.#isQuitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  quit(): void {
    setImmediate(() => {
      const before = cancellable();
      this.emit('before-quit', before);
      if (before.defaultPrevented) return;
      this.#isQuitting = true;
      const closed = this.#closing?.closeWindows() ?? true;
      const last = cancellable();
      if (closed) this.emit('will-quit', last);
      if (closed && !last.defaultPrevented) this.exit(0);
      else this.#isQuitting = false;
    });
  }

  exit(code = 0): void {
    this.#isQuitting = true;
    void this.#end(code);
  }

  async #end(code: number): Promise<void> {
    this.emit('quit', cancellable(), code);
    await this.#closing?.closeBrowser();
    this.releaseSingleInstanceLock();
    process.exit(code);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = new App();
