import { ScanBarcode, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { createPortal } from 'react-dom';
import { cx } from '../../components/cx.ts';
import { problemSentence } from '../../components/ProblemNote.tsx';
import { forgetScans, useScans } from '../../stores/scans.ts';
import { t } from '../../words.ts';
import styles from './ScanNote.module.css';

/**
 * What a scan came to, where nothing was opened for it. Above everything, because a dialog may be open; react-aria leaves what is
 * marked as its top layer to be seen and read there.
 */
export function ScanNote() {
  const { said, problem } = useScans();
  const words = problem ? problemSentence(problem) : said && t(said);
  return createPortal(
    <section aria-label={t('scan.note')} data-react-aria-top-layer="true" className={styles.place}>
      <div role="status">
        {words && (
          <div className={styles.note}>
            <ScanBarcode aria-hidden className={styles.icon} />
            <p className={styles.words}>{words}</p>
            <Button aria-label={t('scan.close')} onPress={forgetScans} className={cx(styles.close)}>
              <X aria-hidden className={styles.icon} />
            </Button>
          </div>
        )}
      </div>
    </section>,
    document.body,
  );
}
