import { isUtf8 } from 'node:buffer';
import { StationError } from '../../shared/errors.ts';

/**
 * What windows-1252 has in the places 0x80 to 0x9F. Written out, because the decoders of several Node versions give Latin-1's
 * control characters there. The five places that are not assigned stay control characters, as the Encoding Standard says.
 */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * The text of a CSV in UTF-8 without a byte order mark, whichever way it was saved: as UTF-8, as Excel's "Unicode text"
 * (UTF-16 with a mark), or as Excel's plain "CSV", which is windows-1252.
 * @throws StationError `manifest.unreadable` where it is no text
 */
export function toUtf8(bytes: Uint8Array): Buffer {
  const text = Buffer.from(decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  if (text.includes(0)) throw noText();
  return text;
}

function decode(bytes: Buffer): Buffer | string {
  if (startsWith(bytes, 0xff, 0xfe)) return utf16(bytes.subarray(2));
  // Turned round in a copy: the bytes belong to the caller.
  if (startsWith(bytes, 0xfe, 0xff)) return utf16(turned(bytes.subarray(2)));
  const marked = startsWith(bytes, 0xef, 0xbb, 0xbf);
  if (isUtf8(bytes)) return marked ? bytes.subarray(3) : bytes;
  if (marked) throw noText();
  return windows1252(bytes);
}

function utf16(bytes: Buffer): string {
  if (bytes.length % 2 !== 0) throw noText();
  return bytes.toString('utf16le');
}

/** A byte too many stays where it is, for `utf16` to refuse. */
function turned(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.subarray(0, copy.length - (copy.length % 2)).swap16();
  return copy;
}

function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char);
}

const startsWith = (bytes: Buffer, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

const noText = () => new StationError('manifest.unreadable', { line: 0 });
