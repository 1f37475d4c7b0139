import { useEffect } from 'react';

/** A person who waits for it does not count the seconds, and it is read from this computer alone. */
const BEAT_MS = 5000;

/**
 * Asks again as long as the screen is open, for what comes about by itself and of which no event tells.
 * @param ask null where nothing can come any more
 */
export function useBeat(ask: (() => unknown) | null): void {
  useEffect(() => {
    if (ask === null) return;
    const timer = setInterval(ask, BEAT_MS);
    return () => clearInterval(timer);
  }, [ask]);
}
