/** The fixed window of the documents: so many tokens a second for each client address. */

export interface Tokens {
  allowed: boolean;
  headers: Record<string, string>;
}

export type RateLimit = (client: string, now: number) => Tokens;

const WINDOW = 1000;
/** The documents give every endpoint a cost but do not publish it. */
const COST = 1;

export function createRateLimit(limit: number): RateLimit {
  let window = Number.NaN;
  const spent = new Map<string, number>();

  return (client, now) => {
    const current = Math.floor(now / WINDOW);
    if (current !== window) {
      window = current;
      spent.clear();
    }
    const used = spent.get(client) ?? 0;
    const allowed = used + COST <= limit;
    if (allowed) spent.set(client, used + COST);
    return {
      allowed,
      headers: {
        'X-Ratelimit-Limit': String(limit),
        'X-Ratelimit-Remaining': String(allowed ? limit - used - COST : 0),
        'X-Ratelimit-Reset': new Date((current + 1) * WINDOW).toISOString(),
        'X-Ratelimit-Cost': String(COST),
      },
    };
  };
}
