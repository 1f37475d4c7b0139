/** Draws the plan of a run: mostly small and quick, each trouble often enough to meet every other one. */
import type { Variant } from '../../electron/training/index.ts';
import { type Business, drawDeeds, drawOperator, drawStranger } from './draw-company.ts';
import { drawFault } from './draw-fault.ts';
import { drawLives } from './draw-life.ts';
import type { Line, Order, Plan, StationPlan, Stranger } from './plan.ts';
import { createRandom, type Random } from './random.ts';

/** Of the provider whose eSIMs take each other's bundles, so that top-ups fit. */
const BUNDLES = ['esim_1GB_7D_GB_V2', 'esim_5GB_30D_REUP_V2', 'esim_3GB_30D_US_V2'] as const;
/** eSIMs that the station asks for with one call at most. */
const CHUNK = 30;

/** @param run counted from 0; the same two numbers draw the same plan */
export function drawPlan(seed: number, run: number): Plan {
  const random = createRandom(`${seed} ${run}`);
  const latency = random.chance(0.7) ? 0 : random.int(1, 30);
  const patience = random.pick([2, 5, 30, 120, 600]);
  const processing = random.chance(0.3) ? 0 : random.magnitude(1, patience * 500);
  const variant = random.pick<Variant>(['wild', 'documented']);
  const first = drawStation(random);
  const company = random.fraction();
  const stations: Plan['stations'] = company < 0.17 ? [seenBefore(first), drawSecond(random, first)] : [first];
  const business = businessOf(first);
  const stranger = company >= 0.17 && company < 0.34 ? drawStranger(random, business) : null;
  const faults = Array.from({ length: random.pick([0, 0, 1, 1, 1, 2, 2, 3, 4, 6]) }, () =>
    drawFault(random, patience, processing),
  );
  const deeds = drawDeeds(random, business);
  const stock = drawStock(random, stations, stranger);
  const account = { seed: run + 1, variant, latency, processing, stock };
  return { run, seed, account, patience, stations, stranger, deeds, faults };
}

function businessOf(station: Pick<StationPlan, 'earlier' | 'order'>): Business {
  return { lines: linesOf(station) as [Line, ...Line[]], applies: appliesOf(station), bundles: BUNDLES };
}

function drawStation(random: Random): StationPlan {
  const earlier = random.chance(0.2) ? { bundle: random.pick(BUNDLES), quantity: random.int(1, 8) } : null;
  const isTopUp = earlier !== null && random.chance(0.6);
  const order: Order = isTopUp ? { kind: 'top-up', bundle: random.pick(BUNDLES) } : drawOrder(random);
  return { earlier, order, startsAfter: 0, ...drawFate(random, businessOf({ earlier, order })) };
}

function drawFate(random: Random, business: Business): Omit<StationPlan, 'earlier' | 'order' | 'startsAfter'> {
  const lives = drawLives(random, business.applies);
  const cancels = random.chance(0.06) ? random.int(1, 2) : null;
  return { lives, cancels, retries: random.chance(0.3), ...drawOperator(random, business) };
}

function drawQuantity(random: Random): number {
  return random.chance(0.55) ? random.int(1, 6) : random.magnitude(7, 120);
}

function drawOrder(random: Random): Order {
  const quantity = drawQuantity(random);
  const kinds = Math.min(quantity, random.pick([1, 1, 1, 1, 2, 3]));
  const lines: Line[] = BUNDLES.slice(0, kinds).map((bundle) => ({ bundle, quantity: 1 }));
  for (let left = quantity - kinds; left > 0; ) {
    const some = random.int(1, left);
    const line = lines[random.int(0, kinds - 1)];
    if (line) line.quantity += some;
    left -= some;
  }
  return { kind: 'new', lines, manifest: random.chance(0.2) };
}

/** What is bought by an order. */
function linesOf({ earlier, order }: Pick<StationPlan, 'earlier' | 'order'>): Line[] {
  return order.kind === 'new' ? order.lines : [{ bundle: order.bundle, quantity: earlier?.quantity ?? 0 }];
}

/** How many calls buy it. */
function appliesOf(station: Pick<StationPlan, 'earlier' | 'order'>): number {
  const size = station.order.kind === 'new' ? CHUNK : 1;
  return linesOf(station).reduce((sum, { quantity }) => sum + Math.ceil(quantity / size), 0);
}

/**
 * Where there are two, each has sold something before, so that the other can see that there is one: a station of which nobody has ever seen
 * anything cannot be told from oneself.
 */
function seenBefore(station: StationPlan): StationPlan {
  const [{ bundle }] = linesOf(station) as [Line, ...Line[]];
  return { ...station, earlier: station.earlier ?? { bundle, quantity: 1 } };
}

/** A station of its own, or one that begins as a copy of the first: with its history, and its name until it sees that. */
function drawSecond(random: Random, first: StationPlan): StationPlan {
  const rival = drawRival(random, first);
  return random.chance(0.25) ? { ...rival, earlier: null, isCopy: true } : rival;
}

/** A second station that sells one of the same bundles at about the same time. */
function drawRival(random: Random, first: StationPlan): StationPlan {
  const line = random.pick(linesOf(first) as [Line, ...Line[]]);
  const quantity = random.chance(0.4) ? line.quantity : drawQuantity(random);
  const order: Order = { kind: 'new', lines: [{ bundle: line.bundle, quantity }], manifest: false };
  const earlier = { bundle: random.pick(BUNDLES), quantity: 1 };
  const startsAfter = random.chance(0.5) ? 0 : random.int(1, 2_000);
  return { earlier, order, startsAfter, ...drawFate(random, businessOf({ earlier, order })) };
}

/** Enough for everybody, or for all but a few where somebody else may be quicker. */
function drawStock(random: Random, stations: StationPlan[], stranger: Stranger | null): Record<string, number> {
  const before = [...stations.flatMap(({ earlier }) => earlier ?? []), ...(stranger ? [stranger.earlier] : [])];
  const besides = stations.flatMap(({ acts }) => acts.filter(({ does }) => does === 'topup'));
  const wanted = [
    ...stations.flatMap(linesOf),
    ...besides.flatMap((act) => ('bundle' in act ? [{ bundle: act.bundle, quantity: 1 }] : [])),
    ...(stranger?.applies ?? []),
  ];
  const isShared = stations.length > 1 || stranger !== null;
  const spare = isShared && random.chance(0.2) ? -random.int(1, 5) : random.pick([0, random.int(1, 200)]);
  return Object.fromEntries(BUNDLES.map((name) => [name, sum(before, name) + Math.max(0, sum(wanted, name) + spare)]));
}

function sum(lines: readonly Line[], name: string): number {
  return lines.reduce((sum, { bundle, quantity }) => (bundle === name ? sum + quantity : sum), 0);
}
