/**
 * `npm run bench -- NAME …` runs test/bench/NAME.bench.ts (all of them without a name) and prints one JSON line a figure. The exit status is
 * 1 when a goal does not hold, 2 when there is no such bench.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Bench } from './figures.ts';

const END = '.bench.ts';
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(END))
  .map((file) => path.basename(file, END))
  .sort();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : names;
const unknown = wanted.filter((name) => !names.includes(name));

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There is: ${names.join(', ')}.`);
  process.exit(2);
}

let failed = false;
for (const name of wanted) {
  const { bench } = (await import(`./${name}${END}`)) as { bench: Bench };
  for (const figure of await bench()) {
    console.log(JSON.stringify({ bench: name, ...figure }));
    failed ||= !figure.holds;
  }
}
// A bench may leave work waiting, on purpose.
process.exit(failed ? 1 : 0);
