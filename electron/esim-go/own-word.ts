import type { IncomingHttpHeaders } from 'node:http';
import { rateLimit } from './headers.ts';
import { parseJson } from './json.ts';

/** An answer as it came, from whoever sent it. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

/** Statuses with which the API itself says no before it does anything. 408, 409, 425 or 499 may come after the work. */
const REFUSES = new Set([400, 401, 403, 404, 410]);
/** POST /orders is the one call whose errors are documented as plain text, under these. */
const REFUSES_IN_TEXT = new Set([400, 401]);
const ORDERS = 'POST /orders';

/** The documented words of a 429. */
const RATE_LIMITED = /^rate limit exceeded\.?$/i;
/** Words that tell of a failure on the way, whatever the status says: nobody knows what was done before it. */
const FAILED_ON_THE_WAY =
  /internal (server )?error|time[d]?[ -]?out|service (is )?(temporarily )?unavailable|gateway|upstream|processing failed/i;
/** Whether words tell of a failure in the middle of the work, so that nobody knows how far it got. */
export const tellsOfFailure = (words: string): boolean => FAILED_ON_THE_WAY.test(words);

/** What every server on the way says of a status, so that it is nobody's own word. */
const REASON_PHRASE = /^(\d{3}\W*)?(bad request|unauthori[sz]ed|forbidden|not found)\W*$/i;

/**
 * The words of a refusal that is the API's own, in the shape it is documented in; null for anything that a proxy, a firewall or a page
 * on the way may have said. Only such words prove that a call had no effect.
 */
export function ownRefusal({ status, headers, body }: RawAnswer, endpoint: string): string | null {
  if (status === 429) {
    const words = messageAlone(headers, body) ?? (endpoint === ORDERS ? plainText(headers, body) : null);
    const { limit, remaining } = rateLimit(headers);
    return words !== null && RATE_LIMITED.test(words) && limit !== null && remaining !== null ? words : null;
  }
  const words = REFUSES.has(status) ? messageAlone(headers, body) : null;
  const said = words ?? (endpoint === ORDERS && REFUSES_IN_TEXT.has(status) ? ownText(headers, body) : null);
  return said !== null && !tellsOfFailure(said) ? said : null;
}

/** The documented error body: a JSON object with `message` and nothing else, declared as JSON. */
function messageAlone(headers: IncomingHttpHeaders, body: Uint8Array): string | null {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return null;
  const json = parseJson(body);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const entries = Object.entries(json);
  const [key, words] = entries[0] ?? [];
  return entries.length === 1 && key === 'message' && typeof words === 'string' && isText(words) ? words.trim() : null;
}

function ownText(headers: IncomingHttpHeaders, body: Uint8Array): string | null {
  const words = plainText(headers, body);
  return words === null || REASON_PHRASE.test(words) ? null : words;
}

/** One line of words, declared as such; null for what is half of JSON or a page. */
function plainText(headers: IncomingHttpHeaders, body: Uint8Array): string | null {
  if (!/^text\/plain\s*(;|$)/i.test(headers['content-type'] ?? '')) return null;
  const words = Buffer.from(body).toString('utf8').trim();
  return isText(words) && !/[\r\n]/.test(words) ? words : null;
}

const isText = (words: string): boolean => /\p{Letter}/u.test(words) && !/^\s*[<{["]/.test(words);

/** Whether a page for people came in place of an answer: a login, a proxy's, a firewall's. The API never sends one. */
export function isPage({ headers, body }: Pick<RawAnswer, 'headers' | 'body'>): boolean {
  const start = Buffer.from(body.subarray(0, 200))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('<')) return true;
  return /^(text\/html|application\/xhtml)/i.test(headers['content-type'] ?? '') && !/^[[{]/.test(start);
}

/** Whether bytes that are not JSON begin as the format that was asked for. */
export const isAsAccepted = (accept: string, body: Uint8Array): boolean =>
  accept !== 'application/zip' || (body[0] === 0x50 && body[1] === 0x4b);
