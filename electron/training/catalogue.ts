/** What the reseller sells in practice: invented prices, names and places as they are really built. */
import { type BundleDetails, bundleDetails } from './bundle.ts';

/** Who stands behind a bundle. A bundle of one cannot go on an eSIM of the other; the real names are nobody's business. */
export type Provider = 'first' | 'second';

export interface Bundle extends BundleDetails {
  name: string;
  provider: Provider;
  /** Of one, in cents. */
  price: number;
  /** Begins with its first use; otherwise at once, or when the apply says. */
  autostart: boolean;
  group: string;
}

/** GET /organisation/groups knows the same. */
export const FIXED = 'Standard Fixed Bundles';
export const UNLIMITED = 'Standard Unlimited Bundles';

interface Offers {
  area: string;
  provider: Provider;
  /** Size, days and price in cents. */
  offers: [size: string, days: number, price: number][];
  dated?: true;
}

// biome-ignore format: a table, one row for each area
const OFFERS: Offers[] = [
  { area: 'GB', provider: 'first', offers: [['1GB', 7, 136], ['3GB', 30, 310], ['10GB', 30, 820], ['UL', 7, 1490]] },
  { area: 'US', provider: 'first', offers: [['1GB', 7, 170], ['3GB', 30, 420], ['10GB', 30, 1130], ['UL', 7, 1890]] },
  { area: 'DE', provider: 'first', offers: [['1GB', 7, 128], ['5GB', 30, 480]] },
  { area: 'FR', provider: 'first', offers: [['1GB', 7, 132], ['5GB', 30, 495], ['UL', 3, 690]] },
  { area: 'ES', provider: 'first', offers: [['1GB', 7, 125], ['5GB', 30, 470]] },
  { area: 'IT', provider: 'first', offers: [['1GB', 7, 130], ['5GB', 30, 485]] },
  { area: 'TR', provider: 'first', offers: [['1GB', 7, 145], ['3GB', 30, 365]] },
  { area: 'REUP', provider: 'first', offers: [['1GB', 7, 165], ['5GB', 30, 560], ['20GB', 30, 1890]] },
  { area: 'REUL', provider: 'first', offers: [['3GB', 15, 290], ['20GB', 30, 1640]] },
  { area: 'RNA', provider: 'first', offers: [['3GB', 30, 510], ['10GB', 30, 1390]] },
  { area: 'JP', provider: 'second', offers: [['1GB', 7, 155], ['10GB', 30, 980], ['UL', 7, 1790]] },
  { area: 'TH', provider: 'second', offers: [['1GB', 7, 118], ['UL', 7, 990]] },
  { area: 'AE', provider: 'second', offers: [['1GB', 7, 260], ['3GB', 15, 690]] },
  { area: 'AU', provider: 'second', offers: [['1GB', 7, 150], ['5GB', 30, 590]] },
  { area: 'ZA', provider: 'second', offers: [['1GB', 7, 310], ['3GB', 15, 780]] },
  { area: 'RAS', provider: 'second', offers: [['3GB', 15, 470], ['10GB', 30, 1280]] },
  { area: 'RGB', provider: 'second', offers: [['1GB', 7, 390], ['5GB', 30, 1490]], dated: true },
];

function bundle(name: string, provider: Provider, price: number, autostart: boolean): Bundle {
  const details = bundleDetails(name);
  return { name, provider, price, autostart, group: details.unlimited ? UNLIMITED : FIXED, ...details };
}

export const catalogue: ReadonlyMap<string, Bundle> = new Map(
  OFFERS.flatMap(({ area, provider, offers, dated }) =>
    offers.map(([size, days, price]): [string, Bundle] => {
      const name = `esim_${size}_${days}D_${area}_V2`;
      return [name, bundle(name, provider, price, !dated)];
    }),
  ),
);

/** A test may stock bundles of any name; what is not sold is what its name says, and was cheap. */
export function bundleOf(name: string): Bundle {
  return catalogue.get(name) ?? bundle(name, 'first', 100, true);
}

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
