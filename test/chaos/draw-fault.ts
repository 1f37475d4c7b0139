import type { FaultName } from '../../electron/training/index.ts';
import type { FaultPlan } from './plan.ts';
import type { Random } from './random.ts';

const APPLY = '/esims/apply';
const ASSIGNMENTS = '/esims/assignments';
/** Beginnings of paths; the last but one is of all about eSIMs, the last of what is on a single one. */
const PATHS = [APPLY, APPLY, APPLY, ASSIGNMENTS, '/inventory', '/esims', '/esims/89'] as const;

/** What can strike any call. */
const ANYWHERE: readonly [FaultName, ...FaultName[]] = [
  '429',
  '503',
  '503-date',
  'reset-before',
  'reset-after',
  'reset-after',
  'hold',
  'slow-body',
  'truncated-json',
  'truncated-json',
  '500-empty',
  'html',
];
/** What strikes one kind of call alone. */
const SOMEWHERE: readonly [[FaultName, string], ...[FaultName, string][]] = [
  ['item-failure', APPLY],
  ['partial-rows', ASSIGNMENTS],
  ['zip-entries', ASSIGNMENTS],
  ['zip-traversal', ASSIGNMENTS],
  ['zip-wrong-code', ASSIGNMENTS],
  ['zip-missing', ASSIGNMENTS],
  ['zip-unreadable', ASSIGNMENTS],
  ['zip-corrupt', ASSIGNMENTS],
];

export function drawFault(random: Random): FaultPlan {
  const [name, path]: [FaultName, string] = random.chance(0.7)
    ? [random.pick(ANYWHERE), random.pick(PATHS)]
    : random.pick(SOMEWHERE);
  return {
    name,
    path,
    times: random.pick([1, 1, 1, 2, 3]),
    life: random.pick([0, 0, 0, 1, 2]),
    ms: random.pick([0, 0, random.int(1, 2_500)]),
    releaseAfter: random.magnitude(50, 2_500),
  };
}
