/** How long to wait for what, in milliseconds. */
export interface Timing {
  /** The API may work on a large apply for this long before its eSIMs show. */
  processingMs: number;
  /** The same for an apply of a few, which is carried out before it is answered. */
  promptMs: number;
  /** A station that is at work has shown itself within this time. */
  settleMs: number;
  /** Another station may take this long to mark what it made; after it a person is asked. */
  doubtMs: number;
  /** A claim stands when nobody has overwritten it for this long. */
  claimMs: number;
}

/** The API's documents promise every bundle within ten minutes. */
export const PROCESSING_MS = 600_000;

/** More eSIMs than this in one apply are worked on after its answer (changelog v2.2). */
export const AT_ONCE = 5;

/** How long to wait until what an apply of this many eSIMs does not show was not made, in milliseconds. */
export function showsMs(quantity: number, { processingMs, promptMs }: Timing): number {
  return quantity > AT_ONCE ? processingMs : promptMs;
}

/** All waits for an API that needs this long at most; shorter for one that is known to be quicker, as in practice. */
export function timingFor(processingMs: number): Timing {
  return {
    processingMs,
    promptMs: Math.min(30_000, processingMs),
    settleMs: Math.min(3_000, processingMs),
    doubtMs: Math.min(60_000, processingMs),
    claimMs: Math.min(2_000, processingMs),
  };
}
