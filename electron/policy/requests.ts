import { parseOwnUrl } from './origin.ts';

/**
 * Whether a page may load this address at all. The pages live from our own files and from the bridge; whatever else they
 * ask for (network, `file:`, `data:`, `blob:`) is a mistake or an attack.
 */
export function mayRequest(address: string): boolean {
  return parseOwnUrl(address) !== null;
}
