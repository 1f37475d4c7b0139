import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** What programs take UTF-8 for before they write it as UTF-8 once more, so that `ü` becomes `Ã¼`. */
const TAKEN_FOR = ['win1252', 'latin1', 'win1251', 'macroman', 'cp850', 'cp437', 'win1250'] as const;
/** The text with what was encoded twice put right, with the encoding of which most becomes shorter. @returns null where nothing was */
export function repaired(text: string): string | null {
  let best = text;
  for (const codec of TAKEN_FOR) {
    const bytes = bytesOf(codec);
    const right = text.replace(/[^\0-\x7f]+/g, (run) => decodedOnce(run, bytes) ?? run);
    if (right.length < best.length) best = right;
  }
  return best === text ? null : best;
}

function decodedOnce(run: string, bytesOf: ReadonlyMap<string, number>): string | null {
  const bytes: number[] = [];
  for (const character of run) {
    const byte = bytesOf.get(character);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  const content = Buffer.from(bytes);
  return isUtf8(content) ? content.toString() : null;
}

const tables = new Map<string, ReadonlyMap<string, number>>();

/** The byte of each character beyond ASCII. */
function bytesOf(codec: string): ReadonlyMap<string, number> {
  const known = tables.get(codec);
  if (known) return known;
  const upper = Array.from({ length: 0x80 }, (_, index) => 0x80 + index);
  const table = new Map(
    upper.map((byte) => {
      const character = iconv.decode(Buffer.from([byte]), codec);
      // Five bytes of windows-1252 have no character; programs write control characters for them.
      return [character === '\ufffd' ? String.fromCharCode(byte) : character, byte] as const;
    }),
  );
  tables.set(codec, table);
  return table;
}
