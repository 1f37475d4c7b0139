/** One process of the program, from its start to its end, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stationCommand } from '../hosts/command.ts';
import { chooseHost, type Exit } from '../hosts/index.ts';
import { watchProcess } from '../hosts/process.ts';
import type { Life, Moment } from './plan.ts';
import { cutPower, forgetChanges } from './power-cut.ts';
import { watchRequests } from './requests.ts';

export interface Tools {
  /** The library that makes power cuts possible; null: every kill is a plain one. */
  shim: string | null;
  /** Where Node keeps what it has compiled, so that the next start is quicker. */
  cache: string;
}

/** Where a station works. */
export interface Place {
  profile: string;
  key: string;
  /** Address of the account under the station's own name for it. */
  api: string;
}

export interface Ended extends Exit {
  args: string[];
  by: 'itself' | 'kill' | 'power-cut' | 'patience';
}

/** A program that hangs is as bad as one that loses something. Milliseconds. */
const PATIENCE_MS = 90_000;
const CLOCK = pathToFileURL(path.join(import.meta.dirname, 'clock.ts')).href;

export const IN_PEACE: Life = { kill: null, blocks: null, clock: [] };

const running = new Set<ChildProcess>();

export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export async function runProcess(args: string[], life: Life, place: Place, tools: Tools): Promise<Ended> {
  const power = life.kill?.kept ?? null;
  const cuts = power !== null && life.blocks === null && tools.shim !== null;
  const child = start([...args, '--data', place.profile, '--api', place.api], life, {
    ...process.env,
    ESIM_GO_API_KEY: place.key,
    NODE_COMPILE_CACHE: tools.cache,
    // Nothing of a run belongs in the keychain of whoever runs it.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null',
    ...(cuts && { LD_PRELOAD: tools.shim ?? '' }),
    // Electron does not take a preload from its environment.
    ...(life.clock.length > 0 &&
      chooseHost() === 'chromium' && { NODE_OPTIONS: `--import=${CLOCK}`, CHAOS_CLOCK: JSON.stringify(life.clock) }),
  });
  running.add(child);
  let by = 'itself' as Ended['by'];
  const kill = (how: Ended['by']) => {
    if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGKILL')) return;
    by = how;
  };
  const late = setTimeout(() => kill('patience'), PATIENCE_MS);
  const cancel = life.kill ? onceAt(life.kill.when, place, () => kill(cuts ? 'power-cut' : 'kill')) : () => {};
  const exit = await watchProcess(child);
  clearTimeout(late);
  cancel();
  running.delete(child);
  const folder = path.join(place.profile, 'live');
  if (by === 'power-cut') cutPower(folder, power ?? 0);
  else forgetChanges(folder);
  return { ...exit, args, by };
}

function start(args: string[], { blocks }: Life, env: NodeJS.ProcessEnv): ChildProcess {
  const options = { env, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
  const [file, ...more] = stationCommand(args);
  if (blocks === null) return spawn(file, more, options);
  // Node ignores the signal that comes with it, so a write beyond the limit fails as on a full disk.
  return spawn('sh', ['-c', 'ulimit -f "$0"; exec "$@"', String(blocks), file, ...more], options);
}

/** Calls back once, at a moment of a process that is starting now. @returns what forgets it */
export function onceAt({ after, number, ms }: Moment, place: Pick<Place, 'api'>, then: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    // Timers are never as quick as the call itself.
    if (ms === 0) then();
    else timer = setTimeout(then, ms);
  };
  if (after === 'start') {
    wait();
    return () => clearTimeout(timer);
  }
  let seen = 0;
  const forget = watchRequests(new URL(place.api).host, ({ method, path }) => {
    if (after === 'apply' && (method !== 'POST' || !path.endsWith('/esims/apply'))) return;
    if (++seen === number) wait();
  });
  return () => {
    forget();
    clearTimeout(timer);
  };
}
