/** What a run has to say for itself, on the standard error. */
import type { Findings } from './compare.ts';
import type { Result } from './one-run.ts';
import type { Ended } from './process.ts';

export const troubles = [
  'lost',
  'doubled',
  'wronglyAdopted',
  'soldTwice',
  'unsettled',
  'untrue',
] as const satisfies (keyof Findings)[];

const SHOWN = 10;

/** With its plan, so that one can see what led to it, and the numbers that play it again. */
export function describe({ plan, stations, findings, asked, kills, took }: Result): string {
  return [
    `== run ${plan.run} of seed ${plan.seed}, ${Math.round(took)} ms, ${kills} kills, ${asked} questions`,
    `plan: ${JSON.stringify(plan)}`,
    ...stations.flatMap(({ processes }, number) => processes.map((ended) => `station ${number}: ${process(ended)}`)),
    ...troubles.flatMap((key) => findings[key].slice(0, SHOWN).map((finding) => `${key}: ${finding}`)),
  ].join('\n');
}

function process({ args, by, code, stdout, stderr }: Ended): string {
  const end = by === 'itself' ? `ended with ${code}` : `ended by ${by}`;
  // Chromium grumbles about computers without a screen.
  const lines = stderr.split('\n').filter((line) => line !== '' && !/^\[\d+:/.test(line));
  const said = [...lines.slice(-4), ...stdout.trim().split('\n').slice(-1)].filter(Boolean);
  return `${args.join(' ')}: ${end}${said.map((line) => `\n    ${line.slice(0, 300)}`).join('')}`;
}
