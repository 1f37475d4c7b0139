import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { unwrap } from '../../bridge.ts';
import { IconButton } from '../../components/Button.tsx';
import { t } from '../../words.ts';
import styles from './CopyField.module.css';

interface CopyFieldProps {
  label: string;
  value: string;
  /** The value as people read it. */
  shown?: string;
  /** Whoever has it has the eSIM, so it does not stay on the clipboard. */
  secret?: boolean;
}

/** A value with a button that copies it; where the system forbids that, the value is selected to be copied by hand. */
export function CopyField({ label, value, shown = value, secret = false }: CopyFieldProps) {
  const [outcome, setOutcome] = useState<'copied' | 'copy-failed' | null>(null);
  const text = useRef<HTMLElement>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      if (secret) await unwrap(window.station.clipboard.forgetLater({ text: value }));
      setOutcome('copied');
    } catch {
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setOutcome('copy-failed');
    }
  }

  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      <code ref={text} className={styles.value}>
        {shown}
      </code>
      <IconButton icon={outcome === 'copied' ? Check : Copy} label={t('esim.copy', { field: label })} onPress={copy} />
      <span role="status" className={styles.outcome}>
        {outcome && t(`esim.${outcome}`)}
      </span>
    </div>
  );
}
