/** The letters of a file: UTF-8, UTF-16, or one of the many encodings that spreadsheets still save without saying which. */
import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { StationError } from '../../shared/errors.ts';
import { ENCODINGS, type Encoding, encodingNamed } from './encodings.ts';
import { isPatchwork, unlikeliness, wordsInQuestion } from './plausible.ts';
import { repaired } from './twice.ts';

/** A way to read the file. */
export interface Reading {
  name: string;
  /** In UTF-8, without a byte order mark. */
  text: Buffer;
}

/** The most likely reading first; with more than one of them, nobody can tell from the bytes alone. */
export type Readings = readonly [Reading, ...Reading[]];

/** A reading that is this much more unlikely than the best one is none. */
const MARGIN = 3;
/** Enough to tell encodings apart, in characters. */
const SAMPLE = 20_000;
const MOST_ALTERNATIVES = 8;

/**
 * @param forced the encoding that a person says it is
 * @throws StationError `manifest.unreadable` where it is no text, or `manifest.no-encoding`
 */
export function readLetters(bytes: Uint8Array, forced?: string): Readings {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const readings = forced === undefined ? detected(content) : [decodedAs(content, forced)];
  for (const { text } of readings) if (text.includes(0)) throw noText();
  const [best, ...others] = readings;
  if (!best) throw noText();
  return [best, ...others];
}

function detected(bytes: Buffer): Reading[] {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return [utf16(bytes, bytes[0] === 0xfe)];
  const turned = zerosOfUtf16(bytes);
  if (turned !== null) return [utf16(bytes, turned)];
  if (isUtf8(bytes)) return ofUtf8(bytes);
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) throw noText();
  if (bytes.includes(0)) throw noText();
  return ranked(bytes);
}

function ofUtf8(bytes: Buffer): Reading[] {
  const plain: Reading = { name: 'UTF-8', text: withoutMark(bytes) };
  const text = plain.text.toString();
  const other = repaired(text);
  // Few bytes can happen to be UTF-8, too, and then say nothing that anybody would write.
  if (other === null) return isPatchwork(text) ? [...ranked(bytes), plain] : [plain];
  const twice: Reading = { name: TWICE, text: Buffer.from(other) };
  const better = unlikeliness(other, () => 0.5) < unlikeliness(text, () => 0.5);
  return better ? [twice, plain] : [plain];
}

const TWICE = 'UTF-8, encoded twice';

function decodedAs(bytes: Buffer, forced: string): Reading {
  const key = forced.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (key === 'utf16le' || key === 'utf16be') return utf16(bytes, key.endsWith('be'));
  const mixed = MIXED.exec(forced)?.groups?.other;
  if (key === 'utf8' || forced === TWICE) {
    if (!isUtf8(bytes)) throw noText();
    const text = withoutMark(bytes);
    return { name: forced, text: forced === TWICE ? Buffer.from(repaired(text.toString()) ?? text) : text };
  }
  const encoding = encodingNamed(mixed ?? forced);
  if (!encoding)
    throw new StationError('manifest.no-encoding', { names: ENCODINGS.map(({ name }) => name).join(', ') });
  return mixed
    ? lineByLine(bytes, encoding)
    : { name: encoding.name, text: Buffer.from(iconv.decode(bytes, encoding.codec)) };
}

/** All ways to read it that are about as likely as the best one. */
function ranked(bytes: Buffer): Reading[] {
  const sample = sampleOf(bytes);
  const guessed = new Set(
    analyse(sample)
      .slice(0, 3)
      .flatMap(({ name }) => encodingNamed(name)?.name ?? []),
  );
  const isMixed = linesOf(sample).some((line) => isUtf8(line) && line.some((byte) => byte > 0x7f));
  const weighed = ENCODINGS.flatMap((encoding) => {
    const weigh = (reading: Reading, handicap: number) => ({
      encoding,
      name: reading.name,
      text: reading.text.toString(),
      cost: unlikeliness(reading.text.toString(), encoding.rarity) + handicap - (guessed.has(encoding.name) ? 0.3 : 0),
    });
    const whole = weigh(
      { name: encoding.name, text: Buffer.from(iconv.decode(sample, encoding.codec)) },
      encoding.handicap,
    );
    return isMixed ? [whole, weigh(lineByLine(sample, encoding), encoding.handicap + 1)] : [whole];
  }).filter(({ cost }) => Number.isFinite(cost));
  weighed.sort((a, b) => a.cost - b.cost);
  const [best] = weighed;
  // Nobody wrote this, whichever encoding it is; each byte is shown as what it most often is.
  if (!best) return [{ name: 'windows-1252', text: Buffer.from(iconv.decode(bytes, 'latin1')) }];
  // Where even the best one is none of the languages known here, the others are not much less likely.
  const margin = best.cost > 1.5 + 1.5 * wordsInQuestion(best.text) ? 4 * MARGIN : MARGIN;
  const seen = new Set<string>();
  const likely = weighed.filter(({ text, cost }) => {
    if (cost > best.cost + margin || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  return likely
    .slice(0, MOST_ALTERNATIVES)
    .map(({ name, encoding }) =>
      MIXED.test(name) ? lineByLine(bytes, encoding) : { name, text: Buffer.from(iconv.decode(bytes, encoding.codec)) },
    );
}

/** Lists are put together from files of two programs: a line that is UTF-8 is taken for it. */
function lineByLine(bytes: Buffer, { name, codec }: Encoding): Reading {
  const text = linesOf(bytes)
    .map((line) => (isUtf8(line) ? line.toString() : iconv.decode(line, codec)))
    .join('');
  return { name: `UTF-8 and ${name}`, text: Buffer.from(text) };
}

const MIXED = /^UTF-8 and (?<other>.+)$/;

/** The lines with their ends; no encoding but UTF-16 has a line feed inside another character. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0x0a && bytes[at] !== 0x0d) continue;
    lines.push(bytes.subarray(from, at + 1));
    from = at + 1;
  }
  lines.push(bytes.subarray(from));
  return lines;
}

/** The lines whose letters are in question, as far as they are needed. */
function sampleOf(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  let length = 0;
  for (const line of linesOf(bytes)) {
    if (length > SAMPLE) break;
    if (!line.some((byte) => byte > 0x7f)) continue;
    lines.push(line);
    length += line.length;
  }
  return Buffer.concat(lines);
}

/** @returns whether the high byte comes first; null for what is no UTF-16. A header and bundle names leave every second byte zero. */
function zerosOfUtf16(bytes: Buffer): boolean | null {
  if (bytes.length % 2 !== 0 || !bytes.includes(0)) return null;
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.min(even, odd) * 10 > Math.max(even, odd) || even + odd < bytes.length / 10) return null;
  return even > odd;
}

function utf16(bytes: Buffer, turned: boolean): Reading {
  if (bytes.length % 2 !== 0) throw noText();
  // Turned round in a copy: the bytes belong to the caller.
  const text = (turned ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
  return { name: turned ? 'UTF-16BE' : 'UTF-16LE', text: withoutMark(Buffer.from(text)) };
}

function withoutMark(text: Buffer): Buffer {
  return startsWith(text, 0xef, 0xbb, 0xbf) ? withoutMark(text.subarray(3)) : text;
}

const startsWith = (bytes: Buffer, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

const noText = () => new StationError('manifest.unreadable', { line: 0 });
