import { areaName } from '../../shared/bundle-name.ts';

/** The languages in which people ask for a country, besides their own. */
const LANGUAGES = [
  'en',
  'es',
  'de',
  'fr',
  'it',
  'pt',
  'pl',
  'ar',
  'ja',
  'zh',
  'zh-Hant',
  'ko',
  'th',
  'el',
  'uk',
  'hi',
  'tr',
];

/** What people call a country that no list of countries does: short names, old ones, parts, and where its visitors go. */
const ALIASES: Record<string, string> = {
  AE: 'uae, emirates, dubai, abu dhabi, sharjah',
  BA: 'bosnia',
  CD: 'drc, dr congo, congo kinshasa',
  CG: 'congo brazzaville',
  CI: 'ivory coast',
  CN: 'prc, mainland china',
  CV: 'cape verde',
  CZ: 'czech republic, czechia',
  DE: 'brd',
  EG: 'sharm el sheikh, hurghada',
  ES: 'canaries, canary islands, tenerife, mallorca, majorca, ibiza, balearics',
  FR: 'corsica',
  GB: 'uk, u k, england, scotland, wales, northern ireland, britain, great britain, inglaterra, angleterre, anglia, inghilterra, großbritannien, grande bretagne, gran bretaña, gran bretagna',
  GR: 'hellas, crete, rhodes, santorini, corfu',
  HK: 'hongkong, hk sar',
  ID: 'bali',
  IE: 'eire, republic of ireland',
  IT: 'sicily, sardinia',
  KP: 'dprk',
  KR: 'korea, south korea, republic of korea, rok, corea, corée, 한국',
  LA: 'laos',
  MK: 'macedonia',
  MM: 'burma',
  MO: 'macau',
  MX: 'cancun',
  NL: 'holland, hollande, holanda, olanda',
  PS: 'palestine',
  PT: 'madeira, azores',
  RU: 'russian federation',
  SA: 'ksa, mecca',
  SY: 'syria',
  SZ: 'swaziland',
  TH: 'phuket, samui, siam',
  TL: 'east timor',
  TR: 'turkey, turkiye, antalya',
  TW: 'chinese taipei',
  TZ: 'zanzibar',
  US: 'usa, u s a, u s, america, states, united states of america, the states, hawaii, eeuu, estados unidos, etats unis',
  VA: 'vatican, holy see',
  VN: 'viet nam',
};

/** Letters and digits alone, in small and without accents, so that `Türkiye` and `turkiye` are one word. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const known = new Map<string, readonly string[]>();
let displays: Intl.DisplayNames[] | null = null;

/** All that people call a country or a region, beginning with its code. */
export function placeWords(area: string, locale: string): readonly string[] {
  const key = `${area} ${locale}`;
  const before = known.get(key);
  if (before) return before;
  const [country = area] = area.split('-');
  const names = [area, areaName(area, locale)];
  if (/^[A-Z]{2}$/.test(country)) {
    displays ??= LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region' }));
    names.push(
      country,
      ...displays.map((display) => display.of(country) ?? ''),
      ...(ALIASES[country]?.split(',') ?? []),
    );
  }
  const words = [...new Set(names.map(plain))].filter(Boolean);
  known.set(key, words);
  return words;
}
