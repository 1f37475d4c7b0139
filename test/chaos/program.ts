/**
 * The built program and the host it runs on in a folder of their own, each in one file together with what it imports: starting the program
 * thousands of times is most of what chaos costs.
 */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { RUN } from '../hosts/chromium/launch.ts';
import { PROJECT } from '../hosts/project.ts';

export interface Program {
  /** The folder, which is the application that the host runs. */
  folder: string;
  /** What runs it, and what is preloaded into it. */
  host: string;
  clock: string;
}

/** Binary files stand where they are, and a browser is not started; Electron is the host's. */
const OUTSIDE = ['electron', 'better-sqlite3-multiple-ciphers', '@napi-rs/keyring', 'playwright-core'];

export async function bundleProgram(folder: string): Promise<Program> {
  const { main, ...about } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
  const program = path.join(folder, 'program');
  const [application, host] = [path.join(program, 'out/main'), path.join(program, 'host')];
  await bundle({ main: path.join(PROJECT, main) }, application);
  await bundle({ run: RUN, electron: path.join(path.dirname(RUN), 'electron.ts') }, host);
  await bundle({ clock: path.join(import.meta.dirname, 'clock.ts') }, host);
  writeFileSync(path.join(program, 'package.json'), JSON.stringify({ ...about, main: 'out/main/main.js' }));
  symlinkSync(path.join(PROJECT, 'node_modules'), path.join(program, 'node_modules'));
  for (const name of ['preload', 'renderer']) {
    symlinkSync(path.join(PROJECT, 'out', name), path.join(program, 'out', name));
  }
  return { folder: program, host: path.join(host, 'run.js'), clock: path.join(host, 'clock.js') };
}

async function bundle(input: Record<string, string>, outDir: string): Promise<void> {
  await build({
    root: PROJECT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: OUTSIDE },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input, output: { entryFileNames: '[name].js' } },
    },
  });
}
