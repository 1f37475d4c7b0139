import { areaName } from '../../shared/bundle-name.ts';
import type { StockBundle } from '../../shared/model.ts';
import { locale, t } from '../words.ts';
import { indexOf } from './bundle-search.ts';
import { type BundleWords, bundleWords } from './bundle-words.ts';

const LOW_STOCK = 5;
/** Days before the expiry of a bundle that it is pointed out. */
const EXPIRES_SOON = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface StockFacts extends BundleWords {
  destination: string;
  low: boolean;
  expiresSoon: boolean;
}

function dataWords(megabytes: number): string {
  return megabytes >= 1000
    ? t('bundle.data', { amount: megabytes / 1000, unit: 'GB' })
    : t('bundle.data', { amount: megabytes, unit: 'MB' });
}

function countryNames(countries: readonly string[]): string[] {
  return countries.map((country) => areaName(country, locale));
}

export function expiresSoon(expires: string | null, now: number): boolean {
  return expires !== null && Date.parse(expires) - now < EXPIRES_SOON * DAY_MS;
}

/** The API's own fields where it fills them in, else what the name says. */
export function stockFacts(bundle: StockBundle, now: number): StockFacts {
  const named = bundleWords(bundle.name);
  const countries = countryNames(bundle.countries);
  const data = bundle.unlimited
    ? t('bundle.unlimited')
    : (named.data ?? (bundle.dataMb === null ? null : dataWords(bundle.dataMb)));
  const days = named.days ?? (bundle.days === null ? null : t('bundle.days', { days: bundle.days }));
  const only = countries.length === 1 ? countries[0] : undefined;
  const destination = named.destination ?? only ?? (bundle.description || bundle.name);
  return {
    data,
    days,
    destination,
    low: bundle.remaining <= LOW_STOCK,
    expiresSoon: expiresSoon(bundle.expires, now),
  };
}

/** Rows of bundles with what a search finds them by. */
export function indexed<Row extends { bundle: StockBundle; facts: StockFacts }>(rows: readonly Row[]) {
  return rows.map((row) => ({ row, index: indexOf({ ...row.bundle, ...row.facts }, locale) }));
}
