/** The only place that listens to pages: every call is checked for its sender and its shape before a handler sees it. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { contract, type Envelope, type Events, type Handlers } from '../../shared/contract.ts';
import { problemOf, StationError } from '../../shared/errors.ts';
import type { Log } from '../log.ts';
import { mayCall } from '../policy/senders.ts';
import { mainWindows, windowKind } from '../windows.ts';

type Verb = (input?: unknown) => unknown;

/** Answers the verbs of the given domains; a window gets all of them, a headless run those of the sheet page. */
export function registerHandlers(handlers: Partial<Handlers>, log: Log): void {
  // The loop over names loses what `Handlers` promised name by name.
  for (const [domain, verbs] of Object.entries(handlers as Record<string, Record<string, Verb>>)) {
    for (const [name, verb] of Object.entries(verbs)) {
      const { input } =
        (contract as unknown as Record<string, Record<string, { input: z.ZodType }>>)[domain]?.[name] ?? {};
      const channel = `${domain}:${name}`;
      if (!input) throw new Error(`${channel} is not in the contract`);
      ipcMain.handle(channel, async (event, ...args): Promise<Envelope<unknown>> => {
        const start = performance.now();
        try {
          if (!isTrusted(event, domain)) throw new StationError('forbidden-sender');
          const value = await verb(checked(input, args));
          log('call', { channel, ok: true, ms: Math.round(performance.now() - start) });
          return { ok: true, value };
        } catch (error) {
          const problem = problemOf(error);
          const name = error instanceof Error ? error.name : typeof error;
          log('call', { channel, ok: false, ms: Math.round(performance.now() - start), problem: problem.code, name });
          return { ok: false, problem };
        }
      });
    }
  }
}

function isTrusted(event: IpcMainInvokeEvent, domain: string): boolean {
  const frame = event.senderFrame;
  // Null when the frame has gone or moved on since it asked.
  if (!frame) return false;
  const isMainFrame = frame.parent === null && frame === event.sender.mainFrame;
  return mayCall({ window: windowKind(event.sender), isMainFrame, address: frame.url }, domain);
}

function checked(schema: z.ZodType, args: unknown[]): unknown {
  const result = schema.safeParse(args[0]);
  if (args.length > 1 || !result.success) throw new StationError('invalid-request');
  return result.data;
}

/** Tells every main window. */
export function broadcast<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
  for (const window of mainWindows()) window.webContents.send(`event:${name}`, payload);
}
