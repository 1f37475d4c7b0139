import { locale, t } from '../words.ts';

/** `1 GB`, `320 MB`; 1 GB is 1 000 000 000 bytes, as the API counts. */
export function bytesInWords(bytes: number): string {
  return bytes >= 1_000_000_000
    ? t('bundle.data', { amount: bytes / 1_000_000_000, unit: 'GB' })
    : t('bundle.data', { amount: bytes / 1_000_000, unit: 'MB' });
}

/** An amount of money; without a currency, or with one nobody knows, just the number. */
export function money(amount: number, currency = ''): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
    return `${number} ${currency}`.trimEnd();
  }
}
