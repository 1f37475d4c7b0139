/** All waits for the API, in milliseconds. `--processing` rules every one of them. */
export interface Timing {
  /** The API works on a call for so long at most, says eSIM Go; of a few eSIMs too. */
  processingMs: number;
  /** What does not show for so long was not made: what the API promises, and a fifth of it for queues and clocks. */
  showsMs: number;
  /** A station that is at work has shown itself within this time. */
  settleMs: number;
  /** Another station may take this long to mark what it made; after it a person is asked. */
  doubtMs: number;
  /** A claim stands when nobody has overwritten it for this long. */
  claimMs: number;
  /** Longest wait for something that passes by itself, before it is a problem. */
  patienceMs: number;
}

/** The API's documents promise every bundle within ten minutes. */
export const PROCESSING_MS = 600_000;

/** More eSIMs than this in one apply are worked on after its answer (changelog v2.2). */
export const AT_ONCE = 5;

/** Part of what the API promises, for queues and clocks. */
const MARGIN = 1.2;
/** However quick an API is said to be, a network may be away for so long. */
const LEAST_PATIENCE_MS = 30_000;

/** All waits for an API that needs this long at most; shorter for one that is known to be quicker, as in practice. */
export function timingFor(processingMs: number): Timing {
  return {
    processingMs,
    showsMs: processingMs * MARGIN,
    settleMs: Math.min(3_000, processingMs),
    doubtMs: Math.min(60_000, processingMs),
    claimMs: Math.min(2_000, processingMs),
    patienceMs: Math.max(LEAST_PATIENCE_MS, processingMs * MARGIN),
  };
}
