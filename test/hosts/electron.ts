/** The real thing. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import type { LaunchOptions, Station } from './index.ts';
import { listenTo } from './process.ts';
import { isRoot, mainPage, PROJECT } from './project.ts';

/** Electron's program file, null where none is installed. */
export function electronBinary(): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const named = path.join(PROJECT, 'node_modules/electron/path.txt');
  const program = existsSync(named) ? readFileSync(named, 'utf8') : 'electron';
  const binary = path.join(override ?? path.join(PROJECT, 'node_modules/electron/dist'), program);
  return existsSync(binary) ? binary : null;
}

/** What only the machine and the test ask for, never the program. */
export function hostSwitches(): string[] {
  return [...(isRoot() ? ['--no-sandbox'] : []), '-r', path.join(PROJECT, 'test/hosts/electron-loader.cjs')];
}

export async function launchElectron({ profile, args = [], env = {} }: LaunchOptions): Promise<Station> {
  const executablePath = electronBinary();
  if (!executablePath)
    throw new Error('There is no Electron here; install it or name its folder in ELECTRON_OVERRIDE_DIST_PATH.');
  const application = await _electron.launch({
    executablePath,
    args: [...hostSwitches(), PROJECT, '--data', profile, ...args],
    env: { ...process.env, ...env } as Record<string, string>,
    chromiumSandbox: true,
    timeout: 30_000,
    // The program's own theme is what pages see.
    colorScheme: null,
  });
  const child = application.process();
  const { exited, stderr } = listenTo(child);
  await replaceDesktop(application);
  return {
    host: 'electron',
    pid: child.pid ?? 0,
    exited,
    stderr,
    window: () => mainPage(application.context()),
    answerSaveDialog: (file) =>
      application.evaluate((_electron, file) => {
        (globalThis as unknown as Desktop).saveAnswers.push(file);
      }, file),
    openedAddresses: () => application.evaluate(() => (globalThis as unknown as Desktop).opened),
    crashPages: () =>
      application.evaluate(({ webContents }) => {
        for (const contents of webContents.getAllWebContents()) contents.forcefullyCrashRenderer();
      }),
    async close() {
      await application.close();
      return await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      return await exited;
    },
  };
}

interface Desktop {
  saveAnswers: (string | null)[];
  opened: string[];
}

/** No test may open a dialog or a browser on the machine it runs on. */
async function replaceDesktop(application: ElectronApplication): Promise<void> {
  await application.evaluate(({ dialog, shell }) => {
    const desktop = Object.assign(globalThis as unknown as Desktop, { saveAnswers: [], opened: [] });
    dialog.showSaveDialog = async () => {
      const file = desktop.saveAnswers.shift() ?? null;
      return { canceled: file === null, filePath: file ?? '' };
    };
    shell.openExternal = async (address) => {
      desktop.opened.push(address);
    };
  });
}
