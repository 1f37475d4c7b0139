import { createTranslate } from '../shared/messages/index.ts';

/** Browsers also name what is no locale, such as `en-US@posix` on a system without one. */
function isLocale(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

/** The reader's own flavour of English where the system has one, so that dates and words are of one language. */
export const locale = navigator.languages.find((language) => /^en\b/.test(language) && isLocale(language)) ?? 'en-GB';

export const t = createTranslate(locale);

const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const momentFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** A day in words; what is no date (the API writes some freely) is shown as it stands. */
export function day(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : dayFormat.format(date);
}

/** The same to the minute. */
export function moment(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : momentFormat.format(date);
}

/** Minutes and seconds, hours where there are any: `4:05`, `1:04:05`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours > 0 ? parts : rest;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
