/** What the name of a bundle promises. */
import { areaOf, type Country } from './countries.ts';

export interface BundleDetails {
  desc: string;
  /** The name of the region or country. */
  place: string;
  countries: Country[];
  /** Megabytes, 1 GB = 1000 MB; -1 when unlimited (GUESS: seen handled as -1 and as 0). */
  data: number;
  dataText: string;
  unlimited: boolean;
  days: number;
}

/** Reads `[esim_]<size>_<days>D_<area>_<edition>` and is content with less: to the API a name is opaque. */
export function bundleDetails(name: string): BundleDetails {
  const parts = name.split('_');
  const size = parts.find((part) => /^(\d+(\.\d+)?(GB|MB)|UL[EP]?)$/.test(part)) ?? '1GB';
  const length = parts.findIndex((part) => /^\d+D$/.test(part));
  const days = length < 0 ? 30 : Number.parseInt(parts[length] ?? '', 10);
  const area = (length < 0 ? undefined : parts[length + 1]) ?? '';
  const { name: place, countries } = areaOf(area);
  const unlimited = size.startsWith('UL');
  const dataText = unlimited ? 'Unlimited' : size;
  const edition = length < 0 ? [] : parts.slice(length + 2);
  return {
    desc: ['eSIM', dataText, `${days} Days`, place, ...edition].filter((part) => part !== '').join(', '),
    place,
    countries,
    data: unlimited ? -1 : Number.parseFloat(size) * (size.endsWith('GB') ? 1000 : 1),
    dataText,
    unlimited,
    days,
  };
}
