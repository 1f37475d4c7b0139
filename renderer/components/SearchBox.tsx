import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { Button, Input, SearchField, type SearchFieldProps } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './SearchBox.module.css';

interface SearchBoxProps extends Omit<SearchFieldProps, 'children' | 'className'> {
  label: string;
  hint: string;
  /** The list it filters always stands beneath, and its arrow keys move there. */
  withList?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

export function SearchBox({ label, hint, withList = false, inputRef, ...props }: SearchBoxProps) {
  return (
    <SearchField {...props} aria-label={label} className={cx(styles.box)}>
      <Search aria-hidden className={styles.icon} />
      <Input
        {...(inputRef ? { ref: inputRef } : {})}
        placeholder={hint}
        className={cx(styles.input)}
        {...(withList ? { role: 'combobox', 'aria-expanded': true, 'aria-haspopup': 'listbox' } : {})}
      />
      <Button className={cx(styles.clear)}>
        <X aria-hidden className={styles.icon} />
      </Button>
    </SearchField>
  );
}
