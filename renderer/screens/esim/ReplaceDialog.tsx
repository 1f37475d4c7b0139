import { QrCode } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { unwrap } from '../../bridge.ts';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Note } from '../../components/Note.tsx';
import { PeopleField } from '../../components/PeopleField.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { RadioCards } from '../../components/RadioCards.tsx';
import { SpendNote } from '../../components/SpendNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import type { ActDialogProps } from './act-dialog.ts';
import styles from './ReplaceDialog.module.css';

interface ReplaceDialogProps extends Omit<ActDialogProps, 'onEnd'> {
  /** Bundles that this eSIM is known to have had, the likeliest first. */
  bundles: string[];
}

/** A fresh eSIM for a lost one: its batch has the new code, and says how far it is. */
export function ReplaceDialog({ iccid, bundles, onClose }: ReplaceDialogProps) {
  const { running, problem, run } = useAction();
  const [bundle, setBundle] = useState(bundles[0] ?? '');
  const [reason, setReason] = useState('');
  const busy = running !== null;
  const ready = bundle !== '' && reason.trim() !== '';

  async function replace() {
    const { batchId } = await unwrap(window.station.care.replace({ iccid, bundle, reason: reason.trim() }));
    open({ screen: 'batch', id: batchId });
  }

  return (
    <ActionDialog
      title={t('care.replace.title')}
      onClose={onClose}
      busy={busy}
      confirm={
        <Button type="submit" form="replace" kind="primary" icon={QrCode} isDisabled={!ready} busy={busy}>
          {busy ? t('care.sending') : t('care.replace.submit')}
        </Button>
      }
    >
      <p>{t('care.replace.explain')}</p>
      {bundles.length === 0 ? (
        <Note>{t('care.replace.no-bundle')}</Note>
      ) : (
        <Form
          id="replace"
          className={cx(styles.form)}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !busy) void run('replace', replace);
          }}
        >
          <PeopleField
            label={t('care.replace.reason')}
            hint={t('care.replace.reason.hint')}
            value={reason}
            onChange={setReason}
            maxLength={200}
            autoComplete="off"
            autoFocus
          />
          <RadioCards
            label={t('care.replace.bundle')}
            value={bundle}
            onChange={setBundle}
            options={bundles.map((name) => ({ id: name, shown: <BundleName name={name} /> }))}
          />
          <SpendNote />
        </Form>
      )}
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}
