/** The one place where texts of the API are made fit for rows, screens, files, terminals and logs. */
import { stripVTControlCharacters } from 'node:util';
import { plainName } from './fields.ts';

/** Of a name, a code or a reference, in characters. None of ours is as long. */
const LONGEST_FIELD = 1_000;
/** Words are shown to people: one line, and short. */
const LONGEST_WORDS = 300;

/** Ends of lines and what a terminal takes for an order; what cannot be seen and turns the direction of what follows. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const UNSEEN = /\p{Cf}/gu;

/** An activation code as nothing else is written: with its prefix, in a link, or with an address between its dollar signs. */
const CODES = [/LPA(?::|%3A)\S+/gi, /carddata=\S+/gi, /\b1(?:\$|%24)(?=[^\s$%]*\.)[^\s$%]+(?:\$|%24)\S*/gi];

/** The fields that a code, or a part of it, belongs into. */
const OF_CODES = new Set(['matchingid', 'smdpaddress', 'rspurl', 'appleinstallurl', 'activationcode']);

/**
 * What looks like a secret in words of the API: an activation code with or without its prefix or in a link; a matching ID, which is
 * groups of capitals and digits; a PIN or PUK, four to eight digits. Dates and lower-case UUIDs stay: references are written so.
 */
const SECRETS = [
  ...CODES,
  /\b1(?:\$|%24)\S+/gi,
  /(?<![A-Z0-9-])(?!\d{4}-\d\d-\d\d)(?=[A-Z0-9-]*\d)[A-Z0-9]{2,}(?:-[A-Z0-9]{2,})+/g,
  /(?<![\d-])(?!\d{4}-\d\d-\d\d)\b\d{4,8}\b(?!-)/g,
];

/** A text as it stands in one field of an answer: one line without escapes, without what cannot be seen, without the key. */
export function tidy(text: string, key: string): string {
  const seen = stripVTControlCharacters(text).replace(BREAKS, ' ').replace(UNSEEN, '');
  const safe = key ? seen.replaceAll(key, '…') : seen;
  return cut(safe, LONGEST_FIELD);
}

/** Words of the API in a field that was tidied, without activation codes. @returns an empty text where no words are left */
export function withoutSecrets(tidied: string): string {
  const safe = SECRETS.reduce((line, secret) => line.replace(secret, '…'), tidied);
  const line = cut(safe.replace(/\s+/g, ' ').trim(), LONGEST_WORDS);
  return /\p{Letter}/u.test(line) ? line : '';
}

/** Both at once, for words that came in no answer's field. */
export const redact = (text: string, key: string): string => withoutSecrets(tidy(text, key));

/** Whether a field is one that a code, or a part of it, belongs into. */
export const isOfCodes = (field: string): boolean => OF_CODES.has(plainName(field));

/** The text of a field tidied; a code that stands where none belongs goes nowhere from there, to no row and to no screen. */
export function tidyField(text: string, key: string, ofCodes: boolean): string {
  const tidied = tidy(text, key);
  return ofCodes ? tidied : CODES.reduce((line, code) => line.replace(code, '…'), tidied);
}

/** Every text in a JSON value tidied by the field it stands in; names of fields stay, for nobody shows them. */
export function tidyAll(json: unknown, key: string, ofCodes = false): unknown {
  if (typeof json === 'string') return tidyField(json, key, ofCodes);
  if (Array.isArray(json)) return json.map((value) => tidyAll(value, key, ofCodes));
  if (typeof json !== 'object' || json === null) return json;
  // A name is looked at once, however many texts stand under it and however long it is.
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, tidyAll(value, key, isOfCodes(name))]));
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : [...text.slice(0, 2 * most)].slice(0, most).join('');
