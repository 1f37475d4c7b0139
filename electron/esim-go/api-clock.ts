import type { IncomingHttpHeaders } from 'node:http';

/** The clock of the API as its answers show it. This computer's own may be wrong, or be set while a batch runs. */
export interface ApiClock {
  /** Takes the time from an answer's `Date`, which has whole seconds. */
  observe(headers: IncomingHttpHeaders): void;
  /** Not later than the API's clock says now, and rarely more than a second behind it; null before the first answer. */
  now(): Date | null;
}

/** The API's clock was set, or an answer was held up on its way for so long that it says nothing. */
const TOO_FAR_MS = 3_000;

/** @param monotonic milliseconds on a clock that nobody sets */
export function createApiClock(monotonic: () => number = () => performance.now()): ApiClock {
  /** API's clock minus ours. Each answer gives a lower bound, because it cuts the second and took a while: the largest is nearest. */
  let ahead = Number.NaN;
  return {
    observe({ date }) {
      const bound = Date.parse(date ?? '') - monotonic();
      if (Number.isNaN(bound)) return;
      if (!(Math.abs(bound - ahead) < TOO_FAR_MS) || bound > ahead) ahead = bound;
    },
    now: () => (Number.isNaN(ahead) ? null : new Date(monotonic() + ahead)),
  };
}
