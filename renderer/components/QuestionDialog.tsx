import { useCallback, useState } from 'react';
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
import { type Answer, answersTo, stockWords, submitWords } from './question-words.ts';
import { RadioCards } from './RadioCards.tsx';
import { useAction } from './use-action.ts';
import { useAsked } from './use-asked.ts';

interface QuestionDialogProps {
  batchId: string;
  onClose: () => void;
}

/** Puts the calls of a batch whose answers got lost before a person, one after the other. */
export function QuestionDialog({ batchId, onClose }: QuestionDialogProps) {
  const { value, problem, again } = useAsked(
    useCallback(() => window.station.batches.questions({ id: batchId }), [batchId]),
  );
  const question = value?.[0];
  if (question) {
    const isLast = value.length === 1;
    return (
      <Asking
        key={question.callId}
        question={question}
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
  onClose: () => void;
  onSettled: () => void;
  /** The account may show something else by now. */
  onRefused: () => void;
}

/** What was sent, what the account shows, and what each answer would do. Nothing is chosen beforehand. */
function Asking({ question, onClose, onSettled, onRefused }: AskingProps) {
  const { callId, kind, quantity, number } = question;
  const answers = answersTo(question);
  const [chosen, setChosen] = useState<string | null>(null);
  const { running, problem, run } = useAction();
  const busy = running !== null;
  const answer = answers.find(({ id }) => id === chosen);

  async function settle({ choice, reference }: Answer) {
    try {
      await unwrap(window.station.batches.settle({ callId, choice, reference, number }));
    } catch (error) {
      if (problemOf(error).code === 'reconcile.outdated') setChosen(null);
      onRefused();
      throw error;
    }
    onSettled();
  }

  return (
    <ActionDialog
      title={t(kind === 'top-up' ? 'question.title.top-up' : 'question.title', { count: quantity })}
      onClose={onClose}
      busy={busy}
      wide
      away={t('question.later')}
      confirm={
        <Button
          kind={answer?.choice === 'adopt' ? 'primary' : 'danger'}
          isDisabled={!answer}
          busy={busy}
          onPress={() => answer && run('settle', () => settle(answer))}
        >
          {busy ? t('question.submitting') : submitWords(answer)}
        </Button>
      }
    >
      <Known question={question} />
      <RadioCards
        aria-label={t('question.choices')}
        value={chosen}
        onChange={setChosen}
        isDisabled={busy}
        options={answers.map(({ id, choice, words, means, shown }) => ({
          id,
          // The choice that neither buys nor takes anything has the focus.
          autoFocus: choice === 'leave',
          shown: (
            <span className={styles.words}>
              <strong>{words}</strong>
              <span>{means}</span>
              {shown && <span className={styles.shown}>{shown}</span>}
            </span>
          ),
        }))}
      />
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}

function Known({ question }: { question: Question }) {
  const { quantity, bundle, sentAt, operator, candidates, others, stock } = question;
  return (
    <Facts>
      <Fact label={t('question.sent')}>
        {t('question.sent.what', { quantity, bundle: bundleInWords(bundle) })}
        <br />
        {t('question.sent.when', { time: moment(sentAt), operator })}
      </Fact>
      <Fact label={t('question.stock')}>{stockWords(stock)}</Fact>
      {candidates.length === 0 && <Fact label={t('question.found')}>{t('question.found.none')}</Fact>}
      <Fact label={t('question.others')}>{t(others ? 'question.others.yes' : 'question.others.no')}</Fact>
    </Facts>
  );
}
