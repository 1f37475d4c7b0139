import QRCode from 'qrcode';

/** A QR code as a picture of modules: `size` modules on each side without the quiet zone, `path` an SVG path of the dark ones. */
export interface QrModules {
  size: number;
  path: string;
}

/** Light modules that must stay empty around the code (ISO/IEC 18004). */
export const QUIET_ZONE = 4;

/** Error correction level M: 15 % of a code may be damaged; a printed card gets scratched, not torn. */
export const ERROR_CORRECTION = 'M';

/** Draws `text` as modules. Runs of dark modules in a row become one rectangle, which keeps a page of ten codes small. */
export function qrModules(text: string): QrModules {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: ERROR_CORRECTION }).modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    let column = 0;
    while (column < size) {
      const start = column;
      while (column < size && data[row * size + column]) column++;
      if (column > start) path += `M${start} ${row}h${column - start}v1h${start - column}z`;
      column++;
    }
  }
  return { size, path };
}
