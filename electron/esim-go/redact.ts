/** A text of the API is shown to people: one line, and short. */
const LONGEST_TEXT = 300;

/**
 * What looks like a secret in a text of the API: an activation code with or without its prefix; a matching ID, which is groups of
 * capitals and digits; a PIN or PUK, four to eight digits. Dates and lower-case UUIDs stay: references are written so.
 */
const SECRETS = [
  /LPA:\S+/gi,
  /\b1\$\S+/g,
  /(?<![A-Z0-9-])(?!\d{4}-\d\d-\d\d)(?=[A-Z0-9-]*\d)[A-Z0-9]{2,}(?:-[A-Z0-9]{2,})+/g,
  /(?<![\d-])(?!\d{4}-\d\d-\d\d)\b\d{4,8}\b(?!-)/g,
];

/** Makes a text of the API fit to be shown and logged. @returns an empty text for one that holds no words */
export function redact(text: string, key: string): string {
  const safe = SECRETS.reduce((line, secret) => line.replace(secret, '…'), text.replaceAll(key, '…'));
  const line = safe.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
  return /\p{Letter}/u.test(line) ? line : '';
}
