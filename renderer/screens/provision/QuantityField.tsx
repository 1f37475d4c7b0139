import { Minus, Plus } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { Button, FieldError, Group, Input, Label, TextField } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import { wholeNumber } from '../../stores/order.ts';
import { t } from '../../words.ts';
import styles from './QuantityField.module.css';

const QUICK = [1, 5, 10, 24, 50];

interface QuantityFieldProps {
  value: string;
  onChange: (value: string) => void;
  onEnter: () => void;
  remaining: number;
  fault: string | null;
  inputRef: RefObject<HTMLInputElement | null>;
}

/**
 * How many. A text field and not a number field, because those round and clamp what was typed when they lose the focus,
 * and here every changed digit is money: what cannot be sold is said, never corrected.
 */
export function QuantityField({ value, onChange, onEnter, remaining, fault, inputRef }: QuantityFieldProps) {
  const number = wholeNumber(value);

  function step(by: number) {
    onChange(String(Math.min(Math.max((number ?? 0) + by, 1), Math.max(remaining, 1))));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowUp') step(1);
    else if (event.key === 'ArrowDown') step(-1);
    // A key held down since the choice of the bundle must not run through to the order.
    else if (event.key === 'Enter' && !event.repeat) onEnter();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.quantity}>
      <TextField value={value} onChange={onChange} isInvalid={fault !== null} className={cx(styles.field)}>
        <Label className={cx(styles.label)}>{t('order.quantity')}</Label>
        <Group className={cx(styles.stepper)}>
          <Button
            aria-label={t('order.fewer')}
            className={cx(styles.step)}
            isDisabled={number !== null && number <= 1}
            onPress={() => step(-1)}
          >
            <Minus aria-hidden className={styles.icon} />
          </Button>
          <Input
            ref={inputRef}
            inputMode="numeric"
            autoComplete="off"
            className={cx(styles.input)}
            onKeyDown={onKeyDown}
          />
          <Button
            aria-label={t('order.more')}
            className={cx(styles.step)}
            isDisabled={number !== null && number >= remaining}
            onPress={() => step(1)}
          >
            <Plus aria-hidden className={styles.icon} />
          </Button>
        </Group>
        <FieldError className={cx(styles.fault)}>{fault}</FieldError>
      </TextField>
      <Group aria-label={t('order.quick')} className={cx(styles.quick)}>
        {QUICK.map((count) => (
          <Button
            key={count}
            className={cx(styles.chip, number === count && styles.current)}
            aria-pressed={number === count}
            isDisabled={count > remaining}
            onPress={() => onChange(String(count))}
          >
            {count}
          </Button>
        ))}
      </Group>
    </div>
  );
}
