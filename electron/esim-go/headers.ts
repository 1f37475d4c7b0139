import type { IncomingHttpHeaders } from 'node:http';
import type { RateLimit } from './limiter.ts';

/** The X-Ratelimit headers that every answer carries (guide "Rate limits"). */
export function rateLimit(headers: IncomingHttpHeaders): RateLimit {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const number = (name: string) => finite(Number.parseInt(String(headers[name] ?? ''), 10));
  return {
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    resetAt: finite(Date.parse(String(headers['x-ratelimit-reset'] ?? ''))),
    cost: number('x-ratelimit-cost'),
  };
}

/** What takes longer to come back than the API may work on anything was not meant. */
const LONGEST_ASKED_MS = 10 * 60_000;

/** Retry-After in milliseconds, ten minutes at most, from seconds or from an HTTP date (both RFC 9110, both documented at some time); null without one. */
export function retryAfterMs(headers: IncomingHttpHeaders): number | null {
  const value = headers['retry-after'];
  if (!value) return null;
  const seconds = Number(value);
  // A date means something by the clock that wrote it; the one of this computer may be wrong.
  const written = Date.parse(String(headers.date ?? ''));
  const now = Number.isNaN(written) ? Date.now() : written;
  const ms = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_ASKED_MS);
}
