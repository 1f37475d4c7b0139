import { useState } from 'react';
import { Form } from 'react-aria-components';
import { unwrap } from '../../bridge.ts';
import { type Outcome, outcomeOf } from '../../components/act-result.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { PeopleField } from '../../components/PeopleField.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { t } from '../../words.ts';
import styles from './ReferenceField.module.css';

interface ReferenceFieldProps {
  iccid: string;
  reference: string;
  onEnd: (outcome: Outcome) => void;
}

/** Whom the eSIM is for, as eSIM Go keeps it. */
export function ReferenceField({ iccid, reference, onEnd }: ReferenceFieldProps) {
  const { running, problem, run } = useAction();
  /** What is typed and not saved yet; null while the field shows the saved one. */
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = (typed ?? reference).trim();
  const changed = wanted !== reference;

  async function save() {
    const result = await unwrap(window.station.care.setReference({ iccid, reference: wanted }));
    setTyped(null);
    onEnd(outcomeOf(result, t('care.reference.done')));
  }

  return (
    <>
      <Form
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && running === null) void run('save', save);
        }}
      >
        <PeopleField
          label={t('care.reference')}
          hint={t('care.reference.hint')}
          value={typed ?? reference}
          onChange={setTyped}
          maxLength={200}
          autoComplete="off"
        />
        <Button type="submit" isDisabled={!changed} busy={running !== null}>
          {t('care.reference.save')}
        </Button>
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
