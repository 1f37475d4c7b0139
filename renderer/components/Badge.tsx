import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';
import styles from './StateBadge.module.css';
import type { Tone } from './state-looks.ts';

interface BadgeProps {
  icon: LucideIcon;
  tone: Tone;
  children: string;
}

/** A state by icon, word and colour, so that none of the three is needed alone. */
export function Badge({ icon: Icon, tone, children }: BadgeProps) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      <Icon aria-hidden className={styles.icon} />
      {children}
    </span>
  );
}
