import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { SCREENSHOTS } from '../../../shared/model.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { cx } from '../../components/cx.ts';
import segments from '../../components/Segments.module.css';
import { useAction } from '../../components/use-action.ts';
import { savePreferences, usePreferences } from '../../stores/preferences.ts';
import { t } from '../../words.ts';
import { Group } from './Group.tsx';
import styles from './ScreenshotSettings.module.css';

/** Whether other programs may see what this window shows. */
export function ScreenshotSettings() {
  const current = usePreferences((state) => state.preferences?.screenshots ?? 'refused');
  const { problem, run } = useAction();
  return (
    <Group title={t('settings.screenshots')}>
      <p className={styles.explain}>{t('settings.screenshots.explain')}</p>
      <ToggleButtonGroup
        aria-label={t('settings.screenshots')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[current]}
        onSelectionChange={([key]) => {
          const screenshots = SCREENSHOTS.find((one) => one === key);
          if (screenshots) void run('screenshots', () => savePreferences({ screenshots }));
        }}
        className={cx(segments.group)}
      >
        {SCREENSHOTS.map((one) => (
          <ToggleButton key={one} id={one} className={cx(segments.segment)}>
            {t(`settings.screenshots.${one}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ActionOutcome said={null} problem={problem} />
    </Group>
  );
}
