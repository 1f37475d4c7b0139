import { CircleQuestionMark } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Batch } from '../../shared/model.ts';
import { t } from '../words.ts';
import styles from './BatchNotes.module.css';
import { BatchProblems } from './BatchProblems.tsx';
import { Button } from './Button.tsx';
import { Note } from './Note.tsx';
import { QuestionDialog } from './QuestionDialog.tsx';
import { questionsOfBatch } from './question-source.ts';

/** What a person should know of a batch: what has to be decided, what stands in the way, and what is still to come. */
export function BatchNotes({ batch }: { batch: Batch }) {
  const [deciding, setDeciding] = useState(false);
  const source = useMemo(() => questionsOfBatch(batch.id), [batch.id]);
  return (
    <>
      {batch.questions > 0 && (
        <Note
          icon={CircleQuestionMark}
          kind="warning"
          action={
            <Button kind="primary" onPress={() => setDeciding(true)}>
              {t('question.open')}
            </Button>
          }
        >
          {t('question.note', { count: batch.questions })}
        </Note>
      )}
      {deciding && <QuestionDialog source={source} onClose={() => setDeciding(false)} />}
      <BatchProblems batch={batch} />
      {batch.unreferenced > 0 && (
        <p className={styles.quiet}>{t('batch.unreferenced', { count: batch.unreferenced })}</p>
      )}
    </>
  );
}
