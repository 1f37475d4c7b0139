import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { back, useNavigation } from '../stores/navigation.ts';
import { t } from '../words.ts';
import { IconButton } from './Button.tsx';
import styles from './Page.module.css';

interface PageProps {
  title: string;
  /** One line beneath the title. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a screen: its title, which takes the focus when the screen opens, its actions, and a body that scrolls. */
export function Page({ title, about, actions, children }: PageProps) {
  const canGoBack = useNavigation((state) => state.past.length > 0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        {canGoBack && <IconButton icon={ArrowLeft} label={t('app.back')} onPress={back} />}
        <div className={styles.titles}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {about && <p className={styles.about}>{about}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
