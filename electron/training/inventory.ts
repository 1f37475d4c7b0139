/** What the names of bundles promise, in the form the inventory shows it. */

/** The stock of a new practice account: single countries and regions, plenty and nearly none, metered and unlimited. */
export const practiceStock: Record<string, number> = {
  esim_1GB_7D_GB_V2: 500,
  esim_3GB_30D_US_V2: 250,
  esim_5GB_30D_REUP_V2: 400,
  esim_10GB_30D_JP_V2: 60,
  esim_20GB_30D_REUL_V2: 25,
  esim_UL_7D_TH_V2: 40,
  esim_1GB_7D_TR_V2: 8,
  esim_3GB_15D_AE_V2: 3,
};

export interface BundleDetails {
  desc: string;
  /** English names. */
  countries: string[];
  /** Megabytes, 1 GB = 1000 MB; -1 when unlimited. */
  data: number;
  dataText: string;
  unlimited: boolean;
  days: number;
}

const EUROPE = 'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK';

const REGIONS: Record<string, { name: string; countries: string }> = {
  REUP: { name: 'Europe+', countries: `${EUROPE} TR UA` },
  REUL: { name: 'Europe Lite', countries: EUROPE },
  RNA: { name: 'North America', countries: 'CA MX US' },
  RAS: { name: 'Asia', countries: 'CN HK ID JP KR MY PH SG TH TW VN' },
};

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

function countriesOf(area: string): string[] {
  const codes = REGIONS[area]?.countries.split(' ') ?? [area.slice(0, 2)];
  return codes.filter((code) => /^[A-Z]{2}$/.test(code)).map((code) => countryNames.of(code) ?? code);
}

/** Reads `[esim_]<size>_<days>D_<area>_<edition>` and is content with less: to the API a name is opaque. */
export function bundleDetails(name: string): BundleDetails {
  const parts = name.split('_');
  const size = parts.find((part) => /^(\d+(\.\d+)?(GB|MB)|UL[EP]?)$/.test(part)) ?? '1GB';
  const length = parts.findIndex((part) => /^\d+D$/.test(part));
  const days = length < 0 ? 30 : Number.parseInt(parts[length] ?? '', 10);
  const area = (length < 0 ? undefined : parts[length + 1]) ?? '';
  const countries = countriesOf(area);
  const unlimited = size.startsWith('UL');
  const dataText = unlimited ? 'Unlimited' : size;
  const place = REGIONS[area]?.name ?? countries[0] ?? area;
  const edition = length < 0 ? [] : parts.slice(length + 2);
  return {
    desc: ['eSIM', dataText, `${days} Days`, place, ...edition].filter((part) => part !== '').join(', '),
    countries,
    data: unlimited ? -1 : Number.parseFloat(size) * (size.endsWith('GB') ? 1000 : 1),
    dataText,
    unlimited,
    days,
  };
}
