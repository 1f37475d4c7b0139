import type { Pace } from '../../../shared/model.ts';
import { t } from '../../words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Up to here minutes say more than hours. */
const LONG_MS = 90 * MINUTE_MS;

/** A slow batch is told apart by tenths. */
const EXACT_BELOW = 10;

function leftWords(leftMs: number): string {
  if (leftMs < MINUTE_MS) return t('batch.left.seconds');
  if (leftMs < LONG_MS) return t('batch.left.minutes', { minutes: Math.round(leftMs / MINUTE_MS) });
  return t('batch.left.hours', { hours: Math.round(leftMs / HOUR_MS) });
}

/** `48 a minute, about 3 minutes left`; null while nothing is known. */
export function paceWords({ perMinute, leftMs }: Pace): string | null {
  if (leftMs === null) return null;
  const rate = t('batch.pace', {
    rate: perMinute < EXACT_BELOW ? Math.round(perMinute * 10) / 10 : Math.round(perMinute),
  });
  return `${rate}, ${leftWords(leftMs)}`;
}
