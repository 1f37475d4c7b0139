import { ScanBarcode } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FieldError, Form, Input, TextField } from 'react-aria-components';
import { readIccid } from '../../../shared/iccid.ts';
import { cx } from '../../components/cx.ts';
import { openEsim } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './FindEsim.module.css';

/** Opens any eSIM by its number, also one that this computer never sold. Ctrl+K leads here from everywhere. */
export function FindEsim() {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState(false);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  function find() {
    if (typed.trim() === '') return;
    const iccid = readIccid(typed);
    setFault(iccid === null);
    if (iccid === null) return;
    setTyped('');
    openEsim(iccid);
  }

  return (
    <Form
      role="search"
      aria-label={t('find.label')}
      validationBehavior="aria"
      className={cx(styles.form)}
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <TextField
        aria-label={t('find.label')}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setFault(false);
        }}
        isInvalid={fault}
        autoComplete="off"
        inputMode="numeric"
        onBlur={() => setFault(false)}
        className={cx(styles.field)}
      >
        <ScanBarcode aria-hidden className={styles.icon} />
        <Input ref={input} placeholder={t('find.hint')} aria-keyshortcuts="Control+K" className={cx(styles.input)} />
        <FieldError className={cx(styles.fault)}>{t('find.fault')}</FieldError>
      </TextField>
    </Form>
  );
}
