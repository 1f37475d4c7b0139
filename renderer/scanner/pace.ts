/**
 * Tells a keyboard-wedge scanner from a person by the times at which keys were pressed. Pure: time is an argument and not a clock,
 * so nothing here depends on when a busy page gets round to a key.
 */
import type { ScannerSpeed } from '../../shared/model.ts';

export interface Pace {
  /** Longest time from one key of a scanner to the next while it is not yet sure that it is one, in milliseconds. */
  gap: number;
  /** Keys in a row at that pace that no person types. */
  sure: number;
}

export const PACES: Record<ScannerSpeed, Pace> = {
  usual: { gap: 35, sure: 6 },
  // People who type fast come near this pace for some keys, so it takes more of them.
  slow: { gap: 60, sure: 12 },
};

/**
 * Keys that lie further apart have nothing to do with each other. What follows a scan sooner is a part of it: a machine that is busy
 * may stop in the middle of one, and no hand is back at the keyboard so soon.
 */
export const RELATED_MS = 150;
/**
 * The longest that a machine under load lets a scanner wait in the middle of a code or before its Enter. What comes after such a stop
 * belongs to what was before only where that makes a code, and all of it together came faster than hands.
 */
export const STOPPED_MS = 600;
/** Silence after which a scan is complete. */
export const SILENCE_MS = 120;
/** Two keys and Enter at this pace are no hands. */
const NO_HANDS_MS = 12;

/** Where in `times` the keys begin that follow each other at the pace of a scanner up to the last one. */
export function runStart(times: readonly number[], { gap }: Pace): number {
  let start = times.length - 1;
  while (start > 0 && (times[start] ?? 0) - (times[start - 1] ?? 0) <= gap) start--;
  return Math.max(0, start);
}

/** How long the machine that a scanner types into may stop now and then. */
export const LONGEST_STOP_MS = 70;

/**
 * Where the scan begins that ends with the last key: at its run, or some keys earlier where only a stop of a busy machine lies between
 * and all of them together are still faster than hands. Nobody types until a twentieth of a second before he scans.
 */
export function scanStart(times: readonly number[], pace: Pace): number {
  const run = runStart(times, pace);
  const earliest = Math.max(0, run - pace.sure);
  for (let start = earliest; start < run; start++) {
    const part = times.slice(start);
    const stops = part.slice(1).map((time, index) => time - (part[index] ?? time));
    if (Math.max(...stops) <= LONGEST_STOP_MS && meanGap(part) <= pace.gap) return start;
  }
  return run;
}

export function isSure(times: readonly number[], pace: Pace): boolean {
  return times.length - runStart(times, pace) >= pace.sure;
}

/**
 * Whether Enter or Tab at `end` ends a scan. Where nothing can be typed into, one character right before it is enough: nobody types
 * letters on a button, and what the button does may cost money.
 */
export function isEnded(times: readonly number[], end: number, pace: Pace, intoText: boolean): boolean {
  const last = times.at(-1);
  if (last === undefined || end - last > pace.gap) return false;
  const run = times.slice(runStart(times, pace));
  if (run.length >= 3 || !intoText) return true;
  const [first = 0] = run;
  return run.length === 2 && last - first <= NO_HANDS_MS && end - last <= NO_HANDS_MS;
}

/** Milliseconds from one key to the next, on average. */
export function meanGap(times: readonly number[]): number {
  const [first = 0] = times;
  return times.length < 2 ? 0 : ((times.at(-1) ?? 0) - first) / (times.length - 1);
}
