import { useState } from 'react';
import type { Act, EsimEvent } from '../../../shared/model.ts';
import { ActOutcome } from '../../components/ActOutcome.tsx';
import { actProblem } from '../../components/act-looks.ts';
import { Button } from '../../components/Button.tsx';
import { bundleInWords } from '../../components/bundle-words.ts';
import { cx } from '../../components/cx.ts';
import { problemSentence } from '../../components/ProblemNote.tsx';
import { Time } from '../../components/Time.tsx';
import { t } from '../../words.ts';
import { actWords } from './esim-words.ts';
import styles from './TimeLine.module.css';
import { timeLine } from './time-line.ts';

/** The newest ones answer most questions; the rest is one press away. */
const SHOWN = 8;

export function TimeLine({ events, acts }: { events: EsimEvent[]; acts: Act[] }) {
  const [all, setAll] = useState(false);
  const entries = timeLine(events, acts);
  if (entries.length === 0) return <p className={styles.empty}>{t('care.time-line.empty')}</p>;
  const shown = all ? entries : entries.slice(0, SHOWN);
  const older = entries.length - shown.length;
  return (
    <>
      <ol className={styles.line}>
        {shown.map((entry, index) =>
          'act' in entry ? (
            <OurAct key={entry.act.id} act={entry.act} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: events have no identity of their own and two may be alike
            <TheirEvent key={`${entry.at} ${index}`} event={entry.event} />
          ),
        )}
      </ol>
      {older > 0 && (
        <div>
          <Button onPress={() => setAll(true)}>{t('care.time-line.more', { count: older })}</Button>
        </div>
      )}
    </>
  );
}

function TheirEvent({ event: { name, bundle, at, alert } }: { event: EsimEvent }) {
  return (
    <li className={styles.entry}>
      <span className={styles.when}>
        <Time at={at} />
      </span>
      <span className={styles.what}>
        <span>{name}</span>
        {bundle && <span className={styles.about}>{bundleInWords(bundle)}</span>}
        {alert && <span className={styles.about}>{alert}</span>}
      </span>
    </li>
  );
}

function OurAct({ act }: { act: Act }) {
  const { kind, at, about, operator } = act;
  const problem = actProblem(act);
  return (
    <li className={cx(styles.entry, styles.ours)}>
      <span className={styles.when}>
        <Time at={at} />
      </span>
      <span className={styles.what}>
        <strong>{actWords(kind)}</strong>
        {about && <span className={styles.about}>{bundleInWords(about)}</span>}
        <span className={styles.about}>{t('care.time-line.by', { operator })}</span>
        <ActOutcome act={act} />
        {problem && <span className={styles.problem}>{problemSentence(problem)}</span>}
      </span>
    </li>
  );
}
