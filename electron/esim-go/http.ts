import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import got, { type Method } from 'got';
import type { z } from 'zod';
import { StationError } from '../../shared/errors.ts';
import { createApiClock, type Trip } from './api-clock.ts';
import { createConnection } from './connection.ts';
import { decode, malformed } from './decode.ts';
import { ApiError, type ApiErrorCode } from './errors.ts';
import { connectionError, statusError } from './failures.ts';
import { rateLimit } from './headers.ts';
import type { Limiter, Priority } from './limiter.ts';
import { isAsAccepted, isPage, ownRefusal, type RawAnswer } from './own-word.ts';
import type { RefusalOf } from './refusals.ts';

export interface HttpOptions {
  /** Base address including the version, e.g. `https://api.esim-go.com/v2.4`, as `apiAddress` checked it. */
  base: URL;
  /** Asked at every call, so that a key which was set or forgotten counts at once. */
  apiKey: () => string | null;
  /** Awaited before each call: whether the key may be used at all. What it throws is thrown, with nothing sent. */
  mayUse?: () => Promise<void>;
  limiter: Limiter;
  /** `User-Agent`: who is calling, for the API's own logs. */
  agent?: string;
  /** Longest time a request and its answer may take, in milliseconds. */
  timeoutMs?: number;
  /** Pause before a reading call that failed is sent again, in milliseconds; doubles each time. */
  backoffMs?: number;
}

export type Endpoint = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

export interface Request {
  /** Method and path as the documents write them, e.g. `GET /esims/{iccid}`; this is what errors name. */
  endpoint: Endpoint;
  /** Values of the path's segments, not yet encoded. */
  segments?: Record<string, string>;
  /** An array repeats its parameter, undefined leaves it out. */
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  refusal?: RefusalOf;
}

export interface ReadRequest extends Request {
  accept?: string;
  /** For a question that is asked with a body. */
  body?: unknown;
  /** How often a call that failed on the way or at the server is sent again. */
  retries?: number;
  /** Largest answer that is taken, in bytes. */
  maxBytes?: number;
}

export interface ChangeRequest extends Request {
  body?: unknown;
}

/** What the body of a good answer is. @param key that it was asked with, and that may stand in no text of it */
type Decoded<Value> = (body: Uint8Array, key: string) => Value;

/** Calls of one priority. All throw ApiError, or StationError `account.no-key` and `invalid-request` with nothing sent. */
export interface Http {
  /** A call that changes nothing and may be repeated; its JSON answer. */
  read<S extends z.ZodType>(request: ReadRequest, answer: S): Promise<z.output<S>>;
  /** The same for an answer that is not JSON. @param decoded throws `api.malformed` for bytes that are no such answer */
  readBytes<Value>(request: ReadRequest, decoded: Decoded<Value>): Promise<Value>;
  /** A call that may spend or change something: sent once, except where the answer proves that nothing happened. */
  change<S extends z.ZodType>(request: ChangeRequest, answer: S): Promise<z.output<S>>;
}

const MAX_BYTES = 8_000_000;
const TIMEOUTS = { lookup: 5_000, connect: 10_000, secureConnect: 10_000, response: 60_000 };
/** The API's own 429 proves that nothing happened, so it is waited out; this many in a row mean that something else is wrong. */
const MOST_429 = 20;
/** How long a call may wait because the API asks for it, in all; above it the caller hears of it instead. */
const LONGEST_WAIT_MS = 60_000;

/**
 * A socket that was kept alive may be closed by the server just as we write to it, and nobody can tell whether the request was
 * read. On a connection of its own "refused" means refused.
 */
const OWN_CONNECTION = { http: new Agent({ keepAlive: false }), https: new TlsAgent({ keepAlive: false }) };

