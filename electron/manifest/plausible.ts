import { cyrillicLanguages, HAN_NAMES, JAPANESE_NAMES, KOREAN_FAMILIES, latinLanguages } from './languages.ts';

/** Nothing a person writes has these: the bytes mean something else. */
const IMPOSSIBLE = /[\ufffd\p{Cc}\p{Co}\p{Cn}\p{Cs}]/u;
const WORDS = /[^\s;,"|/()[\]{}<>=]+/gu;
const QUOTES_AROUND = /^[“‘„‚«‹¿¡]+|[”’“»›…!?:.]+$/gu;
/** Between the letters of a name. */
const INSIDE = /^(?:[\u0300-\u036f]|[0-9'’‘.‐‑·・ー々‧_@&+*#:~-])$/u;
const ALONE = /^[–—€£¥₩•·…№°©®™½-]+$/u;

type Script = 'Latin' | 'Cyrillic' | 'Greek' | 'Arabic' | 'Hebrew' | 'Thai' | 'Hangul' | 'Han' | 'Kana' | 'other';
const SCRIPTS: [Script, RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Han', /\p{Script=Han}/u],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
];
const scriptOf = (letter: string): Script => SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other';

/** What words of no language count as: one more, and a rare one. */
const NONE = 50;

/** How common a character is in the encoding it was read with: 0 for those of everyday, more for the rare ones. */
export type Rarity = (character: string) => number;

/**
 * How unlikely it is that people wrote this: 0 for names and headers of any language, some more for every word that no language has.
 * @returns infinity for what nobody can have written
 */
export function unlikeliness(text: string, rarity: Rarity): number {
  const words = new Set(text.match(WORDS)?.filter((word) => /[^\0-\x7f]/.test(word)));
  const languages: number[][] = [];
  let sum = 0;
  for (const word of words) {
    if (IMPOSSIBLE.test(word)) return Number.POSITIVE_INFINITY;
    sum += ofWord(word, rarity, languages);
  }
  return sum + languagesNeeded(languages);
}

/** What the fewest languages, more or less, of which each word has one make it unlikely. */
function languagesNeeded(words: number[][]): number {
  let left = words;
  let needed = 0;
  while (left.length > 0) {
    const counts = new Map<number, number>();
    for (const language of left.flat()) counts.set(language, (counts.get(language) ?? 0) + 1);
    const [best] = [...counts].reduce((best, other) => (other[1] > best[1] ? other : best));
    left = left.filter((languages) => !languages.includes(best));
    // The larger ones come first in their list.
    needed += 2 + 0.02 * (best % 100);
  }
  return needed;
}

function ofWord(whole: string, rarity: Rarity, languages: number[][]): number {
  if (ALONE.test(whole)) return 0.5;
  const word = whole.replace(QUOTES_AROUND, '');
  const characters = [...word];
  const letters = characters.filter((character) => /\p{L}/u.test(character) && !/[ªºµƒⁿ]/.test(character));
  if (letters.length === 0) return /[^\0-\x7f]/.test(word) ? 4 : 0.5;
  const scripts = new Set(letters.map(scriptOf));
  const hasMarks = ['Arabic', 'Hebrew', 'Thai'].some((script) => scripts.has(script as Script));
  const fits = (character: string) => INSIDE.test(character) || (hasMarks && /[\p{M}\p{Nd}]/u.test(character));
  const odd = characters.filter((character) => !letters.includes(character) && !fits(character));
  const mixed = isMixed(scripts) ? 6 : 0;
  const [script = 'other'] = scripts;
  const ownCost = () => {
    switch (script) {
      case 'Latin':
        return ofLatin(word, languages);
      case 'Cyrillic':
        return ofCyrillic(word, letters, languages);
      case 'Greek':
        return ofGreek(word);
      case 'Arabic':
        return (word.match(/[ةى](?=\p{L})|^[ةىئؤ]|[ﭐ-﻿]|ء(?=\p{L})/gu)?.length ?? 0) * 2 + ends(word);
      case 'Hebrew':
        return (word.match(/[ךםןףץ](?=\p{L})|[כמנפצ]$/gu)?.length ?? 0) * 2 + ends(word);
      case 'Thai':
        return ofThai(word);
      case 'Han':
      case 'Kana':
      case 'Hangul':
        return ofEast(letters, rarity);
      default:
        return 4;
    }
  };
  // A mark stands on the letter before it.
  const loose = /^\p{M}/u.test(word) ? 4 : 0;
  return odd.length * 4 + mixed + loose + ownCost();
}

/** One letter alone is no word of these scripts, and a proof of little. */
const ends = (word: string) => (word.length < 2 ? 1.5 : 0);

function isMixed(scripts: ReadonlySet<Script>): boolean {
  const eastern = new Set<Script>(['Han', 'Kana']);
  const left = [...scripts].filter((script) => !eastern.has(script));
  return left.length > 1 || (left.length === 1 && scripts.size > 1);
}

function ofLatin(word: string, languages: number[][]): number {
  const found = latinLanguages(word);
  languages.push(found.length > 0 ? found : [NONE]);
  return (found.length > 0 ? 0 : 3) + ofCase(word) + unspeakable(word) * 2;
}

/** Four consonants in a row, of which one is in question: a vowel stood there. */
function unspeakable(word: string): number {
  const plain = word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øæœåıö]/giu, 'o');
  const shown = [...word.normalize('NFC')];
  const runs = [...plain.matchAll(/[b-df-hj-np-tv-xzłđðþß]{4,}/giu)];
  return runs.filter(({ index, 0: run }) => shown.slice(index, index + run.length).some((letter) => letter > '\x7f'))
    .length;
}

/** Capitals stand at the beginning or everywhere; those of a to z may stand within, as in McCoy. */
function ofCase(word: string): number {
  const within = word.match(/\p{Ll}(?![A-Z])\p{Lu}|(?<=\p{Lu})(?![A-Z])\p{Lu}(?=\p{Ll})/gu)?.length ?? 0;
  const capitals = word.match(/\p{Lu}/gu)?.length ?? 0;
  const small = word.match(/(?![a-zßıŉ])\p{Ll}/gu)?.length ?? 0;
  const smallAscii = word.match(/[a-z]/g)?.length ?? 0;
  const inCapitals = capitals >= 2 && small > 0 && smallAscii === 0 ? 3 : 0;
  return within * 4 + inCapitals;
}

function ofCyrillic(word: string, letters: readonly string[], languages: number[][]): number {
  const found = cyrillicLanguages(word);
  // They count apart from the Latin ones.
  languages.push(found.length > 0 ? found.map((language) => 100 + language) : [NONE]);
  const small = word.toLowerCase();
  const runs =
    small.match(/[бвгґджзйклмнпрстфхцчшщђћљњџјўѓќѕ]{4,}|[аеёиоуыэюяіїє]{3,}|^[ьъы]|ъ(?![еёюя])|[ьъ]{2}/gu)?.length ?? 0;
  const vowels = small.match(/[аеёиоуыэюяіїє]/gu)?.length ?? 0;
  const rare = small.match(/[ъщэцфюґђћџљњјѕќѓў]/gu)?.length ?? 0;
  const cases = (word.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) * 4 + (/^\p{Ll}/u.test(word) ? 0.7 : 0);
  const voiceless = letters.length > 2 && vowels === 0 ? 2 : 0;
  return (found.length > 0 ? 0 : 3) + runs * 2 + cases + voiceless + (rare / letters.length) * 2 + ends(word);
}

function ofGreek(word: string): number {
  const small = word.toLowerCase();
  const odd = word.match(/ς(?=\p{L})|[βγδζθκλμπστφχψ]$|\p{Ll}\p{Lu}|[ΐΰ]/gu)?.length ?? 0;
  const accents = word.match(/[άέήίόύώΆΈΉΊΌΎΏ]/gu)?.length ?? 0;
  const runs = small.match(/[βγδζθκλμνξπρσςτφχψ]{4,}/gu)?.length ?? 0;
  return odd * 3 + (accents > 1 ? 2 * (accents - 1) : 0) + runs * 2 + (/^\p{Ll}/u.test(word) ? 0.7 : 0) + ends(word);
}

function ofThai(word: string): number {
  const odd = word.match(/\p{M}{3,}|[ๆฯ](?=\p{L})|[เแโใไ](?![ก-ฮ])|[ะาำ](?=[ะาำ\p{M}])|[๐-๙฿ฅฃ]/gu)?.length ?? 0;
  const runs = word.match(/[ก-ฮ]{5,}/gu)?.length ?? 0;
  const rare = word.match(/[ฆฌญฎฏฐฑฒฬ]/gu)?.length ?? 0;
  return odd * 2 + runs * 2 + rare * 0.5 + ends(word);
}

function ofEast(letters: readonly string[], rarity: Rarity): number {
  const each = letters.reduce((sum, letter) => sum + rarity(letter), 0);
  const [first = ''] = letters;
  const isName = HAN_NAMES.has(first) || JAPANESE_NAMES.has(first) || KOREAN_FAMILIES.has(first);
  return each + (isName ? 0 : 0.6) + (letters.length < 2 ? 1.5 : 0);
}

/** How many different words there are whose letters depend on the encoding. */
export const wordsInQuestion = (text: string): number =>
  new Set(text.match(WORDS)?.filter((word) => /[^\0-\x7f]/.test(word))).size;

/** Whether every word beyond ASCII is of two scripts, as happens where bytes only happen to be UTF-8. */
export function isPatchwork(text: string): boolean {
  const words = [...new Set(text.match(WORDS)?.filter((word) => /[^\0-\x7f]/.test(word)))];
  // Bytes do not happen to fit many times.
  if (words.length === 0 || words.length > 4 || /[\u0800-\u{10ffff}]/u.test(text)) return false;
  return words.every((word) =>
    isMixed(new Set([...word].filter((character) => /\p{L}/u.test(character)).map(scriptOf))),
  );
}
