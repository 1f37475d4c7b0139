/** The built program in a folder of its own, in one file together with what it imports: starting it thousands of times is most of what a run costs. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { PROJECT } from '../hosts/project.ts';

/** Binary files stand where they are; Electron is the host's. */
const OUTSIDE = ['electron', 'better-sqlite3-multiple-ciphers', '@napi-rs/keyring'];

/** @returns the folder */
export async function bundleProgram(folder: string): Promise<string> {
  const { main, ...about } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
  const program = path.join(folder, 'program');
  await build({
    root: PROJECT,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: OUTSIDE },
    build: {
      ssr: path.join(PROJECT, main),
      outDir: path.join(program, 'out/main'),
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  });
  mkdirSync(program, { recursive: true });
  writeFileSync(path.join(program, 'package.json'), JSON.stringify({ ...about, main: 'out/main/main.js' }));
  symlinkSync(path.join(PROJECT, 'node_modules'), path.join(program, 'node_modules'));
  for (const name of ['preload', 'renderer']) {
    symlinkSync(path.join(PROJECT, 'out', name), path.join(program, 'out', name));
  }
  return program;
}
