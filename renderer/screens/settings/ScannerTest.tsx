import { useEffect, useRef, useState } from 'react';
import type { ScannerSettings } from '../../../shared/model.ts';
import { Field } from '../../components/Field.tsx';
import { tryScans } from '../../stores/scans.ts';
import { t } from '../../words.ts';
import styles from './ScannerSettings.module.css';

/** Characters after which the pace of somebody who types is known. */
const ENOUGH = 6;

/** Says what a scan was, instead of opening anything; and of what was taken for a person's typing, how slow it was. */
export function ScannerTest({ scanner }: { scanner: ScannerSettings }) {
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState<string[]>([]);
  const endTest = useRef<() => void>(() => undefined);
  const startedAt = useRef(0);
  useEffect(() => () => endTest.current(), []);

  function test() {
    endTest.current = tryScans(({ readings, pace, end }, { kind }) => {
      // The kind alone: who can read a code over a shoulder has the eSIM.
      const count = [...(readings[0] ?? '').trimEnd()].length;
      const sentences = [t('settings.scanner.test.read', { what: kind, count, pace: Math.round(pace), end })];
      if (end !== scanner.suffix) sentences.push(t('settings.scanner.test.suffix'));
      setTyped('');
      setSaid(sentences);
    });
  }

  function type(value: string) {
    setTyped(value);
    if (value.length <= 1) startedAt.current = performance.now();
    const pace = Math.round((performance.now() - startedAt.current) / (value.length - 1));
    setSaid(value.length >= ENOUGH ? [t('settings.scanner.test.typed', { pace })] : []);
  }

  return (
    <div>
      <Field
        label={t('settings.scanner.test')}
        hint={t('settings.scanner.test.hint')}
        value={typed}
        onChange={type}
        onFocus={test}
        onBlur={() => endTest.current()}
        autoComplete="off"
      />
      <p role="status" className={styles.said}>
        {said.join(' ')}
      </p>
    </div>
  );
}
