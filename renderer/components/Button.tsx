import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { cx } from './cx.ts';

interface CommonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'isPending'> {
  /** What it began is under way: it keeps the focus and does nothing. */
  busy?: boolean;
}

interface ButtonProps extends CommonProps {
  /** `primary` is the one thing to do next; a screen has at most one. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'normal' | 'large';
  icon?: LucideIcon;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

function unlessBusy({ busy = false, onPress, ...props }: CommonProps): AriaButtonProps {
  if (busy) return { ...props, 'aria-disabled': true };
  return onPress ? { ...props, onPress } : props;
}

export function Button({ kind = 'plain', size = 'normal', icon, children, ...props }: ButtonProps) {
  const Icon = props.busy ? LoaderCircle : icon;
  return (
    <AriaButton {...unlessBusy(props)} className={cx(styles.button, styles[kind], styles[size])}>
      {Icon && <Icon aria-hidden className={cx(styles.icon, props.busy && styles.turning)} />}
      <span>{children}</span>
    </AriaButton>
  );
}

interface IconButtonProps extends CommonProps {
  icon: LucideIcon;
  label: string;
}

export function IconButton({ icon: Icon, label, ...props }: IconButtonProps) {
  return (
    <AriaButton {...unlessBusy(props)} aria-label={label} className={cx(styles.button, styles.quiet, styles.square)}>
      <Icon aria-hidden className={cx(styles.icon, props.busy && styles.turning)} />
    </AriaButton>
  );
}
