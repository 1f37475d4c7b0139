import { useState } from 'react';
import { groupIccid } from '../../../shared/iccid.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import type { Outcome } from '../../components/act-result.ts';
import { Button } from '../../components/Button.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { t } from '../../words.ts';
import styles from './FirstLine.module.css';
import { FirstLineNotes } from './FirstLineNotes.tsx';
import { FirstLineStep } from './FirstLineStep.tsx';
import { factsOf, type Offer, type Said, walk } from './first-line.ts';
import type { Known } from './known.ts';
import { SupportPage } from './SupportPage.tsx';

interface FirstLineProps {
  known: Known;
  /** How the last act ended. */
  outcome: Outcome;
  onDo: (what: Offer) => void;
  onLeave: () => void;
}

/** “It does not work”, one question at a time. What the account knows is not asked. */
export function FirstLine({ known, outcome, onDo, onLeave }: FirstLineProps) {
  const { value, asking } = known.live;
  return (
    <Page
      title={t('first-line.title')}
      about={groupIccid(known.iccid)}
      actions={<Button onPress={onLeave}>{t('first-line.leave')}</Button>}
    >
      {!value && asking ? <Loading /> : <Talk known={known} outcome={outcome} onDo={onDo} />}
    </Page>
  );
}

function Talk({ known, outcome, onDo }: Omit<FirstLineProps, 'onLeave'>) {
  const [said, setSaid] = useState<Said[]>([]);
  // What was known at the start stays the ground of this talk: a top-up on the way must not move the questions.
  const [facts] = useState(() => factsOf(known.live.value, known.acts.value ?? [], new Date()));
  const { findings, next } = walk(facts, said);
  const undo = said.length > 0 ? () => setSaid((before) => before.slice(0, -1)) : null;

  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <ActionOutcome {...outcome} />
        {next.kind === 'end' ? (
          <SupportPage known={known} findings={findings} solved={next.solved} onUndo={undo} />
        ) : (
          <FirstLineStep
            key={`${next.kind} ${next.step}`}
            known={known}
            next={next}
            onSay={(what) => setSaid((before) => [...before, what])}
            onUndo={undo}
            onDo={onDo}
          />
        )}
      </div>
      <FirstLineNotes live={known.live.value} findings={findings} />
    </div>
  );
}
