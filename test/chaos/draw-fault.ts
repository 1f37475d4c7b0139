import type { FaultName } from '../../electron/training/index.ts';
import type { FaultPlan } from './plan.ts';
import type { Random } from './random.ts';

const APPLY = '/esims/apply';
const ASSIGNMENTS = '/esims/assignments';
/** Beginnings of paths; the last but one is of all about eSIMs, the last of what is on a single one. */
const PATHS = [APPLY, APPLY, APPLY, ASSIGNMENTS, '/inventory', '/esims', '/esims/89'] as const;

type Drawn = [name: FaultName, value: string];

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
  'garbage',
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
/** What something between says; the last two are of no proxy, and could be anybody's. */
const STATUSES = ['504', '504-json', '502', '408', '409', '409-json', '499', '302', '400', '403-json'] as const;

/** @param patience seconds that the API may take; what it is late with, it is working on for up to `processing` ms more */
export function drawFault(random: Random, patience: number, processing: number): FaultPlan {
  const kind = random.fraction();
  const at = { times: random.pick([1, 1, 1, 2, 3]), life: random.pick([0, 0, 0, 1, 2]) };
  const when = { ms: random.pick([0, 0, random.int(1, 2_500)]), releaseAfter: random.magnitude(50, 2_500) };
  if (kind < 0.45) {
    return { name: random.pick(ANYWHERE), value: '', path: random.pick(PATHS), ...at, ...when };
  }
  if (kind < 0.6) {
    const [name, path] = random.pick(SOMEWHERE);
    return { name, value: '', path, ...at, ...when };
  }
  if (kind < 0.9) {
    const [name, value] = drawMoney(random, Math.max(1, Math.floor(patience - processing / 1000)));
    return { name, value, path: APPLY, ...at, ...when };
  }
  const [name, value] = drawLasting(random);
  // A lasting one lets go at last, or nothing would ever come to its end.
  const releaseAfter = random.magnitude(2_000, 2_000_000);
  const path =
    name === 'foreign-date' ? '/' : name === 'fewer-listed' ? ASSIGNMENTS : name === '503' ? APPLY : '/esims';
  return { name, value, path, ...at, times: 0, ms: when.ms, releaseAfter };
}

/** What makes an apply do something else than it says. @param latest seconds */
function drawMoney(random: Random, latest: number): Drawn {
  const late = String(random.magnitude(1, latest));
  return random.pick<Drawn>([
    ['late-effect', late],
    ['late-effect', late],
    ['late-504', late],
    ['shows-late', late],
    ['between', random.pick(STATUSES)],
    ['between', random.pick(STATUSES)],
    ['between-before', random.pick(STATUSES)],
    ['fewer-made', ''],
    ['fewer-named', random.pick(['', '2', '99'])],
    ['more-made', ''],
    ['other-iccids', ''],
    ['other-bundle', ''],
    ['item-status', 'Bundle applied'],
    ['item-failure', 'Bundle could not be added'],
  ]);
}

function drawLasting(random: Random): Drawn {
  return random.pick<Drawn>([
    ['foreign-date', String(random.magnitude(60, 40_000_000) * random.pick([1, -1]))],
    ['foreign-date', random.pick(['frozen', 'absurd', 'none'])],
    ['reference-limit', String(random.magnitude(8, 60))],
    ['reference-cut', String(random.magnitude(8, 60))],
    ['fewer-listed', ''],
    ['503', ''],
  ]);
}
