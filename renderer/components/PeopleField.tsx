import { useState } from 'react';
import { holdsActivationCode } from '../../shared/activation-code.ts';
import { t } from '../words.ts';
import { Field, type FieldProps } from './Field.tsx';

interface PeopleFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
}

/**
 * A field for what people write for people: a name, a reference, a message. It is shown, printed and sent, so it takes no activation
 * code, whether typed, pasted or dropped: who has the code has the eSIM.
 */
export function PeopleField({ onChange, fault = null, ...props }: PeopleFieldProps) {
  const [refused, setRefused] = useState(false);

  function take(value: string) {
    const holdsCode = holdsActivationCode(value);
    setRefused(holdsCode);
    if (!holdsCode) onChange(value);
  }

  return <Field {...props} onChange={take} fault={refused ? t('field.holds-code') : fault} />;
}
