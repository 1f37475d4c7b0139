import type { IncomingHttpHeaders } from 'node:http';

/** When a call left and when the head of its answer came, in milliseconds on the clock that nobody sets. */
export interface Trip {
  sentAt: number;
  arrivedAt: number;
}

/**
 * The clock of the API as its own answers show it; this computer's may be wrong, or be set while a batch runs. No answer decides
 * alone: what counts is on what several agree.
 */
export interface ApiClock {
  /** Takes the time from the `Date` of an answer that is the API's own; it has whole seconds. */
  observe(headers: IncomingHttpHeaders, trip: Trip): void;
  /**
   * Within 2.5 s of what the API's clock says now, and not ahead of it where its answers are true. Null while that is not known:
   * before a second answer, and when answers disagree (the API's clock stands still or jumps, or something else answers).
   */
  now(): Date | null;
}

/** Answers one after the other at the start are all taken, so that the time is known soon; later ones are spread. */
const AT_ONCE = 3;
const APART_MS = 5_000;
const KEPT = 12;
/** Two clocks drift apart, ours and the API's. */
const OLDEST_MS = 30 * 60_000;
/** The API's servers have a clock each. */
const SLACK_MS = 250;
/** A trip that took longer says too little about when the answer was written. */
const LONGEST_TRIP_MS = 1_000;

/** What one answer says of the API's clock minus ours: it was written between leaving and arriving, within its second. */
interface Sample {
  arrivedAt: number;
  least: number;
  most: number;
}

/** @param monotonic milliseconds on a clock that nobody sets */
export function createApiClock(monotonic: () => number = () => performance.now()): ApiClock {
  let samples: Sample[] = [];

  const freshOnes = () => samples.filter(({ arrivedAt }) => monotonic() - arrivedAt <= OLDEST_MS);

  /** How far the API's clock is ahead of ours; null when that is not known. */
  function ahead(): number | null {
    const fresh = freshOnes();
    const agreeing = mostAgreeing(fresh);
    // One that stands alone is a stranger's. Two are more than a stranger.
    if (agreeing.length < 2 || agreeing.length < fresh.length - 1) return null;
    return Math.max(...agreeing.map(({ least }) => least));
  }

  return {
    observe({ date }, { sentAt, arrivedAt }) {
      const written = Date.parse(date ?? '');
      const tooLong = !(arrivedAt - sentAt <= LONGEST_TRIP_MS);
      const fresh = freshOnes();
      const last = fresh.at(-1);
      const tooSoon = fresh.length >= AT_ONCE && last !== undefined && arrivedAt - last.arrivedAt < APART_MS;
      if (Number.isNaN(written) || tooLong || tooSoon) return;
      samples = [...fresh, { arrivedAt, least: written - arrivedAt, most: written + 1000 - sentAt }].slice(-KEPT);
    },
    now() {
      const ms = ahead();
      return ms === null ? null : new Date(monotonic() + ms);
    },
  };
}

/** The largest group that one clock can explain. */
function mostAgreeing(samples: readonly Sample[]): Sample[] {
  let most: Sample[] = [];
  // Where intervals overlap most, one of them begins.
  for (const { least } of samples) {
    const group = samples.filter((one) => one.least <= least && least - SLACK_MS <= one.most + SLACK_MS);
    if (group.length > most.length) most = group;
  }
  return most;
}
