import { parseOwnUrl } from './origin.ts';

/** What our pages may use of the browser's powers, each with its reason. What is not here is refused. */
const ALLOWED = new Map([['clipboard-sanitized-write', 'The copy buttons beside activation codes and ICCIDs.']]);

/**
 * @param permission as Electron names it
 * @param requester address or origin of the page that asks
 */
export function mayUse(permission: string, requester: string): boolean {
  return ALLOWED.has(permission) && parseOwnUrl(requester) !== null;
}
