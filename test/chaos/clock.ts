/**
 * Preloaded into the program: its time is the harness's to move. When the program does nothing but wait, it says so on file descriptor 3 and
 * how long for, and the harness lets that time pass at once, for the account and everybody else too (time.ts): ten minutes cost nothing.
 * While anything is on its way, time runs as it does anywhere.
 *
 * The wall clock may also be wrong, and jump: `CHAOS_CLOCK` is a JSON list of pairs of milliseconds, when after the start and by how much.
 * The clock that never runs backwards does not follow such jumps.
 *
 * And each request says which process has sent it, in a header that is the harness's alone.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { promisify } from 'node:util';

const { performance } = globalThis;
const RealDate = Date;
const realUp = performance.now.bind(performance);
const realTimeout = globalThis.setTimeout;
const realInterval = globalThis.setInterval;
const jumps = JSON.parse(process.env.CHAOS_CLOCK ?? '[]') as [after: number, by: number][];

/** How far the harness has moved time. */
let moved = 0;
const up = () => realUp() + moved;

function now(): number {
  return jumps.reduce((time, [after, by]) => (up() >= after ? time + by : time), RealDate.now() + moved);
}

performance.now = up;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: (target) => new target(now()).toString(),
  get: (target, name, proxy) => (name === 'now' ? now : Reflect.get(target, name, proxy)),
});

/** What Node keeps in a timer: setting it anew with another duration keeps the timer itself. */
type Timer = NodeJS.Timeout & { _destroyed: boolean; _idleTimeout: number };

/** When each timer is due, on the clock that can be moved. */
const timers = new Map<Timer, number>();

function setTimer(callback: (...args: never[]) => void, ms = 0, ...args: never[]): NodeJS.Timeout {
  const timer = realTimeout(() => {
    watch();
    callback(...args);
  }, ms) as Timer;
  timers.set(timer, up() + (Number(ms) || 0));
  watch();
  return timer;
}

function sleep<Value>(ms = 0, value?: Value, options: { signal?: AbortSignal; ref?: boolean } = {}): Promise<Value> {
  const { signal, ref = true } = options;
  return new Promise<Value>((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(new DOMException('The operation was aborted', 'AbortError'));
    };
    const timer = setTimer(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value as Value);
    }, ms);
    if (!ref) timer.unref();
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

subscribe('http.client.request.created', (message) => {
  (message as { request: ClientRequest }).request.setHeader('x-chaos-sender', process.env.CHAOS_SENDER ?? '');
});

const require = createRequire(import.meta.url);
Object.defineProperty(setTimer, promisify.custom, { value: sleep });
globalThis.setTimeout = setTimer as unknown as typeof setTimeout;
require('node:timers').setTimeout = setTimer;
require('node:timers/promises').setTimeout = sleep;
syncBuiltinESMExports();

/** What a program that only waits may have open: its output, its timers, files that it watches for a change. */
const AT_REST = new Set(['Timeout', 'PipeWrap', 'TTYWrap', 'FSEventWrap', 'SignalWrap', 'ProcessWrap']);
/** Less is waited for. Milliseconds. */
const WORTH_MS = 4;
const LOOK_MS = 2;

const line = process.env.CHAOS_TIME ? new Socket({ fd: 3 }) : null;
let looking: NodeJS.Timeout | null = null;

line?.unref();
line?.on('error', () => {});
line?.on('data', (data) => {
  for (const ms of data.toString().split('\n').filter(Boolean).map(Number)) pass(ms);
});

function pass(ms: number): void {
  moved += ms;
  for (const [timer, due] of timers) {
    if (timer._destroyed) {
      timers.delete(timer);
      continue;
    }
    timer._idleTimeout = Math.max(1, Math.ceil(due - up()));
    timer.refresh();
  }
  watch();
}

/** Tells the harness once when there is nothing left to do but to wait. */
function watch(): void {
  if (!line || looking) return;
  looking = realInterval(() => {
    if (process.getActiveResourcesInfo().some((name) => !AT_REST.has(name))) return;
    for (const timer of timers.keys()) if (timer._destroyed) timers.delete(timer);
    const [next] = [...timers.values()].sort((a, b) => a - b);
    if (looking) clearInterval(looking);
    looking = null;
    if (next !== undefined && next - up() >= WORTH_MS) line.write(`${next - up()}\n`);
    else if (next !== undefined) realTimeout(watch, WORTH_MS).unref();
  }, LOOK_MS);
  looking.unref();
}
