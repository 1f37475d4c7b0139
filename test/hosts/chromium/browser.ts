/** Finds Chromium and starts it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { isRoot, PROJECT } from '../project.ts';

/** Where Chromium writes on which port it can be looked into. */
const PORT_FILE = 'DevToolsActivePort';

const run = promisify(execFile);

/** Browsers as systems install them, for machines that the packaged one was not built for. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export function installedBrowser(): string | null {
  return process.env.CHROMIUM_PATH ?? INSTALLED.find((file) => existsSync(file)) ?? null;
}

/** Windows on a screen, for people; tests have none. */
export function isHeadful(): boolean {
  return process.env.STATION_HEADFUL === '1';
}

/** Starts it in its sandbox, or without where the machine has none, as in most containers and on newer Ubuntus. */
export async function startBrowser(profile: string): Promise<BrowserContext> {
  // Only windows need it, and loading it takes as long as all the rest of a start.
  const { chromium } = await import('playwright-core');
  const { executablePath, env } = isHeadful() ? installed() : await headlessBrowser();
  await mkdir(profile, { recursive: true });
  await rm(path.join(profile, PORT_FILE), { force: true });
  const options = {
    executablePath,
    // A locale that is set to "C", as on servers, becomes a language tag that no page can read.
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8', ...env },
    headless: !isHeadful(),
    viewport: null,
    chromiumSandbox: !isRoot(),
    serviceWorkers: 'block' as const,
    acceptDownloads: false,
    // The program decides what a signal means, and the browser goes with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      // Who wants to look into the pages from outside, as tests do, finds the port in the profile.
      '--remote-debugging-port=0',
      // Electron asks the program about every new window, and ours allows none.
      '--block-new-web-contents',
      ...(isHeadful() ? ['--app=about:blank', '--window-size=1280,800'] : []),
    ],
  };
  try {
    return await chromium.launchPersistentContext(profile, options);
  } catch (error) {
    if (!/sandboxing failed/.test(String(error))) throw error;
    return await chromium.launchPersistentContext(profile, { ...options, chromiumSandbox: false });
  }
}

/** How Chromium can be looked into from outside, and ended. */
export async function debuggingAccess(
  context: BrowserContext,
  profile: string,
): Promise<{ port: number; pid: number }> {
  const protocol = await context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await protocol?.send('SystemInfo.getProcessInfo')) ?? {};
  const pid = processInfo.find(({ type }) => type === 'browser')?.id ?? 0;
  const file = path.join(profile, PORT_FILE);
  // Chromium writes it when it listens, which may be after it has begun to talk to us.
  while (!existsSync(file) || (await readFile(file, 'utf8')) === '') await setTimeout(10);
  const [port] = (await readFile(file, 'utf8')).split('\n');
  return { port: Number(port), pid };
}

function installed(): { executablePath: string; env: NodeJS.ProcessEnv } {
  const executablePath = installedBrowser();
  if (!executablePath) throw new Error('There is no Chromium on this computer; name one in CHROMIUM_PATH.');
  return { executablePath, env: {} };
}

async function headlessBrowser() {
  const packaged = process.platform === 'linux' && process.arch === 'x64' && !process.env.CHROMIUM_PATH;
  if (!packaged) return installed();
  const folder = await unpacked();
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` once. It is unpacked beside and then renamed, so that two programs starting at
 * once never see half of it.
 */
async function unpacked(): Promise<string> {
  const modules = path.join(PROJECT, 'node_modules');
  const { version } = JSON.parse(await readFile(path.join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
  const folder = path.join(modules, '.cache', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(path.dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}-`);
  // The package unpacks into TMPDIR, and takes along the libraries that a bare Debian lacks only when it believes to be in AWS.
  await run(
    process.execPath,
    ['--input-type=module', '--eval', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    { cwd: PROJECT, env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' } },
  );
  // Its own font settings name folders of AWS.
  await writeFile(
    path.join(partial, 'fonts.conf'),
    '<?xml version="1.0"?><fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n',
  );
  await chmod(partial, 0o755);
  try {
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(partial, { recursive: true });
  }
  return folder;
}
