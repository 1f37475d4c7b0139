import { GraduationCap, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Field } from '../../components/Field.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { connectAccount, practise } from '../../stores/account.ts';
import { t } from '../../words.ts';
import styles from './ConnectPanel.module.css';

/** The two ways to begin: with a real account, or with made-up stock. */
export function ConnectPanel() {
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('connect.title')}</h1>
      <div className={styles.choices}>
        <ConnectAccount />
        <StartPractice />
      </div>
    </div>
  );
}

function ConnectAccount() {
  // The key is kept in this field alone, and only until it is handed over.
  const [key, setKey] = useState('');
  const { running, problem, run } = useAction();

  async function connect() {
    await run('connect', () => connectAccount(key.trim()));
    setKey('');
  }

  return (
    <section aria-labelledby="connect-account" className={styles.choice}>
      <KeyRound aria-hidden className={styles.icon} />
      <h2 id="connect-account" className={styles.name}>
        {t('connect.account.title')}
      </h2>
      <p className={styles.explain}>{t('connect.account.explain')}</p>
      <Form
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (key.trim() !== '' && running === null) void connect();
        }}
      >
        <Field
          label={t('connect.key')}
          hint={t('connect.key.where')}
          type="password"
          autoComplete="off"
          spellCheck="false"
          mono
          value={key}
          onChange={setKey}
        />
        {problem && <ProblemNote problem={problem} />}
        <Button type="submit" kind="primary" isDisabled={key.trim() === ''} busy={running !== null}>
          {running ? t('connect.submitting') : t('connect.submit')}
        </Button>
        <p className={styles.small}>{t('connect.key.kept')}</p>
      </Form>
    </section>
  );
}

function StartPractice() {
  const { running, problem, run } = useAction();
  return (
    <section aria-labelledby="start-practice" className={styles.choice}>
      <GraduationCap aria-hidden className={styles.icon} />
      <h2 id="start-practice" className={styles.name}>
        {t('connect.practice.title')}
      </h2>
      <p className={styles.explain}>{t('connect.practice.explain')}</p>
      {problem && <ProblemNote problem={problem} />}
      <Button busy={running !== null} onPress={() => run('practise', practise)}>
        {t('connect.practice.submit')}
      </Button>
    </section>
  );
}
