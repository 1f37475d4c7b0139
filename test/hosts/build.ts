import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './project.ts';

const SOURCES = ['electron/**', 'shared/**', 'renderer/**', 'electron.vite.config.ts', 'package.json'];
const OUTPUTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html', 'out/renderer/sheet.html'];

/** Builds the program unless what is built is newer than its sources. Says nothing on the standard output. */
export function ensureBuilt(): void {
  const built = Math.min(...OUTPUTS.map(modified));
  const changed = Math.max(...globSync(SOURCES, { cwd: PROJECT }).map(modified));
  if (built > changed) return;
  const cli = path.join(PROJECT, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status } = spawnSync(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: PROJECT,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status !== 0) throw new Error('The program could not be built.');
}

/** Milliseconds since the epoch, 0 for a file that is not there. */
function modified(file: string): number {
  return statSync(path.join(PROJECT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
