import { EyeOff } from 'lucide-react';
import { groupIccid } from '../../../shared/iccid.ts';
import type { Esim, EsimState } from '../../../shared/model.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { QrCode } from '../../components/QrCode.tsx';
import { Section } from '../../components/Section.tsx';
import { t } from '../../words.ts';
import { CopyField } from './CopyField.tsx';
import styles from './InstallCode.module.css';
import type { Code } from './install-code.ts';
import { androidLink, iphoneLink } from './install-links.ts';

interface InstallCodeProps {
  iccid: string;
  code: Code | null;
  local: Esim | null;
  live: EsimState | null;
}

/** All that is needed to install the eSIM: to scan, to type and to tap. */
export function InstallCode({ iccid, code, local, live }: InstallCodeProps) {
  return (
    <Section title={t('care.code')}>
      {code ? (
        <Figure activationCode={code.activationCode} qr={local?.qr ?? null} />
      ) : (
        <NoCode local={local} live={live} />
      )}
      <CopyField label={t('esim.iccid')} value={iccid} shown={groupIccid(iccid)} />
      {code && (
        <>
          <CopyField label={t('esim.address')} value={code.smdpAddress} />
          <CopyField label={t('esim.matching-id')} value={code.matchingId} secret />
          <CopyField label={t('esim.activation-code')} value={code.activationCode} secret />
          <CopyField label={t('care.link.iphone')} value={iphoneLink(code.activationCode)} secret />
          <CopyField label={t('care.link.android')} value={androidLink(code.activationCode)} secret />
        </>
      )}
    </Section>
  );
}

function Figure({ activationCode, qr }: { activationCode: string; qr: Esim['qr'] }) {
  return (
    <figure className={styles.code}>
      <QrCode text={activationCode} label={t('esim.qr')} className={styles.qr} />
      <figcaption className={styles.caption}>
        {qr && <p>{t(`esim.qr.${qr}`)}</p>}
        <p>{t('esim.one-phone')}</p>
      </figcaption>
    </figure>
  );
}

function whyNoCode(local: Esim | null, live: EsimState | null): string {
  if (local && local.state !== 'ready') return t(`esim.no-qr.${local.state}`);
  return t(live ? 'care.no-code.account' : 'care.no-code.unknown');
}

function NoCode({ local, live }: Pick<InstallCodeProps, 'local' | 'live'>) {
  return (
    <div className={styles.code}>
      <EmptyState icon={EyeOff} title={t('esim.no-qr')}>
        {whyNoCode(local, live)}
      </EmptyState>
    </div>
  );
}
