import { LoaderCircle } from 'lucide-react';
import { t } from '../words.ts';
import styles from './Loading.module.css';

export function Loading() {
  return (
    <div role="status" className={styles.loading}>
      <LoaderCircle aria-hidden className={styles.icon} />
      {t('app.loading')}
    </div>
  );
}
