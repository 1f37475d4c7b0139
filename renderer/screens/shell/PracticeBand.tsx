import { Button } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { goLive, useAccount } from '../../stores/account.ts';
import { t } from '../../words.ts';
import styles from './PracticeBand.module.css';

/** On every screen of the practice mode, so that nobody hands out a card that installs nothing. */
export function PracticeBand() {
  const practising = useAccount((state) => state.status?.mode === 'practice');
  const { running, problem, run } = useAction();
  if (!practising) return null;
  return (
    <section aria-label={t('practice.band')} className={styles.band}>
      <strong className={styles.word}>{t('practice.band')}</strong>
      <span className={styles.explain}>{t('practice.explain')}</span>
      <Button className={cx(styles.leave)} isDisabled={running !== null} onPress={() => run('go-live', goLive)}>
        {t('practice.leave')}
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}
