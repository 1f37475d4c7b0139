import QRCode from 'qrcode';
import { isInstallLink, readActivationCode, sameActivationCode } from '../../shared/activation-code.ts';
import type { QrOrigin } from '../../shared/model.ts';
import { ERROR_CORRECTION, QUIET_ZONE } from '../../shared/qr.ts';
import { readQr } from './read-qr.ts';

/** Pixels a module in images of our own; enough for a phone to read from a screen. */
const PIXELS_PER_MODULE = 8;

export type Verdict = { origin: QrOrigin; png: Uint8Array } | 'contradicts' | 'needs-confirmation-code';

/**
 * Holds the API's image of an eSIM against the activation code the API gave for it. What both mean is compared, not how they spell it:
 * images come with the host in capitals, with line ends, as a link for phones of one maker.
 * @param png the image, if the bundle had one
 * @returns the image to keep (the API's when it says the same, a drawn one when it says nothing or is a link), or that it says another
 * code, or that it says the same but asks for a confirmation code, of which the given one knows nothing
 */
export async function verifyImage(activationCode: string, png: Uint8Array | undefined): Promise<Verdict> {
  const text = png ? await readQr(png) : null;
  if (!png || text === null) return await drawn(activationCode);
  if (text === activationCode) return { origin: 'matched', png };
  const said = readActivationCode(text);
  const given = readActivationCode(activationCode);
  if (!said || !given || !sameActivationCode(said, given)) return 'contradicts';
  if (said.confirmationCodeRequired && !given.confirmationCodeRequired) return 'needs-confirmation-code';
  // Phones of other makers could do nothing with a link.
  return isInstallLink(text) ? await drawn(activationCode) : { origin: 'matched', png };
}

async function drawn(activationCode: string): Promise<Verdict> {
  const png = await QRCode.toBuffer(activationCode, {
    errorCorrectionLevel: ERROR_CORRECTION,
    margin: QUIET_ZONE,
    scale: PIXELS_PER_MODULE,
  });
  return { origin: 'redrawn', png };
}
