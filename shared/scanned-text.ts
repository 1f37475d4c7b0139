/** What a scanner, a person or the clipboard may give to find an eSIM by. */
import { type ActivationCode, parseActivationCode } from './activation-code.ts';
import { isIccid } from './iccid.ts';

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

/** The digits of an ICCID however a label, a scanner or a chip writes them: in groups, marked, padded with `F`. */
export function readIccid(text: string): string | null {
  const bare = text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(SYMBOLOGY, '')
    .replace(/^\s*(e?sim\s*)?iccid\s*[:#=]?/i, '')
    .replace(/[\s*.,;_'"/-]/g, '')
    .replace(/F$/i, '');
  return isIccid(bare) ? bare : null;
}

function readLine(line: string): ScannedText {
  const text = line.normalize('NFKC').replace(UNSEEN, '').trim().replace(SYMBOLOGY, '');
  const iccid = readIccid(text);
  if (iccid) return { kind: 'iccid', iccid };
  const code = parseActivationCode(text) ?? parseActivationCode(partOf(text));
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

/** What a code begins with, and its first two parts where it begins without: `1$rsp.example.com$`. */
const MARK = /(?<![\p{L}\p{N}])LPA\s*:/iu;
const PARTS = /(?<![0-9])1\s*\$(\s*[a-z0-9-]+(\.[a-z0-9-]+)+\.?(:\d+)?\s*|(?=[^$\s]*[a-z])[a-z0-9-]+(:\d+)?)\$/i;

/**
 * Whether a text that people write for people holds an activation code. Who has the code has the eSIM, so it must not stand in a
 * reference, a name or a message, which are shown, printed and sent.
 */
export function holdsActivationCode(text: string): boolean {
  const bare = text.normalize('NFKC').replace(UNSEEN, '').replace(/%24/g, '$').replace(/%3a/gi, ':');
  return MARK.test(bare) || PARTS.test(bare);
}
