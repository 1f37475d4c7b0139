import { useState } from 'react';
import { Form } from 'react-aria-components';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { PeopleField } from '../../components/PeopleField.tsx';
import { useAction } from '../../components/use-action.ts';
import { savePreferences, usePreferences } from '../../stores/preferences.ts';
import { t } from '../../words.ts';
import { Group } from './Group.tsx';
import styles from './OperatorSettings.module.css';

export function OperatorSettings() {
  const operator = usePreferences((state) => state.preferences?.operator ?? '');
  const { running, said, problem, run } = useAction();
  /** What is typed and not saved yet; null while the field shows the saved name. */
  const [typed, setTyped] = useState<string | null>(null);
  const name = (typed ?? operator).trim();

  async function save() {
    await savePreferences({ operator: name });
    setTyped(null);
    return t('settings.saved');
  }

  return (
    <Group title={t('settings.operator.title')}>
      <Form
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== '') void run('save', save);
        }}
      >
        <PeopleField
          label={t('settings.operator')}
          hint={t('settings.operator.hint')}
          value={typed ?? operator}
          onChange={setTyped}
          maxLength={80}
          autoComplete="off"
        />
        <Button type="submit" isDisabled={name === '' || name === operator} busy={running !== null}>
          {t('settings.save')}
        </Button>
      </Form>
      <ActionOutcome said={said} problem={problem} />
    </Group>
  );
}
