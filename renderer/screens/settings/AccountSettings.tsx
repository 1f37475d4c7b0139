import { Switch } from 'react-aria-components';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Fact, Facts } from '../../components/Facts.tsx';
import { useAction } from '../../components/use-action.ts';
import { goLive, practise, useAccount } from '../../stores/account.ts';
import { openSection } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './AccountSettings.module.css';
import { ForgetKey } from './ForgetKey.tsx';
import { Group } from './Group.tsx';

/** Which account this station works with, what is kept of it on this computer, and the way into practice and out. */
export function AccountSettings() {
  const status = useAccount((state) => state.status);
  const { running, problem, run } = useAction();
  if (!status) return null;
  const practising = status.mode === 'practice';
  return (
    <Group title={t('settings.account')}>
      <Facts>
        <Fact label={t('settings.api')}>{status.api}</Fact>
        {!practising && (
          <Fact label={t('settings.organisation')}>{status.organisation ?? t('settings.organisation.unknown')}</Fact>
        )}
        <Fact label={t('settings.key')}>{t(`settings.key.${status.keyKept}`)}</Fact>
        <Fact label={t('settings.history')}>
          {t(status.historyEncrypted ? 'settings.history.encrypted' : 'settings.history.plain')}
        </Fact>
      </Facts>
      <Switch
        className={cx(styles.switch)}
        isSelected={practising}
        isDisabled={running !== null}
        onChange={(on) => run('practice', on ? practise : goLive)}
      >
        <span className={styles.track}>
          <span className={styles.knob} />
        </span>
        <span>
          <strong className={styles.label}>{t('settings.practice')}</strong>
          <span className={styles.explain}>{t('settings.practice.explain')}</span>
        </span>
      </Switch>
      {!practising && !status.connected && (
        <Button onPress={() => openSection('provision')}>{t('settings.connect')}</Button>
      )}
      {!practising && status.connected && <ForgetKey />}
      <ActionOutcome said={null} problem={problem} />
    </Group>
  );
}
