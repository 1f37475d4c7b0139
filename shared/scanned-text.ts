/** What a scanner, a person or the clipboard may give to find an eSIM by. */
import { type ActivationCode, readActivationCode } from './activation-code.ts';
import { readIccid } from './iccid.ts';

export type ScannedText =
  | { kind: 'iccid'; iccid: string }
  | { kind: 'code'; code: ActivationCode }
  /** A matching ID, or something of no use here. */
  | { kind: 'text'; text: string };

/** Format and control characters, which scanners use to separate and people never see. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSEEN = /[\p{Cf}\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]/gu;
/** Between the lines and fields of one code. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const SEPARATORS = /[\t\r\n\u001c-\u001f]+/;
/** The symbology identifier of ISO/IEC 15424 that many scanners put first: `]C1`. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;

function readLine(line: string): ScannedText {
  const text = line.normalize('NFKC').replace(UNSEEN, '').trim().replace(SYMBOLOGY, '');
  const iccid = readIccid(text);
  if (iccid) return { kind: 'iccid', iccid };
  const code = readActivationCode(text) ?? readActivationCode(partOf(text));
  if (code && code.matchingId !== '') return { kind: 'code', code };
  return { kind: 'text', text: text.replace(/^\*(.*)\*$/, '$1') };
}

/** The code inside of a link or behind a mark. */
function partOf(text: string): string {
  const part = /(?:LPA:\s*)?1(?:\$|%24)[^\s&]+/i.exec(text)?.[0] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads what was scanned; of several lines the first that says something. */
export function readScanned(text: string): ScannedText {
  const lines = text.split(SEPARATORS).map(readLine);
  return lines.find(({ kind }) => kind !== 'text') ?? { kind: 'text', text: lines.map(textOf).join(' ').trim() };
}

const textOf = (read: ScannedText): string => (read.kind === 'text' ? read.text : '');
