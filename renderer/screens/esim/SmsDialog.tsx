import { Send } from 'lucide-react';
import { useState } from 'react';
import { MAX_SMS_LENGTH } from '../../../shared/limits.ts';
import { unwrap } from '../../bridge.ts';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { outcomeOf } from '../../components/act-result.ts';
import { Button } from '../../components/Button.tsx';
import { PeopleField } from '../../components/PeopleField.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { t } from '../../words.ts';
import type { ActDialogProps } from './act-dialog.ts';

/** A message to the eSIM's phone. */
export function SmsDialog({ iccid, onClose, onEnd }: ActDialogProps) {
  const { running, problem, run } = useAction();
  const [message, setMessage] = useState('');
  const busy = running !== null;
  // Characters as people and the API count them: an emoji is one.
  const count = [...message.trim()].length;
  const over = count - MAX_SMS_LENGTH;

  async function send() {
    onEnd(outcomeOf(await unwrap(window.station.care.sms({ iccid, message: message.trim() })), t('care.sms.done')));
  }

  return (
    <ActionDialog
      title={t('care.sms.title')}
      onClose={onClose}
      busy={busy}
      confirm={
        <Button
          kind="primary"
          icon={Send}
          isDisabled={count === 0 || over > 0}
          busy={busy}
          onPress={() => run('sms', send)}
        >
          {busy ? t('care.sending') : t('care.sms.submit')}
        </Button>
      }
    >
      <PeopleField
        label={t('care.sms.message')}
        hint={t('care.sms.count', { count, max: MAX_SMS_LENGTH })}
        fault={over > 0 ? t('care.sms.too-long', { over }) : null}
        lines={4}
        value={message}
        onChange={setMessage}
        autoFocus
      />
      <p>{t('care.sms.explain')}</p>
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}
