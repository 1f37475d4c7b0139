import { Monitor, Moon, Sun } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Theme } from '../../../shared/model.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { cx } from '../../components/cx.ts';
import segments from '../../components/Segments.module.css';
import { useAction } from '../../components/use-action.ts';
import { savePreferences, usePreferences } from '../../stores/preferences.ts';
import { t } from '../../words.ts';
import { Group } from './Group.tsx';

const themes = [
  { theme: 'system', icon: Monitor },
  { theme: 'light', icon: Sun },
  { theme: 'dark', icon: Moon },
] as const satisfies readonly { theme: Theme; icon: unknown }[];

export function ThemeSettings() {
  const current = usePreferences((state) => state.preferences?.theme ?? 'system');
  const { problem, run } = useAction();
  return (
    <Group title={t('settings.appearance')}>
      <ToggleButtonGroup
        aria-label={t('settings.theme')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[current]}
        onSelectionChange={([key]) => {
          const chosen = themes.find(({ theme }) => theme === key);
          if (chosen) void run('theme', () => savePreferences({ theme: chosen.theme }));
        }}
        className={cx(segments.group)}
      >
        {themes.map(({ theme, icon: Icon }) => (
          <ToggleButton key={theme} id={theme} className={cx(segments.segment)}>
            <Icon aria-hidden className={segments.icon} />
            {t(`settings.theme.${theme}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ActionOutcome said={null} problem={problem} />
    </Group>
  );
}
