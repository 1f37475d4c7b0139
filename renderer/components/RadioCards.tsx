import type { ReactNode } from 'react';
import { Label, Radio, RadioGroup, type RadioGroupProps } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './RadioCards.module.css';

interface RadioCardsProps extends Omit<RadioGroupProps, 'children' | 'className'> {
  /** Shown above them; give an `aria-label` where nothing is. */
  label?: string;
  options: readonly { id: string; shown: ReactNode; autoFocus?: boolean }[];
}

/** A choice of one among a few that each say more than a word. */
export function RadioCards({ label, options, ...props }: RadioCardsProps) {
  return (
    <RadioGroup {...props} className={cx(styles.cards)}>
      {label && <Label className={cx(styles.label)}>{label}</Label>}
      {options.map(({ id, shown, autoFocus = false }) => (
        <Radio key={id} value={id} autoFocus={autoFocus} className={cx(styles.card)}>
          {shown}
        </Radio>
      ))}
    </RadioGroup>
  );
}
