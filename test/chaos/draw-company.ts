/** Who else works with the account, and what becomes of it. */
import { drawMoment } from './draw-life.ts';
import type { Act, Deed, InLife, Line, StationPlan, Stranger } from './plan.ts';
import type { Random } from './random.ts';

/** What is bought by the first station's order, in how many calls, of which bundles there are. */
export interface Business {
  lines: readonly [Line, ...Line[]];
  applies: number;
  bundles: readonly [string, ...string[]];
}

/** eSIMs that the station asks for with one call at most. */
const CHUNK = 30;

function drawInLife(random: Random, { applies }: Business): InLife {
  return { life: random.pick([0, 0, 0, 1]), when: drawMoment(random, applies) };
}

export function drawStranger(random: Random, business: Business): Stranger {
  const { bundle, quantity } = random.pick(business.lines);
  const applies = Array.from({ length: random.int(1, 3) }, () => ({
    bundle,
    // Often just as many as the station asks for in one call, so that the two are easily mistaken for each other.
    quantity: random.chance(0.5) ? Math.min(CHUNK, quantity) : random.int(1, 6),
    ...drawInLife(random, business),
  }));
  return { earlier: { bundle, quantity: 1 }, applies };
}

export function drawDeeds(random: Random, business: Business): (Deed & InLife)[] {
  const count = random.pick([0, 0, 0, 1, 1, 2, 3]);
  return Array.from({ length: count }, () => ({ ...drawDeed(random, business), ...drawInLife(random, business) }));
}

function drawDeed(random: Random, { lines, bundles }: Business): Deed {
  const { bundle } = random.pick(lines);
  const quantity = random.int(1, 6);
  const which = random.magnitude(1, 20);
  return random.pick<Deed>([
    { does: 'restock', bundle, quantity: quantity * random.pick([1, -1]) },
    { does: 'order', bundle, quantity },
    { does: 'refund', bundle, quantity },
    { does: 'price', bundle: random.pick(bundles), price: random.int(1, 900) / 100 },
    { does: 'edit', which, to: random.pick(['nothing', 'words', 'half']) },
    { does: 'edit', which, to: random.pick(['nothing', 'words', 'half']) },
    { does: 'remove', which },
    { does: 'key' },
    { does: 'close', what: random.pick(['bundles', 'codes']), which, status: random.pick([400, 403]) },
  ]);
}

/** What the operator of a station does besides his order. */
export function drawOperator(
  random: Random,
  { lines, bundles }: Business,
): Pick<StationPlan, 'acts' | 'restores' | 'elsewhere' | 'twice' | 'isCopy'> {
  const saved = random.int(0, 2);
  const restores = random.chance(0.08) ? { saved, back: saved + random.int(1, 2) } : null;
  // What was done besides, an old copy of the folder can know nothing of.
  const besides = restores ? 0 : random.pick([0, 0, 0, 0, 1, 1, 2]);
  const acts = Array.from({ length: besides }, () => ({
    ...drawAct(random, random.pick(lines).bundle, bundles),
    round: random.int(0, 3),
  }));
  return {
    acts,
    restores,
    elsewhere: random.chance(0.05) ? random.int(1, 2) : null,
    twice: random.chance(0.15),
    isCopy: false,
  };
}

function drawAct(random: Random, bundle: string, bundles: Business['bundles']): Act {
  const which = random.int(0, 9);
  const quantity = random.int(1, 5);
  return random.pick<Act>([
    { does: 'topup', bundle: random.pick(bundles), which },
    { does: 'topup', bundle, which },
    { does: 'revoke', which },
    { does: 'sms', which },
    { does: 'buy', bundle, quantity },
    { does: 'refund', bundle, quantity },
  ]);
}
