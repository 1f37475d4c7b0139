import { Copy, FileDown, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Label, TextArea, TextField } from 'react-aria-components';
import { unwrap } from '../../bridge.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { useAction } from '../../components/use-action.ts';
import { usePreferences } from '../../stores/preferences.ts';
import { t } from '../../words.ts';
import styles from './FirstLine.module.css';
import type { Finding } from './first-line.ts';
import type { Known } from './known.ts';
import { supportPage } from './support-page.ts';

interface SupportPageProps {
  known: Known;
  findings: Finding[];
  solved: boolean;
  onUndo: (() => void) | null;
}

/** The end of the talk: all of it on one page, to be copied or saved, and added to by hand where something is missing. */
export function SupportPage({ known, findings, solved, onUndo }: SupportPageProps) {
  const { iccid, local, live, acts } = known;
  const operator = usePreferences((state) => state.preferences?.operator ?? '');
  const [now] = useState(() => new Date());
  const [edited, setEdited] = useState<string | null>(null);
  const { running, said, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const secrets = [live.value, local.value].flatMap((one) => [one?.activationCode ?? '', one?.matchingId ?? '']);
  const composed = supportPage({
    iccid,
    state: live.value,
    acts: acts.value ?? [],
    findings,
    solved,
    operator,
    now,
    secrets,
  });
  const text = edited ?? composed;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      return t('first-line.page.copied');
    } catch {
      field.current?.focus();
      field.current?.select();
      return t('esim.copy-failed');
    }
  }

  async function save() {
    const saved = await unwrap(window.station.care.saveReport({ iccid, text }));
    return saved && t('first-line.page.saved', { file: saved.file });
  }

  return (
    <section aria-labelledby="first-line-end" className={styles.card}>
      <h2 id="first-line-end" ref={heading} tabIndex={-1} className={styles.question}>
        {t(solved ? 'first-line.solved' : 'first-line.unsolved')}
      </h2>
      <p className={styles.how}>{t(solved ? 'first-line.solved.explain' : 'first-line.unsolved.explain')}</p>
      <div className={styles.answers}>
        <Button kind="primary" icon={Copy} onPress={() => run('copy', copy)}>
          {t('first-line.page.copy')}
        </Button>
        <Button icon={FileDown} busy={running === 'save'} onPress={() => run('save', save)}>
          {t('first-line.page.save')}
        </Button>
        {onUndo && (
          <Button kind="quiet" icon={Undo2} onPress={onUndo}>
            {t('first-line.undo')}
          </Button>
        )}
      </div>
      <ActionOutcome said={said} problem={problem} />
      <TextField value={text} onChange={setEdited} className={cx(styles.field)}>
        <Label className={cx(styles.label)}>{t('first-line.page')}</Label>
        <TextArea ref={field} spellCheck={false} className={cx(styles.page)} />
      </TextField>
    </section>
  );
}
