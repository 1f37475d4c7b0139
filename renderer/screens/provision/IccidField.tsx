import { type ClipboardEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { isIccid } from '../../../shared/iccid.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { addEntries, readEntries, useTopUp } from '../../stores/top-up.ts';
import { t } from '../../words.ts';
import styles from './IccidField.module.css';

interface IccidFieldProps {
  onEnter: () => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Takes one ICCID after the other from a scanner or by hand, and many at once from the clipboard. */
export function IccidField({ onEnter, inputRef }: IccidFieldProps) {
  const { entries, doubles } = useTopUp();
  const [typed, setTyped] = useState('');

  function add() {
    addEntries(typed);
    setTyped('');
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.repeat) return;
    event.preventDefault();
    if (typed.trim() === '') onEnter();
    else add();
  }

  /** A field of one line would put the lines of a column together to one number. */
  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text');
    const entries = readEntries(pasted);
    if (entries.length < 2 && !entries.some(isIccid)) return;
    event.preventDefault();
    addEntries(pasted);
  }

  return (
    <TextField value={typed} onChange={setTyped} className={cx(styles.field)}>
      <Label className={cx(styles.label)}>{t('topup.field')}</Label>
      <div className={styles.line}>
        <Input
          ref={inputRef}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          className={cx(styles.input)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <Button isDisabled={typed.trim() === ''} onPress={add}>
          {t('topup.add')}
        </Button>
      </div>
      {entries.length === 0 && (
        <Text slot="description" className={cx(styles.hint)}>
          {t('topup.field.hint')}
        </Text>
      )}
      <p role="status" className={styles.doubles}>
        {doubles > 0 && t('topup.doubles', { count: doubles })}
      </p>
    </TextField>
  );
}
