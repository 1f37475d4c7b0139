/** What the name of a bundle tells, e.g. `esim_1GB_7D_GB_V2`. Names are opaque to the API, so every part may be missing. */
export interface BundleFacts {
  /** `1 GB`, `500 MB`, or null. */
  data: string | null;
  unlimited: boolean;
  days: number | null;
  /** ISO 3166 code or the reseller's region code. */
  area: string | null;
}

const NAME = /^esim_(?<size>\d+(?:\.\d+)?(?:GB|MB)|UL[EP]?)_(?<days>\d+)D_(?<area>[A-Z][A-Z-]*)(?:_[A-Z0-9]+)*$/;

/** Region codes seen in the reseller's catalogue; anything else is shown as it stands. */
const REGIONS: Record<string, string> = {
  REUP: 'Europe+',
  REUL: 'Europe Lite',
  RNA: 'North America',
  RAS: 'Asia',
  RGB: 'Global',
  RGBS: 'Global Lite',
  RCA: 'Caribbean',
};

export function parseBundleName(name: string): BundleFacts | null {
  const groups = NAME.exec(name)?.groups;
  if (!groups) return null;
  const size = groups.size ?? '';
  const unlimited = size.startsWith('UL');
  return {
    data: unlimited ? null : size.replace(/(GB|MB)$/, ' $1'),
    unlimited,
    days: Number(groups.days),
    area: groups.area ?? null,
  };
}

/**
 * The name of a country or region for people, in their language.
 * @returns the code itself when nobody knows it.
 */
export function areaName(area: string, locale: string): string {
  if (REGIONS[area]) return REGIONS[area];
  const [country = area, ...part] = area.split('-');
  if (!/^[A-Z]{2}$/.test(country)) return area;
  const name = new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
  return part.length > 0 ? `${name} (${part.join('-')})` : name;
}
