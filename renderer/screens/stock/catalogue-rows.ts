import type { CatalogueBundle } from '../../../shared/model.ts';
import { bytesInWords } from '../../components/amounts.ts';
import { indexOf, searchBundles } from '../../components/bundle-search.ts';
import { bundleWords } from '../../components/bundle-words.ts';
import { locale, t } from '../../words.ts';

export interface CatalogueRow {
  bundle: CatalogueBundle;
  destination: string;
  data: string | null;
  days: string | null;
  /** What a search finds it by. */
  index: ReturnType<typeof indexOf>;
}

const DATA_RANGES = {
  small: { over: 0, upTo: 1000 },
  medium: { over: 1000, upTo: 5000 },
  large: { over: 5000, upTo: 20_000 },
  huge: { over: 20_000, upTo: Number.POSITIVE_INFINITY },
} as const;

const DAY_RANGES = {
  week: { over: 0, upTo: 7 },
  fortnight: { over: 7, upTo: 15 },
  month: { over: 15, upTo: 30 },
  longer: { over: 30, upTo: Number.POSITIVE_INFINITY },
} as const;

export type DataFilter = 'any' | keyof typeof DATA_RANGES | 'unlimited';
export type DaysFilter = 'any' | keyof typeof DAY_RANGES;

export interface Filters {
  search: string;
  data: DataFilter;
  days: DaysFilter;
  /** Highest price of one; null for any. */
  price: number | null;
}

function rowOf(bundle: CatalogueBundle): CatalogueRow {
  const { name, description, countries, roaming, unlimited, dataMb } = bundle;
  const only = countries.length === 1 ? countries[0]?.name : undefined;
  const destination = only ?? bundleWords(name).destination ?? (description || name);
  const data = unlimited ? t('bundle.unlimited') : dataMb === null ? null : bytesInWords(dataMb * 1_000_000);
  const days = bundle.days === null ? null : t('bundle.days', { days: bundle.days });
  const places = [...countries, ...roaming].map(({ iso }) => iso);
  const also = countries.flatMap(({ name, region }) => [name, region ?? '']);
  return {
    bundle,
    destination,
    data,
    days,
    index: indexOf({ name, description, destination, data, days, countries: places, also }, locale),
  };
}

/** By destination, then from small to large. */
export function catalogueRows(bundles: readonly CatalogueBundle[]): CatalogueRow[] {
  const { compare } = new Intl.Collator(locale);
  const size = ({ dataMb }: CatalogueBundle) => dataMb ?? Number.POSITIVE_INFINITY;
  return bundles
    .map(rowOf)
    .sort(
      (a, b) =>
        compare(a.destination, b.destination) ||
        Math.sign(size(a.bundle) - size(b.bundle)) ||
        (a.bundle.days ?? 0) - (b.bundle.days ?? 0) ||
        compare(a.bundle.name, b.bundle.name),
    );
}

function within(value: number | null, range: { over: number; upTo: number }): boolean {
  return value !== null && value > range.over && value <= range.upTo;
}

function fits({ unlimited, dataMb, days, price }: CatalogueBundle, filters: Filters): boolean {
  if (filters.data === 'unlimited' && !unlimited) return false;
  if (filters.data !== 'any' && filters.data !== 'unlimited' && !within(dataMb, DATA_RANGES[filters.data]))
    return false;
  if (filters.days !== 'any' && !within(days, DAY_RANGES[filters.days])) return false;
  return filters.price === null || (price !== null && price <= filters.price);
}

export function findRows(rows: readonly CatalogueRow[], filters: Filters): CatalogueRow[] {
  const fitting = rows.filter(({ bundle }) => fits(bundle, filters)).map((row) => ({ row, index: row.index }));
  return searchBundles(fitting, filters.search).found.map(({ row }) => row);
}
