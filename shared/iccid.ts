/** Digits of the chip's number (ITU-T E.118): `89`, then issuer and account, 18 to 20 digits in all as the industry uses them. */
export function isIccid(text: string): boolean {
  return /^89\d{16,18}$/.test(text);
}

/** The Luhn check digit that completes `body` (digits without a check digit). */
export function luhnDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    // Counted from the right, the digit beside the check digit is doubled, then every second one.
    const digit = Number(body[body.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}

/** In fours, for reading aloud and for typing: `8944 4220 0000 0000 019`. */
export function groupIccid(iccid: string): string {
  return iccid.replace(/(.{4})(?=.)/g, '$1 ');
}
