import { CircleCheck, CircleQuestionMark, CircleX, Info, type LucideIcon } from 'lucide-react';
import type { EsimState } from '../../../shared/model.ts';
import { bundleInWords } from '../../components/bundle-words.ts';
import { cx } from '../../components/cx.ts';
import { problemSentence } from '../../components/ProblemNote.tsx';
import { Section } from '../../components/Section.tsx';
import { moment, t } from '../../words.ts';
import { bundleState, dataLeft, networkName } from './esim-words.ts';
import styles from './FirstLine.module.css';
import { type Answer, bundleAtHand, type Finding } from './first-line.ts';
import { isProblem } from './parts.ts';
import { verdictSentence } from './verdict-words.ts';

interface NotesProps {
  live: EsimState | null;
  findings: Finding[];
}

/** Beside the question: what is known without asking, and what came out so far. */
export function FirstLineNotes({ live, findings }: NotesProps) {
  return (
    <aside className={styles.notes}>
      <Section title={t('first-line.known')}>
        {live ? <KnownFacts state={live} /> : <p className={styles.empty}>{t('first-line.known.none')}</p>}
      </Section>
      <Section title={t('first-line.so-far')}>
        {findings.length === 0 ? (
          <p className={styles.empty}>{t('first-line.so-far.none')}</p>
        ) : (
          <ol className={styles.list}>
            {findings.map((finding) => (
              <FindingLine key={finding.step} finding={finding} />
            ))}
          </ol>
        )}
      </Section>
    </aside>
  );
}

function KnownFacts({ state }: { state: EsimState }) {
  return (
    <ul className={styles.list}>
      {[verdictSentence(state.verdict), bundleFact(state), networkFact(state)].map((fact) => (
        <li key={fact} className={styles.line}>
          <Info aria-hidden className={styles.icon} />
          <span>{fact}</span>
        </li>
      ))}
    </ul>
  );
}

function bundleFact({ bundles }: EsimState): string {
  if (isProblem(bundles)) return problemSentence(bundles);
  const bundle = bundleAtHand(bundles);
  if (!bundle) return t('care.bundles.none');
  return [bundleInWords(bundle.name), bundleState(bundle.state), dataLeft(bundle)].join('\u00a0· ');
}

function networkFact({ location }: EsimState): string {
  if (location === null) return t('care.network.never');
  if (isProblem(location)) return problemSentence(location);
  const name = networkName(location);
  return location.lastSeen ? `${name}, ${t('care.network.seen', { date: moment(location.lastSeen) })}` : name;
}

const looks: Record<Answer, { icon: LucideIcon; className: string | undefined }> = {
  yes: { icon: CircleCheck, className: styles.yes },
  no: { icon: CircleX, className: styles.no },
  unsure: { icon: CircleQuestionMark, className: undefined },
};

function FindingLine({ finding: { step, answer, from, tried } }: { finding: Finding }) {
  const { icon: Icon, className } = looks[answer];
  return (
    <li className={styles.line}>
      <Icon aria-hidden className={cx(styles.icon, className)} />
      <span>
        {t(`first-line.line.${step}`)}: <strong>{t(`first-line.answer.${answer}`)}</strong>
      </span>
      <span className={styles.small}>
        {t(`first-line.source.${from}`)}
        {tried && `, ${t(tried.worked ? 'first-line.helped' : 'first-line.did-not-help')}`}
      </span>
    </li>
  );
}
