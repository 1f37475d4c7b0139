import { CircleCheck, GraduationCap, LoaderCircle, Unplug } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import { useAccount } from '../../stores/account.ts';
import { useBatch } from '../../stores/batch.ts';
import { open, openSection } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import { FindEsim } from './FindEsim.tsx';
import styles from './Header.module.css';
import { Mark } from './Mark.tsx';

export function Header() {
  return (
    <header className={styles.header}>
      <Mark />
      <span className={styles.name}>{t('app.name')}</span>
      <FindEsim />
      <WorkingBatches />
      <AccountState />
    </header>
  );
}

function AccountState() {
  const status = useAccount((state) => state.status);
  if (!status) return null;
  const practising = status.mode === 'practice';
  const Icon = practising ? GraduationCap : status.connected ? CircleCheck : Unplug;
  const words = practising
    ? t('account.practising')
    : status.connected
      ? t('account.connected', { api: status.api })
      : t('account.not-connected');
  return (
    <Button className={cx(styles.chip)} onPress={() => openSection('settings')}>
      <Icon aria-hidden className={styles.icon} />
      {words}
    </Button>
  );
}

/** The newest ones; all of them are in the history. */
const CHIPS = 2;

/** Batches that work while the operator looks elsewhere. */
function WorkingBatches() {
  const working = useBatch((state) => state.working);
  return working.slice(-CHIPS).map((batch) => (
    <Button key={batch.id} className={cx(styles.chip)} onPress={() => open({ screen: 'batch', id: batch.id })}>
      <LoaderCircle aria-hidden className={cx(styles.icon, styles.turning)} />
      {t('account.working', { ready: batch.counts.ready, quantity: batch.quantity })}
    </Button>
  ));
}
