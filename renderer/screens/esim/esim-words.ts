import { areaName } from '../../../shared/bundle-name.ts';
import type { MessageKey } from '../../../shared/messages/index.ts';
import type { ActKind, EsimBundle, EsimLocation } from '../../../shared/model.ts';
import { bytesInWords } from '../../components/amounts.ts';
import { locale, t } from '../../words.ts';

const BUNDLE_STATES: Record<string, MessageKey> = {
  processing: 'care.bundle.state.processing',
  queued: 'care.bundle.state.queued',
  active: 'care.bundle.state.active',
  depleted: 'care.bundle.state.depleted',
  expired: 'care.bundle.state.expired',
  revoked: 'care.bundle.state.revoked',
  lapsed: 'care.bundle.state.lapsed',
  '': 'care.bundle.state.none',
};

/** A state that no document names is shown as the API says it. */
export function bundleState(state: string): string {
  const key = BUNDLE_STATES[state];
  return key ? t(key) : state;
}

export function dataLeft({ unlimited, remainingBytes, initialBytes }: EsimBundle): string {
  if (unlimited) return t('bundle.unlimited');
  if (remainingBytes === null) return t('care.bundle.left-unknown');
  const left = bytesInWords(remainingBytes);
  if (initialBytes === null) return t('care.bundle.left-only', { left });
  return t('care.bundle.left', { left, total: bytesInWords(initialBytes) });
}

export function networkName({ network, country }: EsimLocation): string {
  const place = areaName(country, locale);
  if (network === '' || country === '') return network || place;
  return t('care.network.place', { network, country: place });
}

export function actWords(kind: ActKind): string {
  return t(`care.act.${kind}`);
}
