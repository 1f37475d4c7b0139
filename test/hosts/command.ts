/** The program as a command of the shell, for runs without a test that drives the windows. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { RUN } from './chromium/launch.ts';
import { electronBinary, hostSwitches } from './electron.ts';
import { chooseHost, type Exit, type Host } from './index.ts';
import { watchProcess } from './process.ts';
import { PROJECT } from './project.ts';

/** The program file and its arguments. */
export function stationCommand(args: string[], host: Host = chooseHost()): [file: string, ...args: string[]] {
  if (host === 'chromium') return [process.execPath, RUN, PROJECT, ...args];
  const binary = electronBinary();
  if (!binary)
    throw new Error('There is no Electron here; install it or name its folder in ELECTRON_OVERRIDE_DIST_PATH.');
  return [binary, ...hostSwitches(), PROJECT, ...args];
}

export function spawnStation(args: string[], options: SpawnOptions = {}, host: Host = chooseHost()): ChildProcess {
  const [file, ...more] = stationCommand(args, host);
  return spawn(file, more, options);
}

/** Runs it to its end and collects what it says. */
export async function runStation(args: string[], env: Record<string, string> = {}): Promise<Exit> {
  const child = spawnStation(args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  return await watchProcess(child);
}

/** Runs it in place of this process: its input and output, its signals, its exit status. */
export async function becomeStation(args: string[], options: SpawnOptions = {}, host?: Host): Promise<never> {
  const child = spawnStation(args, { ...options, stdio: 'inherit' }, host);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exit(code ?? 1);
}
