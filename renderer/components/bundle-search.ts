/** Which bundle somebody means who types a few letters. Stock is spent by it, so what only contains a match never passes for one. */
import { areaName, parseBundleName } from '../../shared/bundle-name.ts';
import { placeWords, plain } from './place-words.ts';

/** What a bundle can be found by. */
export interface Findable {
  name: string;
  description: string;
  destination: string;
  data: string | null;
  days: string | null;
  /** By ISO code. */
  countries: readonly string[];
  /** Other words for where it is, such as the continent. */
  also?: readonly string[];
}

/** The index of what was typed over a bundle: its own words, then those of the countries in which it works, too. */
interface Index {
  own: readonly string[];
  /** Amounts and days without blanks, and the parts of its name. */
  facts: readonly string[];
  said: string;
  contained: readonly { words: readonly string[]; country: string }[];
}

export interface Found<Row> {
  row: Row;
  /** The country that was meant, of a bundle that is for more than that; else null. */
  includes: string | null;
}

export interface Search<Row> {
  /** The best first; those of one rank keep their order. */
  found: Found<Row>[];
  /** The one that is meant without doubt. */
  best: Row | null;
}

/** The name or the code itself, the beginning of a word of it, a country among others, another word of the bundle. */
const RANKS = { exact: 0, begins: 1, contained: 2, said: 3, containedBegins: 4, none: 5 } as const;

export function indexOf(findable: Findable, locale: string): Index {
  const { name, description, destination, data, days, countries, also = [] } = findable;
  const area = parseBundleName(name)?.area ?? (countries.length === 1 ? countries[0] : undefined);
  const own = [...(area ? placeWords(area, locale) : []), plain(destination)];
  const others = countries.filter((country) => country !== area && countries.length > 1);
  const facts = [data ?? '', days ?? '', ...name.split('_'), name].map((text) => text.toLowerCase().replace(/\s/g, ''));
  return {
    own,
    facts: facts.filter(Boolean),
    said: plain([description, ...also].join(' ')),
    contained: others.map((country) => ({ words: placeWords(country, locale), country: areaName(country, locale) })),
  };
}

/** @param indexed each row with what `indexOf` says of it */
export function searchBundles<Row>(indexed: readonly { row: Row; index: Index }[], typed: string): Search<Row> {
  const { place, facts } = partsOf(typed);
  if (place === '' && facts.length === 0) {
    return { found: indexed.map(({ row }) => ({ row, includes: null })), best: null };
  }
  const ranked = indexed
    .filter(({ index }) => facts.every((fact) => index.facts.some((own) => own.startsWith(fact))))
    .map(({ row, index }) => ({ row, ...rankOf(index, place) }))
    .filter(({ rank }) => rank < RANKS.none)
    .sort((a, b) => a.rank - b.rank);
  const own = ranked.filter(({ rank }) => rank <= RANKS.begins);
  // Where several begin alike (Austria, Australia) or one is the region of the other, only a person can tell.
  const [only = null] = own;
  return {
    found: ranked.map(({ row, includes }) => ({ row, includes })),
    best: own.length === 1 && only ? only.row : null,
  };
}

/** An amount or a number of days, as people of several languages type them. */
const FACT =
  /(?<![\p{L}\p{N}.,])(?<number>\d+(?:[.,]\d+)?)\s*(?:(?<amount>gb|mb)|(?<days>days?|d|tage?|dias?|jours?|giorni))?(?![\p{L}\p{N}])/gu;

/** What is typed about the amount and the days, and the rest, which is about the place. */
function partsOf(typed: string): { place: string; facts: string[] } {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  // A whole name of a bundle is written with underscores, and stands for itself.
  if (text.includes('_')) return { place: '', facts: [text] };
  const facts = [...text.matchAll(FACT)].map(({ groups: { number = '', amount = '', days = '' } = {} }) => {
    return number.replace(',', '.') + amount + days.slice(0, 1).replace(/[tjg]/, 'd');
  });
  return { place: plain(text.replace(FACT, ' ')), facts };
}

function rankOf(index: Index, typed: string): { rank: number; includes: string | null } {
  const { own, facts, said, contained } = index;
  const place = withoutFacts(index, typed);
  if (place === '' || own.includes(place)) return { rank: RANKS.exact, includes: null };
  if (own.some((words) => begins(words, place))) return { rank: RANKS.begins, includes: null };
  const exact = contained.find(({ words }) => words.includes(place));
  if (exact) return { rank: RANKS.contained, includes: exact.country };
  const isSaid = (word: string) =>
    facts.some((fact) => fact.startsWith(word) || fact.endsWith(word)) ||
    begins(said, word) ||
    own.some((words) => begins(words, word));
  if (place.split(' ').every(isSaid)) return { rank: RANKS.said, includes: null };
  const part = contained.find(({ words }) => words.some((word) => begins(word, place)));
  return part ? { rank: RANKS.containedBegins, includes: part.country } : { rank: RANKS.none, includes: null };
}

/** Words such as “unlimited” are no part of the place, where there are others. */
function withoutFacts({ own, facts }: Index, place: string): string {
  const words = place.split(' ');
  const rest = words.filter((word) => own.includes(word) || !facts.includes(word));
  return rest.length > 0 ? rest.join(' ') : place;
}

/** Whether a word of it begins so; scripts without blanks have no words to begin. */
function begins(words: string, typed: string): boolean {
  if (/[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N} ]/u.test(typed)) return words.includes(typed);
  return ` ${words}`.includes(` ${typed}`);
}
