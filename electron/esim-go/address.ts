import { StationError } from '../../shared/errors.ts';

/** The reseller API this program is written for. */
export const LIVE_API = 'https://api.esim-go.com/v2.4';

/** Names of this computer itself: the only hosts to which a key may travel without TLS. */
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Checks an API address before anything is sent there.
 * @throws StationError `api.address` unless it is https, or http on loopback, without credentials, query or fragment
 */
export function apiAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const safe = url && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)));
  if (!safe || url.username || url.password || url.search || url.hash) throw new StationError('api.address');
  return url;
}
