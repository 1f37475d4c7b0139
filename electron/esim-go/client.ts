/** The eSIM Go API v2.4, one function per endpoint; each topic has its file. */
import { applyCalls } from './apply.ts';
import { assignmentCalls } from './assignments.ts';
import { catalogueCalls } from './catalogue.ts';
import { esimBundleCalls } from './esim-bundles.ts';
import { esimCalls } from './esims.ts';
import { createHttp, type Http, type HttpOptions } from './http.ts';
import { inventoryCalls } from './inventory.ts';
import { networkCalls } from './networks.ts';
import { orderCalls } from './orders.ts';
import { organisationCalls } from './organisation.ts';

export type Client = ReturnType<typeof createClient>;

/**
 * Every function throws ApiError: `api.unauthorised`, `api.refused`, `api.busy`, `api.failed`, `api.malformed` or one of those for an API
 * that is out of reach (`isOutOfReach`), and what it names itself; `effect` says whether the call can have done anything. Two are StationErrors with
 * nothing sent: `account.no-key`, and `invalid-request` for a name that no path can hold.
 */
export function createClient(options: HttpOptions) {
  const http = createHttp(options);
  return {
    /** Requests sent so far. */
    calls: http.calls,
    /** What time it is for the API, from its answers; null while they do not tell for sure: before the second, and when they disagree. */
    now: http.now,
    ...callsOf(http.at('person')),
    /** The same functions for work that nobody waits for: it lets every other call go first. */
    background: callsOf(http.at('background')),
  };
}

function callsOf(http: Http) {
  return {
    ...applyCalls(http),
    ...assignmentCalls(http),
    ...esimCalls(http),
    ...esimBundleCalls(http),
    ...inventoryCalls(http),
    ...catalogueCalls(http),
    ...orderCalls(http),
    ...organisationCalls(http),
    ...networkCalls(http),
  };
}
