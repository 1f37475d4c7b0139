import { useState } from 'react';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { Button } from '../../components/Button.tsx';
import { useAction } from '../../components/use-action.ts';
import { forgetKey } from '../../stores/account.ts';
import { t } from '../../words.ts';

export function ForgetKey() {
  const { problem, run } = useAction();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('settings.forget')}</Button>
      {asking && (
        <ActionDialog
          title={t('settings.forget.title')}
          onClose={close}
          busy={false}
          cautious
          confirm={
            <Button
              kind="danger"
              onPress={() => {
                close();
                void run('forget', forgetKey);
              }}
            >
              {t('settings.forget')}
            </Button>
          }
        >
          <p>{t('settings.forget.explain')}</p>
        </ActionDialog>
      )}
      <ActionOutcome said={null} problem={problem} />
    </>
  );
}
