/** The archive of QR pictures: one PNG for each eSIM, named by its ICCID. */
import { setImmediate } from 'node:timers/promises';
import JSZip from 'jszip';
import QRCode from 'qrcode';
import { blackAndWhitePng } from './png.ts';

export interface ArchiveFile {
  name: string;
  data: Buffer;
}

/** Light modules around a code (ISO/IEC 18004). */
const QUIET_ZONE = 4;
const PIXELS_PER_MODULE = 6;
/** Pictures drawn before others get their turn: in practice mode this runs beside the windows. */
const DRAWN_AT_ONCE = 20;

export function qrPng(text: string): Buffer {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  return blackAndWhitePng(size + 2 * QUIET_ZONE, PIXELS_PER_MODULE, (x, y) => {
    const column = x - QUIET_ZONE;
    const row = y - QUIET_ZONE;
    return column >= 0 && column < size && row >= 0 && row < size && data[row * size + column] === 1;
  });
}

/** Draws every code once and remembers it: clients fetch the same archive again and again while a list is short. */
export function createQrImages(): (rows: { iccid: string; code: string }[]) => Promise<ArchiveFile[]> {
  const drawn = new Map<string, Buffer>();
  return async (rows) => {
    const files: ArchiveFile[] = [];
    let fresh = 0;
    for (const { iccid, code } of rows) {
      let data = drawn.get(code);
      if (!data) {
        if (++fresh % DRAWN_AT_ONCE === 0) await setImmediate();
        data = qrPng(code);
        drawn.set(code, data);
      }
      files.push({ name: `${iccid}.png`, data });
    }
    return files;
  };
}

/** PNG is compressed already, so the archive only stores. */
export function zip(files: ArchiveFile[]): Promise<Buffer> {
  const archive = new JSZip();
  for (const { name, data } of files) archive.file(name, data, { createFolders: false });
  return archive.generateAsync({ type: 'nodebuffer', compression: 'STORE' });
}
