import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  LoaderCircle,
  type LucideIcon,
  RotateCcw,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { EsimState, Verdict } from '../../../shared/model.ts';
import { cx } from '../../components/cx.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import type { Tone } from '../../components/state-looks.ts';
import type { Asked } from '../../components/use-asked.ts';
import { t } from '../../words.ts';
import styles from './VerdictBand.module.css';
import { verdictSentence } from './verdict-words.ts';

const looks: Record<Verdict['kind'], { icon: LucideIcon; tone: Tone }> = {
  'never-installed': { icon: CircleDashed, tone: 'idle' },
  installed: { icon: CircleCheck, tone: 'good' },
  removed: { icon: RotateCcw, tone: 'warn' },
  withdrawn: { icon: CircleSlash, tone: 'bad' },
  other: { icon: CircleQuestionMark, tone: 'warn' },
};

interface VerdictBandProps {
  live: Asked<EsimState>;
  /** What can be done about it. */
  children: ReactNode;
}

/** Whether it is installed: the first thing that anyone asks, in one sentence. */
export function VerdictBand({ live, children }: VerdictBandProps) {
  const { value: state, problem, asking, again } = live;
  return (
    <section className={styles.band}>
      {/* Read out when the answer comes in. */}
      <div role="status" className={styles.verdict}>
        {state && <Sentence {...looks[state.verdict.kind]}>{verdictSentence(state.verdict)}</Sentence>}
        {!state && asking && (
          <Sentence icon={LoaderCircle} tone="idle" turning>
            {t('care.asking')}
          </Sentence>
        )}
      </div>
      {problem && <ProblemNote problem={problem} busy={asking} onRetry={again} />}
      {children}
    </section>
  );
}

interface SentenceProps {
  icon: LucideIcon;
  tone: Tone;
  turning?: boolean;
  children: string;
}

function Sentence({ icon: Icon, tone, turning = false, children }: SentenceProps) {
  return (
    <p className={cx(styles.sentence, styles[tone])}>
      <Icon aria-hidden className={cx(styles.icon, turning && styles.turning)} />
      <span>{children}</span>
    </p>
  );
}
