import got, { type OptionsOfBufferResponseBody, RequestError, type Response, TimeoutError } from 'got';
import type { z } from 'zod';
import { StationError } from '../../shared/errors.ts';
import { ApiError, type Effect } from './errors.ts';
import type { Limiter, Priority } from './limiter.ts';

export interface HttpOptions {
  /** Base address including the version, e.g. `https://api.esim-go.com/v2.4`, as `apiAddress` checked it. */
  base: URL;
  /** Asked at every call, so that a key which was set or forgotten counts at once. */
  apiKey: () => string | null;
  limiter: Limiter;
}

export interface RequestOptions {
  /** Path below the base; variable segments already percent-encoded. */
  path: string;
  query?: Record<string, string>;
  accept?: string;
  priority?: Priority;
  /** How often a GET that failed on the way or at the server is sent again. Never used for calls that change anything. */
  retries?: number;
  /** Largest answer that is taken, in bytes. */
  maxBytes?: number;
}

export interface Http {
  /** A call that changes nothing and may be repeated. */
  get(request: RequestOptions): Promise<Uint8Array>;
  /** A call that may spend stock: sent once, except where the answer proves that nothing happened. */
  post(request: RequestOptions & { body: unknown }): Promise<Uint8Array>;
  /** Requests sent since the start, for the operator and for tests. */
  calls(): number;
}

type Answer = Response<Uint8Array>;

const MB = 1_000_000;
const TIMEOUT = { lookup: 5_000, connect: 10_000, secureConnect: 10_000, response: 60_000, request: 120_000 };
/** A 429 proves that nothing happened, so it is waited out; this many in a row mean that something else is wrong. */
const MOST_429 = 20;
const BACKOFF_MS = 1_000;
/** A text of the API is shown to people: one line, and short. */
const LONGEST_TEXT = 300;

