import { Boxes, History, type LucideIcon, QrCode, Settings } from 'lucide-react';
import { Button } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import { openSection, SECTIONS, type Section, useNavigation } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './Navigation.module.css';

const icons: Record<Section, LucideIcon> = { provision: QrCode, history: History, stock: Boxes, settings: Settings };

export function Navigation() {
  const section = useNavigation((state) => state.section);
  return (
    <nav aria-label={t('app.navigation')} className={styles.navigation}>
      {SECTIONS.map((name, index) => {
        const Icon = icons[name];
        return (
          <Button
            key={name}
            className={cx(styles.section)}
            onPress={() => openSection(name)}
            aria-keyshortcuts={`Alt+${index + 1}`}
            {...(name === section ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon aria-hidden className={styles.icon} />
            {t(`screen.${name}`)}
          </Button>
        );
      })}
    </nav>
  );
}
