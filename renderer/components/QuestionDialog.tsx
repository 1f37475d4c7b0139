import { useEffect, useRef, useState } from 'react';
import { problemOf } from '../../shared/errors.ts';
import type { Question } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';
import { moment, t } from '../words.ts';
import { ActionDialog } from './ActionDialog.tsx';
import { Button } from './Button.tsx';
import { bundleInWords } from './bundle-words.ts';
import { Fact, Facts } from './Facts.tsx';
import { ProblemNote } from './ProblemNote.tsx';
import styles from './QuestionDialog.module.css';
import type { QuestionSource } from './question-source.ts';
import { type Answer, answersTo, factsOf } from './question-words.ts';
import { RadioCards } from './RadioCards.tsx';
import { useAction } from './use-action.ts';
import { useAsked } from './use-asked.ts';

interface QuestionDialogProps {
  /** The same object as long as the dialog is open. */
  source: QuestionSource;
  onClose: () => void;
}

/** Puts calls whose answers got lost before a person, one after the other. */
export function QuestionDialog({ source, onClose }: QuestionDialogProps) {
  const { value, problem, again } = useAsked(source.questions);
  const question = value?.[0];
  if (question) {
    const isLast = value.length === 1;
    return (
      <Asking
        key={question.callId}
        question={question}
        settle={source.settle}
        onClose={onClose}
        onSettled={isLast ? onClose : again}
        onRefused={again}
      />
    );
  }
  return (
    <ActionDialog title={t('question.open')} onClose={onClose} busy={false} away={t('app.back')} confirm={null}>
      {problem && <ProblemNote problem={problem} onRetry={again} />}
      {!problem && <p role="status">{t(value ? 'question.none' : 'question.loading')}</p>}
    </ActionDialog>
  );
}

interface AskingProps {
  question: Question;
  settle: QuestionSource['settle'];
  onClose: () => void;
  onSettled: () => void;
  /** The account may show something else by now. */
  onRefused: () => void;
}

/** What was sent, what the account shows, and what each answer would do. Nothing is chosen beforehand. */
function Asking({ question, settle, onClose, onSettled, onRefused }: AskingProps) {
  const { callId, batchId, kind, quantity, number } = question;
  const answers = answersTo(question);
  const [chosen, setChosen] = useState<string | null>(null);
  /** What had been shown when it turned out that the account shows more by now. */
  const [before, setBefore] = useState<readonly Answer[] | null>(null);
  const { running, problem, run } = useAction();
  const busy = running !== null;
  const reason = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where there are many candidates, the button stands far from it.
    if (problem) reason.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  const answer = answers.find(({ id }) => id === chosen);

  async function give({ choice, reference }: Answer) {
    try {
      await unwrap(settle({ callId, choice, reference, number }));
    } catch (error) {
      if (problemOf(error).code === 'reconcile.outdated') {
        setChosen(null);
        setBefore(answers);
      }
      onRefused();
      throw error;
    }
    onSettled();
  }

  return (
    <ActionDialog
      title={t(`question.title.${kind}`, { count: quantity })}
      onClose={onClose}
      busy={busy}
      wide
      away={t('question.later')}
      confirm={
        <Button
          // What only notes something down neither buys nor gives up anything.
          kind={batchId === null || answer?.choice === 'adopt' ? 'primary' : 'danger'}
          isDisabled={!answer}
          busy={busy}
          onPress={() => answer && run('settle', () => give(answer))}
        >
          {busy ? t('question.submitting') : (answer?.submit ?? t('question.submit'))}
        </Button>
      }
    >
      <Known question={question} />
      {problem && (
        <div ref={reason}>
          <ProblemNote problem={problem} />
        </div>
      )}
      <RadioCards
        aria-label={t('question.choices')}
        value={chosen}
        onChange={setChosen}
        isDisabled={busy}
        options={answers.map((one) => ({
          id: one.id,
          // The choice that neither buys nor takes anything has the focus.
          autoFocus: one.choice === 'leave',
          shown: <Words answer={one} fresh={before !== null && !before.some((known) => isAlike(known, one))} />,
        }))}
      />
    </ActionDialog>
  );
}

/** A candidate may have grown since. */
const isAlike = (one: Answer, other: Answer): boolean => one.id === other.id && one.shown === other.shown;

function Words({ answer: { words, means, shown }, fresh }: { answer: Answer; fresh: boolean }) {
  return (
    <span className={styles.words}>
      <strong>{words}</strong>
      <span>{means}</span>
      {shown && (
        <span className={styles.shown}>
          {shown}
          {fresh && <strong className={styles.fresh}> {t('question.candidate.fresh')}</strong>}
        </span>
      )}
    </span>
  );
}

function Known({ question }: { question: Question }) {
  const { quantity, bundle, sentAt, operator } = question;
  return (
    <Facts>
      <Fact label={t('question.sent')}>
        {t('question.sent.what', { quantity, bundle: bundleInWords(bundle) })}
        <br />
        {t('question.sent.when', { time: moment(sentAt), operator })}
      </Fact>
      {factsOf(question).map(({ label, words }) => (
        <Fact key={label} label={label}>
          {words}
        </Fact>
      ))}
    </Facts>
  );
}