export function createHttp({ base, apiKey, limiter }: HttpOptions): Http {
  let calls = 0;
  const client = got.extend({
    throwHttpErrors: false,
    retry: { limit: 0 },
    followRedirect: false,
    timeout: TIMEOUT,
  });

  async function once(
    request: RequestOptions,
    options: OptionsOfBufferResponseBody,
    endpoint: string,
  ): Promise<Uint8Array> {
    const key = apiKey();
    if (!key) throw new StationError('account.no-key');
    const url = new URL(`${base.href.replace(/\/$/, '')}${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    const tooLarge = new AbortController();
    const maxBytes = request.maxBytes ?? 8 * MB;

    for (let refused = 0; ; refused++) {
      await limiter.admit(request.priority ?? 'person');
      calls++;
      const sending = client(url, {
        ...options,
        responseType: 'buffer',
        headers: { accept: request.accept ?? 'application/json', 'x-api-key': key, ...options.headers },
        signal: tooLarge.signal,
      });
      sending.on('downloadProgress', ({ transferred }) => {
        if (transferred > maxBytes) tooLarge.abort();
      });
      const response = await sending.catch((error: unknown) => {
        if (tooLarge.signal.aborted) {
          throw new ApiError('api.malformed', { params: { endpoint, path: 'size' }, effect: 'unknown' });
        }
        throw connectionError(error, base.host);
      });
      observe(limiter, response);
      if (response.statusCode === 200) return response.body;
      const failure = statusError(response, endpoint, key);
      if (response.statusCode !== 429 || refused >= MOST_429) throw failure;
      limiter.pause(failure.retryAfterMs ?? BACKOFF_MS);
    }
  }

  return {
    async get(request) {
      const endpoint = `GET ${request.path}`;
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(request, { method: 'GET' }, endpoint);
        } catch (error) {
          if (!(error instanceof ApiError) || !isPassing(error) || attempt >= (request.retries ?? 2)) throw error;
          await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? BACKOFF_MS * 2 ** attempt));
        }
      }
    },
    post(request) {
      // A socket that was kept alive may be closed by the server just as we write to it, and nobody can tell whether the
      // request was read. A connection of its own makes "refused" mean refused.
      const options: OptionsOfBufferResponseBody = {
        method: 'POST',
        json: request.body,
        headers: { connection: 'close' },
      };
      return once(request, options, `POST ${request.path}`);
    },
    calls: () => calls,
  };
}

/** Decodes a JSON answer. @throws ApiError `api.malformed` naming the endpoint and the path in the body, never a value of it */
export function decode<S extends z.ZodType>(schema: S, body: Uint8Array, endpoint: string): z.output<S> {
  const malformed = (path: string) => new ApiError('api.malformed', { params: { endpoint, path }, effect: 'unknown' });
  let json: unknown;
  try {
    json = body.length === 0 ? null : JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw malformed('not JSON');
  }
  const result = schema.safeParse(json);
  if (!result.success) throw malformed(result.error.issues[0]?.path.join('.') || 'top level');
  return result.data;
}

/** Failures that are worth another try of a call which changes nothing. */
function isPassing({ code }: ApiError): boolean {
  return code === 'api.busy' || code === 'api.failed' || code === 'api.unreachable';
}

function observe(limiter: Limiter, { headers }: Answer): void {
  const number = (name: string) => {
    const value = Number.parseInt(String(headers[name] ?? ''), 10);
    return Number.isNaN(value) ? null : value;
  };
  const resetAt = Date.parse(String(headers['x-ratelimit-reset'] ?? ''));
  limiter.observe({
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    resetAt: Number.isNaN(resetAt) ? null : resetAt,
  });
}

function statusError(response: Answer, endpoint: string, key: string): ApiError {
  const status = response.statusCode;
  const text = messageOf(response, key);
  switch (status) {
    case 400:
    case 404:
    case 410:
      return new ApiError('api.refused', { params: { text }, effect: 'nothing' });
    case 401:
      return new ApiError('api.unauthorised', { effect: 'nothing' });
    case 403:
      // 403 means a bad key, no usable stock or somebody else's eSIM; only the text of the first is known for sure.
      return /access denied|forbidden/i.test(text)
        ? new ApiError('api.unauthorised', { effect: 'nothing' })
        : new ApiError('api.refused', { params: { text }, status, effect: 'nothing' });
    case 429:
      return new ApiError('api.busy', { effect: 'nothing', retryAfterMs: retryAfter(response) });
    case 503:
      return new ApiError('api.busy', { effect: 'unknown', retryAfterMs: retryAfter(response) });
    default:
      return status >= 500
        ? new ApiError('api.failed', { params: { status, endpoint }, effect: 'unknown' })
        : new ApiError('api.malformed', { params: { endpoint, path: `status ${status}` }, effect: 'unknown' });
  }
}

/** Errors come as JSON `{message}`; POST /orders declares plain text. The key is kept out whatever the API echoes. */
function messageOf(response: Answer, key: string): string {
  const body = Buffer.from(response.body).toString('utf8');
  let text = body;
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json === 'object' && json !== null && 'message' in json) text = String(json.message);
  } catch {
    if (/^\s*</.test(body)) text = '';
  }
  const line = text
    .replaceAll(key, '…')
    .replace(/LPA:\S+/gi, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return line.slice(0, LONGEST_TEXT) || `status ${response.statusCode}`;
}

/** Retry-After in milliseconds, from seconds or from an HTTP date (both RFC 9110, both documented at some time). */
function retryAfter({ headers }: Answer): number | null {
  const value = headers['retry-after'];
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/** Phases in which no byte of the request can have left. */
const BEFORE_SENDING = new Set(['lookup', 'connect', 'secureConnect']);
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);
const TLS_FAILED = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/;

function connectionError(error: unknown, host: string): ApiError {
  let effect: Effect = 'unknown';
  if (error instanceof TimeoutError) effect = BEFORE_SENDING.has(error.event) ? 'nothing' : 'unknown';
  else if (error instanceof RequestError) {
    effect = NEVER_CONNECTED.has(error.code) || TLS_FAILED.test(error.code) ? 'nothing' : 'unknown';
  }
  return new ApiError('api.unreachable', { params: { host }, effect, cause: error });
}
