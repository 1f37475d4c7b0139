/**
 * `npm run chaos -- --runs N --seed S [--only K] [--parallel P] [--verbose]`: the real program against an API and a computer that fail
 * in every way the plans draw, and its history against the account's. Prints one JSON line; the exit status is 1 when anything
 * was lost, doubled, wrongly adopted, sold twice, left unsettled or said untruly. Each run follows from the seed and its number, counted from 0.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../hosts/build.ts';
import { drawPlan } from './draw.ts';
import { type Result, runOne } from './one-run.ts';
import { compileShim } from './power-cut.ts';
import { killAll, type Tools } from './process.ts';
import { bundleProgram } from './program.ts';
import { describe, troubles } from './report.ts';

const values = readOptions();
const seed = whole('seed');
const numbers = values.only === undefined ? Array.from({ length: whole('runs') }, (_, run) => run) : [whole('only')];

const folder = mkdtempSync(path.join(tmpdir(), 'station-chaos-'));
process.on('exit', () => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

ensureBuilt();
const tools = await prepareTools();
const found = { lost: 0, doubled: 0, wronglyAdopted: 0, soldTwice: 0, asked: 0, unsettled: 0, untrue: 0 };
const total = { runs: 0, kills: 0, eSIMs: 0, ...found };
const begun = performance.now();
await Promise.all(Array.from({ length: whole('parallel') }, work));
console.log(JSON.stringify(total));
process.exit(troubles.some((key) => total[key] > 0) ? 1 : 0);

async function work(): Promise<void> {
  for (let run = numbers.shift(); run !== undefined; run = numbers.shift()) {
    const plan = drawPlan(seed, run);
    try {
      count(await runOne(plan, folder, tools));
    } catch (error) {
      // A history that cannot even be read is no end of a run either.
      total.unsettled++;
      console.error(`== run ${run} of seed ${seed}\nplan: ${JSON.stringify(plan)}\n`, error);
    }
    if (++total.runs % 50 === 0) console.error(progress());
  }
}

function count(result: Result): void {
  const { findings, kills, asked, eSIMs } = result;
  total.kills += kills;
  total.eSIMs += eSIMs;
  total.asked += asked;
  for (const key of troubles) total[key] += findings[key].length;
  if (values.verbose || troubles.some((key) => findings[key].length > 0)) console.error(describe(result));
}

function progress(): string {
  return `${total.runs} runs in ${Math.round((performance.now() - begun) / 1000)} s: ${JSON.stringify(total)}`;
}

async function prepareTools(): Promise<Tools> {
  const cache = path.join(folder, 'compiled');
  mkdirSync(cache);
  const shim = compileShim(folder);
  if ('reason' in shim) console.error(`No power cuts: ${shim.reason}. Every kill is a plain one.`);
  return { shim: 'file' in shim ? shim.file : null, cache, program: await bundleProgram(folder) };
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        runs: { type: 'string', default: '40' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        parallel: { type: 'string', default: '4' },
        verbose: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return misused(error instanceof Error ? error.message : '');
  }
}

function whole(name: 'runs' | 'seed' | 'only' | 'parallel'): number {
  const text = values[name] ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : misused(`--${name} is a whole number.`);
}

function misused(why: string): never {
  console.error(why);
  process.exit(2);
}
