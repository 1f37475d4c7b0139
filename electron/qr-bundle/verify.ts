import QRCode from 'qrcode';
import type { QrOrigin } from '../../shared/model.ts';
import { ERROR_CORRECTION, QUIET_ZONE } from '../../shared/qr.ts';
import { readQr } from './read-qr.ts';

/** Pixels a module in images of our own; enough for a phone to read from a screen. */
const PIXELS_PER_MODULE = 8;

export type Verdict = { origin: QrOrigin; png: Uint8Array } | 'contradicts';

/**
 * Holds the API's image of an eSIM against the activation code the API gave for it.
 * @param png the image, if the bundle had one
 * @returns the image to keep (the API's when it says the same, a drawn one when it says nothing), or that it says another code
 */
export async function verifyImage(activationCode: string, png: Uint8Array | undefined): Promise<Verdict> {
  const text = png ? await readQr(png) : null;
  if (png && text === activationCode) return { origin: 'matched', png };
  if (text !== null) return 'contradicts';
  const drawn = await QRCode.toBuffer(activationCode, {
    errorCorrectionLevel: ERROR_CORRECTION,
    margin: QUIET_ZONE,
    scale: PIXELS_PER_MODULE,
  });
  return { origin: 'redrawn', png: drawn };
}
