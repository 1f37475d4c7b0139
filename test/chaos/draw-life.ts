/** How long the processes of a station live, and what is wrong with their computer. */
import type { Kill, Life, Moment } from './plan.ts';
import type { Random } from './random.ts';

const HOUR = 3_600_000;

/** @param applies calls of the first process that buy something, about */
export function drawLives(random: Random, applies: number): Life[] {
  const kills = random.pick([0, 1, 1, 1, 2, 2, 3]);
  const lives = Array.from({ length: kills + 1 }, (_, life): Life => {
    const kill = life < kills ? drawKill(random, life === 0 ? applies : 0) : null;
    return { kill, blocks: null, clock: drawClock(random) };
  });
  if (random.chance(0.12)) {
    const full = lives[random.int(0, lives.length - 1)];
    if (full) full.blocks = random.magnitude(100, 3_000);
  }
  return lives;
}

function drawKill(random: Random, applies: number): Kill {
  const kept = random.pick([0, 0, random.fraction()]);
  return { when: drawMoment(random, applies), kept: random.chance(0.5) ? kept : null };
}

/** Mostly around an apply, where money is; less so in a recovery, which has few. */
export function drawMoment(random: Random, applies: number): Moment {
  const kind = random.fraction();
  const most = Math.max(1, applies);
  if (kind < 0.15) return { after: 'start', number: 0, ms: random.int(150, 3_000) };
  if (kind < (applies > 0 ? 0.65 : 0.4)) {
    return { after: 'apply', number: random.magnitude(1, most), ms: drawDelay(random) };
  }
  return { after: 'call', number: random.magnitude(1, 5 + 2 * most), ms: drawDelay(random) };
}

/** The answer and what it brings to the disk take a few milliseconds. */
function drawDelay(random: Random): number {
  return random.chance(0.3) ? 0 : random.magnitude(1, 120);
}

function drawClock(random: Random): Life['clock'] {
  const clock: Life['clock'] = [];
  if (random.chance(0.2)) clock.push([0, drawJump(random)]);
  if (random.chance(0.1)) clock.push([random.int(400, 1_500), drawJump(random)]);
  return clock;
}

/** Hours to days, forward and back. */
function drawJump(random: Random): number {
  return random.magnitude(HOUR, 5 * 24 * HOUR) * random.pick([1, -1]);
}
