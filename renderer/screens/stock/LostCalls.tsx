import { CircleQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Note } from '../../components/Note.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { QuestionDialog } from '../../components/QuestionDialog.tsx';
import { questionsOfStock } from '../../components/question-source.ts';
import { waitingWords } from '../../components/question-words.ts';
import { useAsked } from '../../components/use-asked.ts';
import { useBeat } from '../../components/use-beat.ts';
import { t } from '../../words.ts';
import styles from './LostCalls.module.css';

/** Purchases, refunds and revokes of which a person has to say what became of them. */
export function LostCalls({ onDecided }: { onDecided: () => void }) {
  const { value, problem, asking, again } = useAsked(questionsOfStock.questions);
  const [deciding, setDeciding] = useState(false);
  useBeat(again);

  function close() {
    setDeciding(false);
    void again();
    onDecided();
  }

  return (
    <>
      <div role="status" className={styles.waiting}>
        {value && value.length > 0 && (
          <Note
            icon={CircleQuestionMark}
            kind="warning"
            action={
              <Button kind="primary" onPress={() => setDeciding(true)}>
                {t('question.open')}
              </Button>
            }
          >
            {waitingWords(value)}
          </Note>
        )}
      </div>
      {problem && <ProblemNote problem={problem} busy={asking} onRetry={again} />}
      {deciding && <QuestionDialog source={questionsOfStock} onClose={close} />}
    </>
  );
}
