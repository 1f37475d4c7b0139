/** Countries and the regions the reseller sorts them into. */

export interface Country {
  /** ISO 3166. */
  iso: string;
  /** English. */
  name: string;
  region: string;
}

const EUROPE = 'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK';

const REGIONS: Record<string, string> = {
  Europe: `${EUROPE} TR UA`,
  'North America': 'CA US',
  Asia: 'CN HK ID JP KR MY PH SG TH TW VN',
  'Middle East': 'AE IL JO QA SA',
  Oceania: 'AU NZ',
  Africa: 'EG KE MA ZA',
  LATAM: 'AR BR CL CO MX PE',
};

/** Codes that stand for several countries in the names of bundles. */
const AREAS: Record<string, { name: string; countries: string }> = {
  REUP: { name: 'Europe+', countries: `${EUROPE} TR UA` },
  REUL: { name: 'Europe Lite', countries: EUROPE },
  RNA: { name: 'North America', countries: 'CA MX US' },
  RAS: { name: 'Asia', countries: 'CN HK ID JP KR MY PH SG TH TW VN' },
  RGB: { name: 'Global', countries: 'AE AU BR CA DE ES FR GB IT JP MX NZ SG TH TR US ZA' },
};

const names = new Intl.DisplayNames('en', { type: 'region' });
const regions = new Map(
  Object.entries(REGIONS).flatMap(([region, codes]) => codes.split(' ').map((iso): [string, string] => [iso, region])),
);

export function isCountry(iso: string): boolean {
  return regions.has(iso);
}

function countryOf(iso: string): Country {
  return { iso, name: names.of(iso) ?? iso, region: regions.get(iso) ?? 'Global' };
}

/** What the place in the name of a bundle stands for: a region, a country, or a part of one such as `US-HI`. */
export function areaOf(code: string): { name: string; countries: Country[] } {
  const region = AREAS[code];
  if (region) return { name: region.name, countries: region.countries.split(' ').map(countryOf) };
  const iso = code.slice(0, 2);
  const countries = /^[A-Z]{2}$/.test(iso) ? [countryOf(iso)] : [];
  return { name: countries[0]?.name ?? code, countries };
}
