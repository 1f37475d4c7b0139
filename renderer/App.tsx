import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import styles from './App.module.css';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Header } from './screens/shell/Header.tsx';
import { Navigation } from './screens/shell/Navigation.tsx';
import { PracticeBand } from './screens/shell/PracticeBand.tsx';
import { ScanNote } from './screens/shell/ScanNote.tsx';
import { Screen } from './screens/shell/Screen.tsx';
import { StandingNotes } from './screens/shell/StandingNotes.tsx';
import { useShortcuts } from './screens/shell/shortcuts.ts';
import { useNavigation } from './stores/navigation.ts';
import { usePreferences } from './stores/preferences.ts';
import { locale, t } from './words.ts';

export function App() {
  const theme = usePreferences((state) => state.preferences?.theme ?? 'system');
  const route = useNavigation((state) => state.route);
  useShortcuts();
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <I18nProvider locale={locale}>
      <a className={styles.skip} href="#content">
        {t('app.skip')}
      </a>
      <div className={styles.frame}>
        <div className={styles.top}>
          <PracticeBand />
          <Header />
        </div>
        <Navigation />
        <main id="content" tabIndex={-1} className={styles.main}>
          <StandingNotes />
          <div className={styles.screen}>
            <ErrorBoundary key={JSON.stringify(route)}>
              <Screen route={route} />
            </ErrorBoundary>
          </div>
        </main>
      </div>
      <ScanNote />
    </I18nProvider>
  );
}
