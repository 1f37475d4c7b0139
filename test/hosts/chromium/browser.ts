/** Finds Chromium and starts it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';

const run = promisify(execFile);
const ROOT = path.join(import.meta.dirname, '../../..');

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

export async function startBrowser(profile: string): Promise<BrowserContext> {
  const headless = !isHeadful();
  const { executablePath, env } = headless ? await headlessBrowser() : installed();
  return await chromium.launchPersistentContext(profile, {
    executablePath,
    // A locale that is set to "C", as on servers, becomes a language tag that no page can read.
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8', ...env },
    headless,
    viewport: null,
    chromiumSandbox: !isRoot(),
    serviceWorkers: 'block',
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
      ...(headless ? [] : ['--app=about:blank']),
    ],
  });
}

/** Chromium's sandbox refuses to work for root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** How Chromium can be looked into from outside, and ended. */
export async function debuggingAccess(
  context: BrowserContext,
  profile: string,
): Promise<{ port: number; pid: number }> {
  const protocol = await context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await protocol?.send('SystemInfo.getProcessInfo')) ?? {};
  const [port] = (await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  return { port: Number(port), pid: processInfo.find(({ type }) => type === 'browser')?.id ?? 0 };
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
 * Unpacks the Chromium of `@sparticuz/chromium` once for each user and version. It is unpacked beside and then renamed, so that
 * two programs starting at once never see half of it.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(
    await readFile(path.join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  );
  const folder = path.join(tmpdir(), `esim-station-chromium-${version}-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  const partial = await mkdtemp(`${folder}-`);
  // The package unpacks into TMPDIR, and takes along the libraries that a bare Debian lacks only when it believes to be in AWS.
  await run(
    process.execPath,
    ['--input-type=module', '--eval', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    { cwd: ROOT, env: { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' } },
  );
  const cache = path.join(folder, 'font-cache');
  await mkdir(path.join(partial, 'font-cache'));
  await writeFile(
    path.join(partial, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${path.join(folder, 'fonts')}</dir><cachedir>${cache}</cachedir></fontconfig>\n`,
  );
  await chmod(partial, 0o700);
  try {
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(partial, { recursive: true });
  }
  return folder;
}
