import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Icon aria-hidden className={styles.icon} />
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.explain}>{children}</div>}
    </div>
  );
}
