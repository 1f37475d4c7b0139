import type { ReactNode, Ref } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './Field.module.css';

export interface FieldProps extends Omit<TextFieldProps, 'children' | 'className'> {
  label: string;
  hint?: ReactNode;
  /** Why the value cannot be taken; the field counts as invalid while there is one. */
  fault?: string | null;
  /** For keys and codes. */
  mono?: boolean;
  /** Shown at once, where the text may be longer than one. */
  lines?: number;
  ref?: Ref<HTMLInputElement>;
}

/** A labelled text with its hint and its fault. */
export function Field({ label, hint, fault = null, mono = false, lines = 1, ref, ...props }: FieldProps) {
  return (
    <TextField {...props} isInvalid={fault !== null} className={cx(styles.field)}>
      <Label className={cx(styles.label)}>{label}</Label>
      {lines > 1 ? (
        <TextArea rows={lines} className={cx(styles.input, styles.lines)} />
      ) : (
        <Input {...(ref ? { ref } : {})} className={cx(styles.input, mono && styles.mono)} />
      )}
      {hint && (
        <Text slot="description" className={cx(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={cx(styles.fault)}>{fault}</FieldError>
    </TextField>
  );
}
