/** Messages between pages and the program: both ends of the line, and the preload script on the page's end. */
import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';

type InvokeHandler = Parameters<IpcMain['handle']>[1];

const handlers = new Map<string, InvokeHandler>();

class Main extends EventEmitter implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  handle(channel: string, handler: InvokeHandler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = new Main();

/** Answers `ipcRenderer.invoke`; errors travel as their text, as in Electron. */
export async function answerInvoke(
  event: IpcMainInvokeEvent,
  channel: string,
  args: unknown[],
): Promise<{ value: unknown } | { error: string }> {
  const handler = handlers.get(channel);
  if (!handler) return { error: `Error invoking remote method '${channel}': No handler registered for '${channel}'` };
  try {
    return { value: await handler(event, ...args) };
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${error}` };
  }
}

/** What only the program and the preload script of one page know, so that the page's own scripts cannot speak for it. */
export interface PageLine {
  binding: string;
  token: string;
}

/**
 * Runs in the page before anything else. The preload script is wrapped in a function with its own `require`, as Electron
 * does, so that neither its names nor Electron's are the page's.
 * @param preload source of the preload script, empty for none
 */
export function pageScript(line: PageLine, preload: string): string {
  return `(${installPreload.toString()})(${JSON.stringify(line)}, (require, module, exports) => {\n${preload}\n});`;
}

type Require = (name: string) => unknown;
type Call = (token: string, kind: 'invoke' | 'send', name: string, args: unknown[]) => Promise<unknown>;
interface PageGlobal {
  top: unknown;
  window: unknown;
  addEventListener(type: string, listener: (event: { detail: { channel: string; args: unknown[] } }) => void): void;
}

/** Its source is sent to the page: it may use nothing from around it. */
function installPreload(
  { binding, token }: PageLine,
  preload: (require: Require, module: unknown, exports: unknown) => void,
): void {
  const page = globalThis as unknown as PageGlobal & Record<string, unknown>;
  const call = page[binding] as Call;
  delete page[binding];
  if (page.top !== page.window) return;

  const listeners = new Map<string, Set<(event: object, ...args: unknown[]) => void>>();
  page.addEventListener(token, ({ detail: { channel, args } }) => {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({}, ...args);
  });

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]) {
      const answer = (await call(token, 'invoke', channel, args)) as { value?: unknown; error?: string };
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    },
    send(channel: string, ...args: unknown[]) {
      void call(token, 'send', channel, args);
    },
    on(channel: string, listener: () => void) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off(channel: string, listener: () => void) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      Object.defineProperty(page, name, { value: freeze(api), enumerable: true });
    },
  };

  const module = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`module not found: ${name}`);
      return { contextBridge, ipcRenderer };
    },
    module,
    module.exports,
  );
}
