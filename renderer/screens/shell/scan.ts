/**
 * Tells a keyboard-wedge scanner from a person: both type, but nobody types twenty digits with less than 35 ms between them.
 * A pure state machine over the keys, so that time is an argument and not a clock.
 */
import { isIccid } from '../../../shared/iccid.ts';

/** What one key press says. Times are milliseconds of any one clock. */
export interface Press {
  key: string;
  at: number;
  /** Sent by a key that is held down, which is faster than any scanner needs to be. */
  repeat: boolean;
}

/** A burst of digits so far. */
export interface Burst {
  digits: string;
  startedAt: number;
  lastAt: number;
}

export const NO_BURST: Burst = { digits: '', startedAt: 0, lastAt: 0 };

/** From one character to the next, on average over the burst. */
const FASTEST_PERSON_MS = 35;
/** A longer pause ends a burst: what comes then was typed by someone else. */
export const LONGEST_PAUSE_MS = 70;
/** Silence after which a burst without an Enter is complete. */
export const SILENCE_MS = 120;

function isScanned({ digits, startedAt, lastAt }: Burst): boolean {
  return isIccid(digits) && lastAt - startedAt <= FASTEST_PERSON_MS * (digits.length - 1);
}

/** @returns the burst with this key, and the ICCID if the key is the Enter that completes one */
export function press(burst: Burst, { key, at, repeat }: Press): { burst: Burst; iccid: string | null } {
  const goesOn = burst.digits !== '' && at - burst.lastAt <= LONGEST_PAUSE_MS;
  if (/^\d$/.test(key) && !repeat) {
    const next = goesOn
      ? { digits: burst.digits + key, startedAt: burst.startedAt, lastAt: at }
      : { digits: key, startedAt: at, lastAt: at };
    return { burst: next, iccid: null };
  }
  const complete = key === 'Enter' && !repeat && goesOn && isScanned(burst);
  return { burst: NO_BURST, iccid: complete ? burst.digits : null };
}

/** @returns the ICCID of a burst that has ended in silence, as scanners without a suffix end it */
export function silence(burst: Burst): string | null {
  return isScanned(burst) ? burst.digits : null;
}
