import QRCode from 'qrcode';
import { blackAndWhitePng } from '../../../electron/training/png.ts';

const QUIET_ZONE = 4;
/** As few as the decoder reads well: what it costs to read thousands of pictures is their pixels. */
const PIXELS_PER_MODULE = 2;

export function smallQr(text: string): Buffer {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const isDark = (column: number, row: number) =>
    column >= 0 && column < size && row >= 0 && row < size && data[row * size + column] === 1;
  return blackAndWhitePng(size + 2 * QUIET_ZONE, PIXELS_PER_MODULE, (x, y) => isDark(x - QUIET_ZONE, y - QUIET_ZONE));
}
