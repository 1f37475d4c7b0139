import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** What programs take UTF-8 for before they write it as UTF-8 once more, so that `ü` becomes `Ã¼`. */
const TAKEN_FOR = ['win1252', 'latin1', 'win1251', 'macroman', 'cp850', 'cp437', 'win1250'] as const;
/** Of windows-1252, which leaves five bytes without a character; programs write control characters for them. */
const WITHOUT_CHARACTER = /[\u0081\u008d\u008f\u0090\u009d]/;

/** The text with what was encoded twice put right, with the encoding of which most becomes shorter. @returns null where nothing was */
export function repaired(text: string): string | null {
  let best = text;
  for (const codec of TAKEN_FOR) {
    const right = text.replace(/[^\0-\x7f]+/g, (run) => decodedOnce(run, codec) ?? run);
    if (right.length < best.length) best = right;
  }
  return best === text ? null : best;
}

function decodedOnce(run: string, codec: string): string | null {
  const bytes = Buffer.concat([...run].map((character) => oneByte(character, codec)));
  return bytes.length === [...run].length && bytes.some((byte) => byte > 0x7f) && isUtf8(bytes)
    ? bytes.toString()
    : null;
}

/** Nothing for a character that the encoding does not have. */
function oneByte(character: string, codec: string): Buffer {
  if (codec === 'win1252' && WITHOUT_CHARACTER.test(character)) return Buffer.from(character, 'latin1');
  const bytes = iconv.encode(character, codec);
  return iconv.decode(bytes, codec) === character ? bytes : Buffer.alloc(0);
}
