import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** A small file can declare a huge picture; nobody draws a QR code larger than this. */
const MAX_SIDE = 4_096;

let ready: Promise<void> | null = null;

/** The decoder is WebAssembly: a hostile image can at worst confuse itself. Loaded once, from the package and not from a network. */
function loadDecoder(): Promise<void> {
  ready ??= (async () => {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasm = await readFile(file);
    const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  })();
  return ready;
}

/** Reads the QR code of a PNG. @returns its text, or null when this is no PNG or shows no readable code */
export async function readQr(png: Uint8Array): Promise<string | null> {
  if (!isPngOfSaneSize(png)) return null;
  await loadDecoder();
  const [code] = await readBarcodes(png, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 }).catch(
    () => [],
  );
  return code?.isValid ? code.text : null;
}

/** The header chunk (IHDR) always comes first and holds width and height. */
function isPngOfSaneSize(bytes: Uint8Array): boolean {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (png.length < 33 || !png.subarray(0, 8).equals(PNG_SIGNATURE) || png.toString('latin1', 12, 16) !== 'IHDR')
    return false;
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE;
}
