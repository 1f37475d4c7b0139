import { Keyboard } from 'react-aria-components';
import { t } from '../../words.ts';
import { Group } from './Group.tsx';
import styles from './KeyboardHelp.module.css';

const shortcuts = [
  { keys: ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4'], does: 'settings.keys.screens' },
  { keys: ['Ctrl+K'], does: 'settings.keys.find' },
  { keys: ['Alt+Left'], does: 'settings.keys.back' },
] as const;

export function KeyboardHelp() {
  return (
    <Group title={t('settings.keys')}>
      <dl className={styles.keys}>
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className={styles.line}>
            <dt className={styles.presses}>
              {keys.map((key) => (
                <Keyboard key={key} className={styles.key}>
                  {key}
                </Keyboard>
              ))}
            </dt>
            <dd className={styles.does}>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Group>
  );
}
