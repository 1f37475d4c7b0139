import { useState } from 'react';
import { Form, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { MAX_SCANNER_PREFIX } from '../../../shared/limits.ts';
import type { ScannerSettings as Scanner } from '../../../shared/model.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Field } from '../../components/Field.tsx';
import segments from '../../components/Segments.module.css';
import { useAction } from '../../components/use-action.ts';
import { savePreferences, usePreferences } from '../../stores/preferences.ts';
import { USUAL_SCANNER } from '../../stores/scans.ts';
import { t } from '../../words.ts';
import { Group } from './Group.tsx';
import styles from './ScannerSettings.module.css';
import { ScannerTest } from './ScannerTest.tsx';

const SUFFIXES = ['Enter', 'Tab', 'none'] as const;
const SPEEDS = ['usual', 'slow'] as const;

/** How the scanner of this desk is set, and a field to try it in. */
export function ScannerSettings() {
  const scanner = usePreferences((state) => state.preferences?.scanner ?? USUAL_SCANNER);
  const { running, problem, run } = useAction();
  /** What is typed and not saved yet; null while the field shows the saved one. */
  const [typed, setTyped] = useState<string | null>(null);
  const prefix = typed ?? scanner.prefix;

  async function save(change: Partial<Scanner>) {
    await savePreferences({ scanner: { ...scanner, ...change } });
    if (change.prefix !== undefined) setTyped(null);
  }

  return (
    <Group title={t('settings.scanner')}>
      <p className={styles.explain}>{t('settings.scanner.explain')}</p>
      <ScannerTest scanner={scanner} />
      <Choice
        label={t('settings.scanner.suffix')}
        options={SUFFIXES.map((id) => ({ id, words: t(`settings.scanner.suffix.${id}`) }))}
        chosen={scanner.suffix}
        onChoose={(suffix) => run('suffix', () => save({ suffix }))}
      />
      <Choice
        label={t('settings.scanner.speed')}
        options={SPEEDS.map((id) => ({ id, words: t(`settings.scanner.speed.${id}`) }))}
        chosen={scanner.speed}
        onChoose={(speed) => run('speed', () => save({ speed }))}
      />
      <Form
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (prefix !== scanner.prefix) void run('prefix', () => save({ prefix }));
        }}
      >
        <Field
          label={t('settings.scanner.prefix')}
          hint={t('settings.scanner.prefix.hint')}
          value={prefix}
          onChange={setTyped}
          maxLength={MAX_SCANNER_PREFIX}
          autoComplete="off"
          mono
        />
        <Button type="submit" isDisabled={prefix === scanner.prefix} busy={running === 'prefix'}>
          {t('settings.save')}
        </Button>
      </Form>
      <ActionOutcome said={null} problem={problem} />
    </Group>
  );
}

interface ChoiceProps<Id extends string> {
  label: string;
  options: readonly { id: Id; words: string }[];
  chosen: Id;
  onChoose: (id: Id) => void;
}

function Choice<Id extends string>({ label, options, chosen, onChoose }: ChoiceProps<Id>) {
  return (
    <div className={styles.choice}>
      <span aria-hidden className={styles.label}>
        {label}
      </span>
      <ToggleButtonGroup
        aria-label={label}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={([key]) => {
          const option = options.find(({ id }) => id === key);
          if (option) onChoose(option.id);
        }}
        className={cx(segments.group)}
      >
        {options.map(({ id, words }) => (
          <ToggleButton key={id} id={id} className={cx(segments.segment)}>
            {words}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
