/**
 * The activation code of GSMA SGP.22 section 4.1 as it stands in a QR code:
 * `LPA:1$<SM-DP+ address>$<matching ID>[$<SM-DP+ OID>[$1]]`.
 */
import { machineLine } from './one-line.ts';

export interface ActivationCode {
  /** Bare and in small letters, without the port that everybody uses. */
  smdpAddress: string;
  /** Empty in codes that leave it to the chip to say who it is. */
  matchingId: string;
  oid: string;
  confirmationCodeRequired: boolean;
}

/** Longest activation code a device has to take. */
const MAX_LENGTH = 255;
/** Of a text that may hold one, with all that links and percent signs add. */
const LONGEST_TEXT = 2_000;
const HOST = /^(?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/;
/** What servers give out; the standard knows letters, digits and hyphens alone. */
const MATCHING_ID = /^[\w-][\w.~:+/=@*!-]*$/;
const OID = /^(?:\d+(?:\.\d+)*)?$/;
/** With its prefix, as a link, or without either: `1$`, a host and `$`. A price such as `1$2$` is none. */
const HOLDS = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])LPA\s*:`,
    String.raw`carddata\s*=`,
    String.raw`(?<![0-9])1\s*\$\s*(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+[^$]*\$`,
    String.raw`(?<![0-9])1\s*\$(?=[^$\s]*[a-z])[a-z0-9-]+(?::\d+)?\$`,
  ].join('|'),
  'iu',
);
/** Pages of the makers that open the installation on a phone, with the code behind `carddata`. */
const INSTALL_PAGES = new Set(['esimsetup.apple.com', 'esimsetup.android.com']);

/** The documents show addresses with a scheme, a slash, a port or capitals, the wild bare hosts: the code needs the bare host. */
export function bareHost(address: string): string {
  const line = machineLine(address);
  // A whole code in this field is for `readCodeParts`; its matching ID must keep its capitals.
  if (holdsActivationCode(line)) return line;
  return line
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .replace(/:443$/, '')
    .replace(/\.$/, '');
}

/**
 * The code that an SM-DP+ address and a matching ID make. Some shops fill in one of the two fields with the whole code; then the
 * other one has to be empty, the same, or say the same.
 * @returns null when they make no code or contradict each other; the caller knows whose fault that is.
 */
export function readCodeParts(smdpAddress: string, matchingId: string): ActivationCode | null {
  const wholes = [smdpAddress, matchingId].filter(holdsActivationCode).map(readActivationCode);
  if (wholes.includes(null)) return null;
  const [whole] = wholes;
  const address = holdsActivationCode(smdpAddress) ? '' : bareHost(smdpAddress);
  const id = holdsActivationCode(matchingId) ? '' : machineLine(matchingId);
  const code: ActivationCode = {
    smdpAddress: address || (whole?.smdpAddress ?? ''),
    matchingId: id || (whole?.matchingId ?? ''),
    oid: whole?.oid ?? '',
    confirmationCodeRequired: whole?.confirmationCodeRequired ?? false,
  };
  if (!HOST.test(code.smdpAddress) || !MATCHING_ID.test(code.matchingId)) return null;
  if (!wholes.every((other) => other && sameActivationCode(code, other))) return null;
  return written(code).length <= MAX_LENGTH ? code : null;
}

/** Builds the code an eSIM is installed with, the same for all spellings of its parts. @returns null as `readCodeParts` does */
export function buildActivationCode(smdpAddress: string, matchingId: string): string | null {
  const code = readCodeParts(smdpAddress, matchingId);
  return code && written(code);
}

function written({ smdpAddress, matchingId, oid, confirmationCodeRequired }: ActivationCode): string {
  const more = confirmationCodeRequired ? [oid, '1'] : oid ? [oid] : [];
  return [`LPA:1`, smdpAddress, matchingId, ...more].join('$');
}

/**
 * The one reader of activation codes: with its prefix in any case or without it, in the makers' install links, with everything that
 * servers, files and scanners put around it; elements that newer versions append are ignored.
 * @returns null for a text that is none
 */
export function readActivationCode(text: string): ActivationCode | null {
  if (text.length > LONGEST_TEXT) return null;
  const line = machineLine(text.normalize('NFKC'));
  const code = (isInstallLink(line) ? ofLink(line) : line)?.replace(/^"?\s*LPA\s*:\s*/i, '').replace(/"$/, '');
  if (!code || code.length > MAX_LENGTH) return null;
  const [format, address = '', matchingId = '', oid = '', flag = ''] = code.split('$').map((part) => part.trim());
  const smdpAddress = bareHost(address);
  if (format !== '1' || !HOST.test(smdpAddress) || (matchingId !== '' && !MATCHING_ID.test(matchingId))) return null;
  if (!OID.test(oid) || (flag !== '' && flag !== '1')) return null;
  return { smdpAddress, matchingId, oid, confirmationCodeRequired: flag === '1' };
}

/** Whether two codes install the same eSIM. What else they say, as the OID, is the server's to check. */
export function sameActivationCode(one: ActivationCode, other: ActivationCode): boolean {
  return one.smdpAddress === other.smdpAddress && one.matchingId === other.matchingId;
}

/** Whether there is an activation code somewhere in a text, so that it must not be shown, kept or sent as anything else. */
export function holdsActivationCode(text: string): boolean {
  const line = machineLine(text.normalize('NFKC'));
  // A stray `%` elsewhere in the text must not keep a code from being seen.
  const marks = line.replace(/%24/g, '$').replace(/%3a/gi, ':');
  return [line, marks, decoded(line), decoded(decoded(line))].some((line) => HOLDS.test(line));
}

/** Whether a text is a link that opens an installation, which only phones of one maker understand. */
export function isInstallLink(text: string): boolean {
  return /carddata=/i.test(text);
}

/** What a link of an install page carries; another page could show anything to whoever scans it. */
function ofLink(line: string): string | null {
  const address = /^https?:\/\//i.test(line) ? line : `https://${line}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port, username, password, searchParams } = new URL(address);
  if (!/^https?:$/.test(protocol) || port + username + password !== '') return null;
  if (!INSTALL_PAGES.has(hostname.replace(/\.$/, ''))) return null;
  const [data, second] = [...searchParams]
    .filter(([name]) => name.toLowerCase() === 'carddata')
    .map(([, data]) => data);
  if (data === undefined || second !== undefined) return null;
  return machineLine(decoded(data));
}

/** Some writers of links escape what is escaped already. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
