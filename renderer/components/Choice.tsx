import { ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import styles from './Choice.module.css';
import { cx } from './cx.ts';

interface ChoiceProps<Id extends string> {
  label: string;
  options: readonly { id: Id; words: string }[];
  chosen: Id;
  onChange: (id: Id) => void;
}

/** A choice of one among several that are shown when asked for. */
export function Choice<Id extends string>({ label, options, chosen, onChange }: ChoiceProps<Id>) {
  return (
    <Select
      value={chosen}
      onChange={(key) => {
        const option = options.find(({ id }) => id === key);
        if (option) onChange(option.id);
      }}
      className={cx(styles.choice)}
    >
      <Label className={cx(styles.label)}>{label}</Label>
      <Button className={cx(styles.button)}>
        <SelectValue className={cx(styles.value)} />
        <ChevronDown aria-hidden className={styles.icon} />
      </Button>
      <Popover className={cx(styles.popover)}>
        <ListBox items={options} className={cx(styles.list)}>
          {({ id, words }) => (
            <ListBoxItem id={id} className={cx(styles.option)}>
              {words}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