export function createHttp(options: HttpOptions) {
  const { base, apiKey, mayUse, limiter, agent = 'esim-station', timeoutMs = 120_000, backoffMs = 1_000 } = options;
  const monotonic = () => performance.now();
  const clock = createApiClock(monotonic);
  let calls = 0;
  const client = got.extend({
    throwHttpErrors: false,
    retry: { limit: 0 },
    followRedirect: false,
    timeout: { ...TIMEOUTS, request: timeoutMs },
  });

  function currentKey(): string {
    const key = apiKey();
    if (!key) throw new StationError('account.no-key');
    return key;
  }

  /** Sends until there is an answer other than 429, and takes a good one for what `decoded` makes of it. */
  async function send<Value>(
    request: ReadRequest,
    { priority, changes, waits }: Sending,
    decoded: Decoded<Value>,
  ): Promise<Value> {
    const { endpoint, refusal } = request;
    const url = urlOf(base, request);
    // Without a key there is nothing to wait for.
    currentKey();
    await mayUse?.();
    for (let refused = 0; ; refused++) {
      const departure = await limiter.admit(priority, endpoint);
      const { key, trip, ...answer } = await transfer(url, request, changes).catch((error: unknown) => {
        departure.ended(null);
        throw error;
      });
      const { status, headers, body } = answer;
      departure.ended(rateLimit(headers), status === 429);
      if (status >= 200 && status < 300) {
        if (isPage(answer)) throw between(changes);
        const value = decoded(body, key);
        if (body.length > 0 && isAsAccepted(request.accept ?? '', body)) clock.observe(headers, trip);
        return value;
      }
      if (ownRefusal(answer, endpoint) !== null) clock.observe(headers, trip);
      const failure = statusError(answer, { endpoint, changes, key, host: base.host, refusal });
      const wait = failure.retryAfterMs ?? backoffMs;
      if (status !== 429 || failure.effect === 'unknown' || refused >= MOST_429 || !waits.take(wait)) throw failure;
      limiter.pause(wait);
    }
  }

  const between = (changes: boolean) =>
    new ApiError('api.between', { params: { host: base.host }, effect: changes ? 'unknown' : 'nothing' });

  /** Sends once. The key is read when the call leaves, however long it waited for that. */
  async function transfer(
    url: URL,
    request: ReadRequest,
    changes: boolean,
  ): Promise<RawAnswer & { key: string; trip: Trip }> {
    const { endpoint, accept = 'application/json', body: json, maxBytes = MAX_BYTES } = request;
    const key = currentKey();
    const tooLarge = new AbortController();
    const connection = createConnection(monotonic);
    const begun = monotonic();
    calls++;
    const sending = client(url, {
      method: endpoint.split(' ')[0] as Method,
      headers: { accept, 'user-agent': agent, 'x-api-key': key },
      responseType: 'buffer',
      signal: tooLarge.signal,
      ...(json !== undefined && { json }),
      ...(changes && { agent: OWN_CONNECTION }),
    });
    sending.on('request', connection.watch);
    sending.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxBytes) tooLarge.abort();
    });
    const { statusCode, headers, body } = await sending.catch((error: unknown) => {
      if (tooLarge.signal.aborted) throw malformed(endpoint, 'size', changes ? 'unknown' : 'nothing');
      throw connectionError(error, { host: base.host, changes, key, connection });
    });
    // Not when its body was complete, which may take long.
    const trip = { sentAt: connection.openedAt() ?? begun, arrivedAt: connection.answeredAt() ?? Number.NaN };
    return { key, status: statusCode, headers, body, trip };
  }

  /** Reads, and again after a failure that may pass. */
  async function patiently<Value>(retries: number, waits: Waits, read: () => Promise<Value>): Promise<Value> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof ApiError) || !isPassing(error) || attempt >= retries) throw error;
        const wait = error.retryAfterMs ?? backoffMs * 2 ** attempt;
        if (!waits.take(wait)) throw error;
        await sleep(wait);
      }
    }
  }

  const at = (priority: Priority): Http => {
    function readBytes<Value>(request: ReadRequest, decoded: Decoded<Value>): Promise<Value> {
      const sending = { priority, changes: false, waits: createWaits() };
      return patiently(request.retries ?? 2, sending.waits, () => send(request, sending, decoded));
    }
    return {
      readBytes,
      read: (request, answer) =>
        readBytes(request, (body, key) => decode(answer, body, { endpoint: request.endpoint, effect: 'nothing', key })),
      change: (request, answer) =>
        send(request, { priority, changes: true, waits: createWaits() }, (body, key) =>
          decode(answer, body, { endpoint: request.endpoint, effect: 'unknown', key }),
        ),
    };
  };

  return {
    at,
    /** Requests sent since the start. */ calls: () => calls,
    /** What time it is for the API. */ now: clock.now,
  };
}

/** How a call is sent. */
interface Sending {
  priority: Priority;
  changes: boolean;
  waits: Waits;
}

/** What a call may still wait. */
interface Waits {
  /** Takes a wait off it. @returns false when it is longer than what is left */
  take(ms: number): boolean;
}

function createWaits(): Waits {
  let left = LONGEST_WAIT_MS;
  return {
    take(ms) {
      if (ms > left) return false;
      left -= ms;
      return true;
    },
  };
}

/** What may pass within seconds. A page, a proxy or a certificate on the way does not. */
const PASSING = new Set<ApiErrorCode>([
  'api.busy',
  'api.failed',
  'api.unreachable',
  'api.name-not-found',
  'api.connection-refused',
  'api.no-network',
]);

/** Failures that are worth another try of a call which changes nothing; a 429 was waited for long enough. */
const isPassing = ({ code, status }: ApiError): boolean => status !== 429 && PASSING.has(code);

/** Segments that a URL would swallow or cannot hold. */
const UNUSABLE = /^\.{0,2}$|\p{Surrogate}/u;

/** @throws StationError `invalid-request` */
function urlOf(base: URL, { endpoint, segments = {}, query = {} }: Request): URL {
  const template = endpoint.slice(endpoint.indexOf(' ') + 1);
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = segments[name] ?? '';
    if (UNUSABLE.test(value)) throw new StationError('invalid-request');
    return encodeURIComponent(value);
  });
  const url = new URL(`${base.href.replace(/\/$/, '')}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      if (one !== undefined) url.searchParams.append(name, String(one));
    }
  }
  return url;
}
