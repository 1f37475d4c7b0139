/**
 * The activation code of GSMA SGP.22 section 4.1 as it stands in a QR code:
 * `LPA:1$<SM-DP+ address>$<matching ID>[$<SM-DP+ OID>[$1]]`.
 */

export interface ActivationCode {
  smdpAddress: string;
  matchingId: string;
  oid: string;
  confirmationCodeRequired: boolean;
}

/** Longest activation code a device has to take. */
const MAX_LENGTH = 255;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:\d{1,5})?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be kept out of a code
const UNSAFE = /[$\s\u0000-\u001f\u007f]/;

/** The documents show addresses with a scheme or a slash at the end, the wild bare hosts: the code needs the bare host. */
export function bareHost(address: string): string {
  return address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '');
}

/**
 * Builds the code an eSIM is installed with.
 * @returns null when the parts cannot make a valid code; the caller knows whose fault that is.
 */
export function buildActivationCode(smdpAddress: string, matchingId: string): string | null {
  const host = bareHost(smdpAddress);
  if (!HOST.test(host) || matchingId === '' || UNSAFE.test(matchingId)) return null;
  const code = `LPA:1$${host}$${matchingId}`;
  return code.length <= MAX_LENGTH ? code : null;
}

/** Reads a code with or without its `LPA:` prefix; elements that newer versions append are ignored. */
export function parseActivationCode(text: string): ActivationCode | null {
  const code = text.trim().replace(/^LPA:/i, '');
  if (code.length > MAX_LENGTH) return null;
  const [format, smdpAddress = '', matchingId = '', oid = '', flag = ''] = code.split('$').map((part) => part.trim());
  if (format !== '1' || !HOST.test(smdpAddress)) return null;
  if (!/^[\d.]*$/.test(oid) || (flag !== '' && flag !== '1')) return null;
  return { smdpAddress, matchingId, oid, confirmationCodeRequired: flag === '1' };
}
