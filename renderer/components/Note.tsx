import type { LucideIcon } from 'lucide-react';
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Note.module.css';

interface NoteProps {
  icon?: LucideIcon;
  kind?: 'calm' | 'good' | 'warning';
  /** What can be done about it. */
  action?: ReactNode;
  children: ReactNode;
}

/** A sentence that informs. */
export function Note({ icon: Icon = Info, kind = 'calm', action, children }: NoteProps) {
  return (
    <div className={cx(styles.note, styles[kind])}>
      <Icon aria-hidden className={styles.icon} />
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  );
}
