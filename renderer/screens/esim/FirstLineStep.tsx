import { Check, CircleCheck, CircleHelp, Plus, RefreshCw, Replace, Undo2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { EsimState } from '../../../shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { bundleWords } from '../../components/bundle-words.ts';
import { Note } from '../../components/Note.tsx';
import { QrCode } from '../../components/QrCode.tsx';
import { t } from '../../words.ts';
import styles from './FirstLine.module.css';
import { bundleAtHand, type Next, type Offer, type Question, type Said } from './first-line.ts';
import { codeToShow } from './install-code.ts';
import type { Known } from './known.ts';
import { isProblem } from './parts.ts';

type Open = Exclude<Next, { kind: 'end' }>;

interface StepProps {
  known: Known;
  next: Open;
  onSay: (said: Said) => void;
  onUndo: (() => void) | null;
  onDo: (what: Offer) => void;
}

/** The one thing to ask or to do now. */
export function FirstLineStep({ known, next, onSay, onUndo, onDo }: StepProps) {
  const { step } = next;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section aria-labelledby="first-line-step" className={styles.card}>
      <h2 id="first-line-step" ref={heading} tabIndex={-1} className={styles.question}>
        {next.kind === 'ask' ? question(next.step, known.live.value) : t(`first-line.do.${next.remedy.id}`)}
      </h2>
      {next.kind === 'ask' ? (
        <Ask step={next.step} known={known} onSay={onSay} />
      ) : (
        <Do next={next} onSay={onSay} onDo={onDo} />
      )}
      <div className={styles.foot}>
        {onUndo ? (
          <Button kind="quiet" icon={Undo2} onPress={onUndo}>
            {t('first-line.undo')}
          </Button>
        ) : (
          <span />
        )}
        {next.kind === 'ask' && (
          <Button kind="quiet" icon={CircleCheck} onPress={() => onSay({ step, worked: true })}>
            {t('first-line.worked')}
          </Button>
        )}
      </div>
    </section>
  );
}

function question(step: Question, state: EsimState | null): string {
  if (step !== 'country') return t(`first-line.ask.${step}`);
  const bundle = state && !isProblem(state.bundles) ? bundleAtHand(state.bundles) : undefined;
  const place = bundle ? bundleWords(bundle.name).destination : null;
  return place === null ? t('first-line.ask.country-unknown') : t('first-line.ask.country', { place });
}

function Ask({ step, known, onSay }: Pick<StepProps, 'known' | 'onSay'> & { step: Question }) {
  return (
    <>
      <p className={styles.how}>{t(`first-line.how.${step}`)}</p>
      {step === 'scan' && <ScanAgain known={known} />}
      <div className={styles.answers}>
        <Button size="large" icon={Check} onPress={() => onSay({ step, answer: 'yes' })}>
          {t('first-line.yes')}
        </Button>
        <Button size="large" icon={X} onPress={() => onSay({ step, answer: 'no' })}>
          {t('first-line.no')}
        </Button>
        <Button size="large" kind="quiet" icon={CircleHelp} onPress={() => onSay({ step, answer: 'unsure' })}>
          {t('first-line.unsure')}
        </Button>
      </div>
    </>
  );
}

function ScanAgain({ known: { local, live } }: Pick<StepProps, 'known'>) {
  const code = codeToShow(local.value, live.value);
  if (!code) return <Note>{t('esim.no-qr')}</Note>;
  return <QrCode text={code.activationCode} label={t('esim.qr')} className={styles.qr} />;
}

const offerIcons = { 'top-up': Plus, refresh: RefreshCw, replace: Replace } as const;

interface DoProps extends Pick<StepProps, 'onSay' | 'onDo'> {
  next: Extract<Next, { kind: 'do' }>;
}

function Do({ next: { step, remedy }, onSay, onDo }: DoProps) {
  const { offer } = remedy;
  return (
    <>
      {offer && (
        <div>
          <Button kind="primary" size="large" icon={offerIcons[offer]} onPress={() => onDo(offer)}>
            {t(`first-line.offer.${offer}`)}
          </Button>
        </div>
      )}
      <div className={styles.answers}>
        <Button size="large" icon={Check} onPress={() => onSay({ step, worked: true })}>
          {t('first-line.worked')}
        </Button>
        <Button size="large" icon={X} onPress={() => onSay({ step, worked: false })}>
          {t('first-line.no-help')}
        </Button>
      </div>
    </>
  );
}
