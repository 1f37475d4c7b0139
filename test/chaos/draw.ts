/** Draws the plan of a run: mostly small and quick, each trouble often enough to meet every other one. */
import type { Variant } from '../../electron/training/index.ts';
import { drawFault } from './draw-fault.ts';
import { drawLives, drawMoment } from './draw-life.ts';
import type { Line, Order, Plan, StationPlan, Stranger } from './plan.ts';
import { createRandom, type Random } from './random.ts';

/** Of the provider whose eSIMs take each other's bundles, so that top-ups fit. */
const BUNDLES = ['esim_1GB_7D_GB_V2', 'esim_5GB_30D_REUP_V2', 'esim_3GB_30D_US_V2'] as const;
/** eSIMs that the station asks for with one call at most. */
const CHUNK = 30;

/** @param run counted from 0; the same two numbers draw the same plan */
export function drawPlan(seed: number, run: number): Plan {
  const random = createRandom(`${seed} ${run}`);
  const latency = random.chance(0.5) ? 0 : random.int(1, 60);
  const processing = random.chance(0.3) ? 0 : random.int(1, 900);
  const variant = random.pick<Variant>(['wild', 'documented']);
  const first = drawStation(random);
  const company = random.fraction();
  const stations: Plan['stations'] = company < 0.17 ? [seenBefore(first), drawRival(random, first)] : [first];
  const stranger = company >= 0.17 && company < 0.34 ? drawStranger(random, first) : null;
  const faults = Array.from({ length: random.pick([0, 0, 1, 1, 1, 2, 2, 3, 4, 6]) }, () => drawFault(random));
  const stock = drawStock(random, stations, stranger);
  return { run, seed, account: { seed: run + 1, variant, latency, processing, stock }, stations, stranger, faults };
}

function drawStation(random: Random): StationPlan {
  const earlier = random.chance(0.2) ? { bundle: random.pick(BUNDLES), quantity: random.int(1, 8) } : null;
  const isTopUp = earlier !== null && random.chance(0.6);
  const order: Order = isTopUp ? { kind: 'top-up', bundle: random.pick(BUNDLES) } : drawOrder(random);
  return { earlier, order, startsAfter: 0, ...drawFate(random, appliesOf({ earlier, order })) };
}

function drawFate(random: Random, applies: number): Pick<StationPlan, 'lives' | 'cancels' | 'retries'> {
  const lives = drawLives(random, applies);
  return { lives, cancels: random.chance(0.06) ? random.int(1, 2) : null, retries: random.chance(0.3) };
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

/** A second station that sells one of the same bundles at about the same time. */
function drawRival(random: Random, first: StationPlan): StationPlan {
  const line = random.pick(linesOf(first) as [Line, ...Line[]]);
  const quantity = random.chance(0.4) ? line.quantity : drawQuantity(random);
  const order: Order = { kind: 'new', lines: [{ bundle: line.bundle, quantity }], manifest: false };
  const earlier = { bundle: random.pick(BUNDLES), quantity: 1 };
  const startsAfter = random.chance(0.5) ? 0 : random.int(1, 2_000);
  return { earlier, order, startsAfter, ...drawFate(random, appliesOf({ earlier, order })) };
}

function drawStranger(random: Random, first: StationPlan): Stranger {
  const { bundle, quantity } = random.pick(linesOf(first) as [Line, ...Line[]]);
  const applies = Array.from({ length: random.int(1, 3) }, () => ({
    bundle,
    // Often just as many as the station asks for in one call, so that the two are easily mistaken for each other.
    quantity: random.chance(0.5) ? Math.min(CHUNK, quantity) : random.int(1, 6),
    life: random.pick([0, 0, 0, 1]),
    when: drawMoment(random, appliesOf(first)),
  }));
  return { earlier: { bundle, quantity: 1 }, applies };
}

/** Enough for everybody, or for all but a few where somebody else may be quicker. */
function drawStock(random: Random, stations: StationPlan[], stranger: Stranger | null): Record<string, number> {
  const before = [...stations.flatMap(({ earlier }) => earlier ?? []), ...(stranger ? [stranger.earlier] : [])];
  const wanted = [...stations.flatMap(linesOf), ...(stranger?.applies ?? [])];
  const isShared = stations.length > 1 || stranger !== null;
  const spare = isShared && random.chance(0.2) ? -random.int(1, 5) : random.pick([0, random.int(1, 200)]);
  return Object.fromEntries(BUNDLES.map((name) => [name, sum(before, name) + Math.max(0, sum(wanted, name) + spare)]));
}

function sum(lines: readonly Line[], name: string): number {
  return lines.reduce((sum, { bundle, quantity }) => (bundle === name ? sum + quantity : sum), 0);
}
