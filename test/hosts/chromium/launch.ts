/** The stand-in: the program in Node, its windows in a Chromium that the test attaches itself to. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { LaunchOptions, Station } from '../index.ts';
import { listenTo } from '../process.ts';
import { mainPage, PROJECT } from '../project.ts';
import type { News, Order } from './driver.ts';

export const RUN = path.join(import.meta.dirname, 'run.ts');

export async function launchChromium({ profile, args = [], env = {} }: LaunchOptions): Promise<Station> {
  const child = spawn(process.execPath, [RUN, PROJECT, '--data', profile, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { exited, stderr } = listenTo(child);
  const failed = exited.then(({ code, stderr }) => {
    throw new Error(`the program has ended with code ${code}\n${stderr}`);
  });
  failed.catch(() => {});
  const order = (order: Order) => child.send(order);
  const news = <Name extends string>(name: Name): Promise<Extract<News, Record<Name, unknown>>> =>
    Promise.race([
      failed,
      new Promise<Extract<News, Record<Name, unknown>>>((resolve) => {
        child.on('message', function take(message: News) {
          if (!(name in message)) return;
          child.off('message', take);
          resolve(message as Extract<News, Record<Name, unknown>>);
        });
      }),
    ]);
  let attached: Promise<Browser> | undefined;
  let browserPid = 0;
  const started = news('browser').then(({ browser: { port, pid } }) => {
    browserPid = pid;
    return `http://127.0.0.1:${port}`;
  });
  started.catch(() => {});

  return {
    host: 'chromium',
    pid: child.pid ?? 0,
    exited,
    stderr,
    async window() {
      attached ??= started.then((address) => chromium.connectOverCDP(address, { noDefaults: true }));
      const [context] = (await attached).contexts();
      if (!context) throw new Error('Chromium has no window');
      return await mainPage(context);
    },
    async answerSaveDialog(saveDialog) {
      order({ saveDialog });
    },
    async openedAddresses() {
      const answer = news('opened');
      order({ opened: true });
      return (await answer).opened;
    },
    async crashPages() {
      order({ crash: true });
    },
    async close() {
      if (child.connected) order({ quit: true });
      const exit = await exited;
      await (await attached)?.close();
      return exit;
    },
    async kill() {
      child.kill('SIGKILL');
      const exit = await exited;
      // Chromium would end by itself, but not before it has tidied up, which no power cut lets it do.
      if (browserPid > 0) killIfThere(browserPid);
      return exit;
    },
  };
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}
