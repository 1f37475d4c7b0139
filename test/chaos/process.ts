/** One process of the program, from its start to its end, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Exit } from '../hosts/index.ts';
import { watchProcess } from '../hosts/process.ts';
import type { Life, Moment } from './plan.ts';
import { cutPower, forgetChanges } from './power-cut.ts';
import type { Program } from './program.ts';
import { watchRequests } from './requests.ts';
import type { Time } from './time.ts';

export interface Tools {
  /** The library that makes power cuts possible; null: every kill is a plain one. */
  shim: string | null;
  /** Where Node keeps what it has compiled, so that the next start is quicker. */
  cache: string;
  program: Program;
}

/** Where a station works. */
export interface Place {
  profile: string;
  key: string;
  /** Address of the account. */
  api: string;
  time: Time;
  /** What its requests say of it; begins with the number of the station. */
  sender: string;
}

export interface Ended extends Exit {
  args: string[];
  by: 'itself' | 'kill' | 'power-cut' | 'patience';
  /** What its requests said of it. */
  sender: string;
}

/** A program that hangs is as bad as one that loses something. Milliseconds of real time. */
const PATIENCE_MS = 90_000;

export const IN_PEACE: Life = { kill: null, blocks: null, clock: [] };

const running = new Set<ChildProcess>();

export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export async function runProcess(args: string[], life: Life, place: Place, tools: Tools): Promise<Ended> {
  const { profile, api, key, time } = place;
  const power = life.kill?.kept ?? null;
  const cuts = power !== null && life.blocks === null && tools.shim !== null;
  const child = start([tools.program.host, tools.program.folder, ...args, '--data', profile, '--api', api], life, {
    ...process.env,
    ESIM_GO_API_KEY: key,
    NODE_COMPILE_CACHE: tools.cache,
    // Nothing of a run belongs in the keychain of whoever runs it.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null',
    NODE_OPTIONS: `--import=${pathToFileURL(tools.program.clock).href}`,
    CHAOS_TIME: 'moved',
    CHAOS_SENDER: place.sender,
    CHAOS_CLOCK: JSON.stringify(life.clock),
    ...(cuts && { LD_PRELOAD: tools.shim ?? '' }),
  });
  running.add(child);
  const line = child.stdio[3] as Duplex;
  const leave = time.join(line);
  let by = 'itself' as Ended['by'];
  const kill = (how: Ended['by']) => {
    if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGKILL')) return;
    by = how;
  };
  const late = setTimeout(() => kill('patience'), PATIENCE_MS);
  const cancel = life.kill ? onceAt(life.kill.when, place, () => kill(cuts ? 'power-cut' : 'kill')) : () => {};
  child.once('exit', () => {
    leave();
    line.destroy();
  });
  const exit = await watchProcess(child);
  clearTimeout(late);
  cancel();
  running.delete(child);
  const folder = path.join(profile, 'live');
  if (by === 'power-cut') cutPower(folder, power ?? 0);
  else forgetChanges(folder);
  return { ...exit, args, by, sender: place.sender };
}

/**
 * The program on the host that is a plain Node: nowhere else can its time be moved. Which host it runs on makes no difference to what it does
 * without a window.
 */
function start(args: string[], { blocks }: Life, env: NodeJS.ProcessEnv): ChildProcess {
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe', 'pipe'];
  const command = [process.execPath, ...args] as const;
  const [file, ...more] = command;
  if (blocks === null) return spawn(file, more, { env, stdio });
  // Node ignores the signal that comes with it, so a write beyond the limit fails as on a full disk.
  return spawn('sh', ['-c', 'ulimit -f "$0"; exec "$@"', String(blocks), ...command], { env, stdio });
}

/** The number of a station, of which one process has sent something. */
export const stationOf = (sender: string): string => sender.split('.')[0] ?? '';

/** Calls back once, at a moment of a process that is starting now. @returns what forgets it */
export function onceAt(
  { after, number, ms }: Moment,
  { api, time, sender }: Pick<Place, 'api' | 'time' | 'sender'>,
  then: () => void,
): () => void {
  let forgetTimer = () => {};
  const wait = () => {
    // Timers are never as quick as the call itself.
    if (ms === 0) then();
    else forgetTimer = time.after(ms, then);
  };
  if (after === 'start') {
    wait();
    return () => forgetTimer();
  }
  let seen = 0;
  const station = stationOf(sender);
  const forget = watchRequests(new URL(api).port, ({ method, path, sender }) => {
    if (stationOf(sender) !== station) return;
    if (after === 'apply' && (method !== 'POST' || !path.endsWith('/esims/apply'))) return;
    if (++seen === number) wait();
  });
  return () => {
    forget();
    forgetTimer();
  };
}
