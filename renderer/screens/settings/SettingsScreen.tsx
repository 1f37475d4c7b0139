import { Page } from '../../components/Page.tsx';
import { t } from '../../words.ts';
import { AccountSettings } from './AccountSettings.tsx';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { OperatorSettings } from './OperatorSettings.tsx';
import { ScannerSettings } from './ScannerSettings.tsx';
import { ScreenshotSettings } from './ScreenshotSettings.tsx';
import styles from './SettingsScreen.module.css';
import { ThemeSettings } from './ThemeSettings.tsx';

export function SettingsScreen() {
  return (
    <Page title={t('screen.settings')}>
      <div className={styles.groups}>
        <AccountSettings />
        <OperatorSettings />
        <ThemeSettings />
        <ScreenshotSettings />
        <ScannerSettings />
        <KeyboardHelp />
      </div>
    </Page>
  );
}
