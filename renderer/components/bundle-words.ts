import { areaName, parseBundleName } from '../../shared/bundle-name.ts';
import { locale, t } from '../words.ts';

export interface BundleWords {
  data: string | null;
  days: string | null;
  destination: string | null;
}

/** What a bundle's name says, in words; every part may be missing, because names are opaque to the API. */
export function bundleWords(name: string): BundleWords {
  const facts = parseBundleName(name);
  if (!facts) return { data: null, days: null, destination: null };
  return {
    data: facts.unlimited ? t('bundle.unlimited') : facts.data,
    days: facts.days === null ? null : t('bundle.days', { days: facts.days }),
    destination: facts.area === null ? null : areaName(facts.area, locale),
  };
}

export function joinWords({ data, days, destination }: BundleWords): string {
  // Kept to the word before it: no line begins with the separator.
  return [data, days, destination].filter((part) => part !== null).join('\u00a0· ');
}

/** `1 GB · 7 days · United Kingdom`, or the name itself when it does not say; a batch of several has no name (null). */
export function bundleInWords(name: string | null): string {
  if (name === null) return t('several.bundles');
  return joinWords(bundleWords(name)) || name;
}
