import { createHash } from 'node:crypto';

/** The one source of chance of a run: the same seed draws the same. */
export interface Random {
  /** From 0 to below 1. */
  fraction(): number;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  /** As `int`, but small numbers as often as large ones: each doubling is as likely. */
  magnitude(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
}

export function createRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();

  /** Mulberry32. */
  function fraction(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const int = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1));

  return {
    fraction,
    int,
    magnitude: (min, max) => Math.min(max, Math.floor(min * ((max + 1) / min) ** fraction())),
    chance: (probability) => fraction() < probability,
    pick: ([first, ...more]) => more[int(0, more.length) - 1] ?? first,
  };
}
