import { ScanBarcode } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FieldError, Form, Input, TextField } from 'react-aria-components';
import type { MessageKey } from '../../../shared/messages/index.ts';
import { readScanned } from '../../../shared/scanned-text.ts';
import { cx } from '../../components/cx.ts';
import { openEsim } from '../../stores/navigation.ts';
import { findEsim } from '../../stores/scans.ts';
import { t } from '../../words.ts';
import styles from './FindEsim.module.css';

/**
 * Opens any eSIM by its ICCID, also one that this computer never sold, and by its activation code or matching ID one that it did.
 * Ctrl+K leads here from everywhere.
 */
export function FindEsim() {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<MessageKey | null>(null);

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

  function show(iccid: string) {
    setFault(null);
    setTyped('');
    openEsim(iccid);
  }

  async function find() {
    const read = readScanned(typed);
    if (read.kind === 'iccid') return show(read.iccid);
    if (read.kind === 'text' && read.text === '') return;
    // Digits that make no ICCID were meant to be one.
    if (/^[\d\s-]*$/.test(typed)) return setFault('find.fault');
    const iccid = await findEsim([read]).catch(() => null);
    if (input.current?.value !== typed) return;
    if (iccid) show(iccid);
    else setFault('find.unknown');
  }

  return (
    <Form
      role="search"
      aria-label={t('find.label')}
      validationBehavior="aria"
      className={cx(styles.form)}
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <TextField
        aria-label={t('find.label')}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setFault(null);
        }}
        isInvalid={fault !== null}
        autoComplete="off"
        onBlur={() => setFault(null)}
        className={cx(styles.field)}
      >
        <ScanBarcode aria-hidden className={styles.icon} />
        <Input ref={input} placeholder={t('find.hint')} aria-keyshortcuts="Control+K" className={cx(styles.input)} />
        <FieldError className={cx(styles.fault)}>{fault && t(fault)}</FieldError>
      </TextField>
    </Form>
  );
}
