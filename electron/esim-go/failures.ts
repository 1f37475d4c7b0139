import type { IncomingHttpHeaders } from 'node:http';
import { RequestError, TimeoutError } from 'got';
import { ApiError, type ApiErrorCode, type Effect } from './errors.ts';
import { retryAfterMs } from './headers.ts';
import { redact } from './redact.ts';

/** What a refusal means where the status alone does not say. */
export interface Refusal {
  code: ApiErrorCode;
  params?: Record<string, string | number>;
}

/** How an endpoint reads a refusal; null: as every other endpoint does. */
export type RefusalOf = (answer: { status: number; text: string }) => Refusal | null;

interface Failed {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

interface Asked {
  endpoint: string;
  /** Whether the call was one that changes something. */
  changes: boolean;
  key: string;
  refusal?: RefusalOf | undefined;
}

/** The error that an answer other than 2xx is. */
export function statusError({ status, headers, body }: Failed, { endpoint, changes, key, refusal }: Asked): ApiError {
  const text = redact(messageOf(headers, body), key) || `status ${status}`;
  const effect: Effect = changes ? 'unknown' : 'nothing';
  if (status === 429) {
    return new ApiError('api.busy', { status, effect: 'nothing', retryAfterMs: retryAfterMs(headers) });
  }
  // 403 means a bad key, no usable stock or somebody else's eSIM; only the gateway's words for the first are known for sure.
  if (status === 401 || (status === 403 && /access denied|forbidden/i.test(text))) {
    return new ApiError('api.unauthorised', { status, effect: 'nothing' });
  }
  const meant = refusal?.({ status, text });
  if (meant) return new ApiError(meant.code, { params: meant.params ?? {}, status, effect: 'nothing' });
  if (status === 503) return new ApiError('api.busy', { status, effect, retryAfterMs: retryAfterMs(headers) });
  if (status >= 500) return new ApiError('api.failed', { params: { status, endpoint }, status, effect });
  if (status >= 400) return new ApiError('api.refused', { params: { text }, status, effect: 'nothing' });
  return new ApiError('api.malformed', { params: { endpoint, path: `status ${status}` }, status, effect });
}

/**
 * Errors come as JSON `{message}`; POST /orders declares plain text. Anything else may be a page of a proxy or a piece of an
 * answer with codes in it, and is not shown.
 */
function messageOf(headers: IncomingHttpHeaders, body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8');
  try {
    const json: unknown = JSON.parse(text);
    const message = typeof json === 'object' && json !== null && 'message' in json ? json.message : null;
    return typeof message === 'string' ? message : '';
  } catch {
    return /^text\/plain\b/i.test(headers['content-type'] ?? '') && !/^\s*[<{["]/.test(text) ? text : '';
  }
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

/** The error that the lack of an answer is. Got's own error holds the request with its key, so only its code goes on as the cause. */
export function connectionError(error: unknown, host: string, changes: boolean): ApiError {
  let unsent = false;
  if (error instanceof TimeoutError) unsent = BEFORE_SENDING.has(error.event);
  else if (error instanceof RequestError) unsent = NEVER_CONNECTED.has(error.code) || TLS_FAILED.test(error.code);
  const effect = changes && !unsent ? 'unknown' : 'nothing';
  const cause = new Error(error instanceof RequestError ? error.code : 'no answer');
  return new ApiError('api.unreachable', { params: { host }, effect, cause });
}
