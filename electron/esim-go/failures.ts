import { RequestError, TimeoutError } from 'got';
import type { Connection } from './connection.ts';
import { ApiError, type ApiErrorCode, type Effect } from './errors.ts';
import { retryAfterMs } from './headers.ts';
import { parseJson } from './json.ts';
import { isPage, ownRefusal, type RawAnswer } from './own-word.ts';
import { redact, tidy } from './redact.ts';
import { isAboutKey, type RefusalOf } from './refusals.ts';

interface Asked {
  endpoint: string;
  /** Whether the call was one that changes something. */
  changes: boolean;
  key: string;
  host: string;
  refusal?: RefusalOf | undefined;
}

/** A login page of the network asks for it by this (RFC 6585). */
const NETWORK_LOGIN = 511;
const PROXY_LOGIN = 407;

/**
 * The error that an answer other than 2xx is. A call that changes something had no effect only where the API says no in its own words;
 * of any other answer nobody knows who sent it, and what was done before.
 */
export function statusError(answer: RawAnswer, { endpoint, changes, key, host, refusal }: Asked): ApiError {
  const { status, headers } = answer;
  const own = ownRefusal(answer, endpoint);
  const effect: Effect = changes && own === null ? 'unknown' : 'nothing';
  const failure = (code: ApiErrorCode, params = {}) => new ApiError(code, { params, status, effect });
  if (status === 429 || status === 503) {
    return new ApiError('api.busy', { status, effect, retryAfterMs: retryAfterMs(headers) });
  }
  if (status === PROXY_LOGIN) return failure('api.proxy', { host });
  if (status >= 500 && status !== NETWORK_LOGIN) return failure('api.failed', { status, endpoint });
  if (own === null && (status < 400 || status === NETWORK_LOGIN || isPage(answer))) {
    return failure('api.between', { host });
  }
  if (own === null && changes) return failure('api.failed', { status, endpoint });

  const text = redact(own ?? messageOf(answer), key) || `status ${status}`;
  if (status === 401 || (status === 403 && isAboutKey(text))) return failure('api.unauthorised');
  const meant = refusal?.({ status, text });
  return meant ? failure(meant.code, meant.params) : failure('api.refused', { text });
}

/**
 * What a refused reading call is told: JSON `{message}`, or plain text. Anything else may be a piece of an answer with codes in it,
 * and is not shown.
 */
function messageOf({ headers, body }: RawAnswer): string {
  const json = parseJson(body);
  if (json !== undefined) {
    const message = typeof json === 'object' && json !== null && 'message' in json ? json.message : null;
    return typeof message === 'string' ? message : '';
  }
  const text = Buffer.from(body).toString('utf8');
  return /^text\/plain\b/i.test(headers['content-type'] ?? '') && !/^\s*[<{["]/.test(text) ? text : '';
}

/** Why there was no connection, by the codes of Node and OpenSSL. */
const CAUSES: [codes: RegExp, code: ApiErrorCode][] = [
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'api.certificate-date'],
  [/^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME|INVALID_CA)/, 'api.certificate'],
  // Something speaks, but no TLS.
  [/^(ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)|EPROTO)$/, 'api.between'],
  [/^ENOTFOUND$/, 'api.name-not-found'],
  [/^ECONNREFUSED$/, 'api.connection-refused'],
  [/^(EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'api.no-network'],
];

/**
 * The error that the lack of an answer is. Got's own error holds the request with its key, so only its code goes on as the cause. That
 * the connection never opened is the only proof that the call did nothing.
 */
export function connectionError(
  error: unknown,
  { host, changes, key, connection }: { host: string; changes: boolean; key: string; connection: Connection },
): ApiError {
  const neverOpen = connection.neverOpen();
  const reason = error instanceof RequestError ? error.code : 'no answer';
  const why = error instanceof TimeoutError ? undefined : CAUSES.find(([codes]) => codes.test(reason))?.[1];
  const { issuer = '', from = '', to = '' } = connection.certificate() ?? {};
  return new ApiError((neverOpen && why) || 'api.unreachable', {
    params: { host, ...(neverOpen && why?.startsWith('api.certificate') && shown({ issuer, from, to }, key)) },
    effect: changes && !neverOpen ? 'unknown' : 'nothing',
    cause: new Error(reason),
  });
}

/** What a stranger's certificate says of itself. */
const shown = (said: Record<string, string>, key: string): Record<string, string> =>
  Object.fromEntries(Object.entries(said).map(([name, value]) => [name, tidy(value, key).slice(0, 100) || '?']));
