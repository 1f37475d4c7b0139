import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { useAction } from '../../components/use-action.ts';
import { forgetKey } from '../../stores/account.ts';
import { t } from '../../words.ts';
import styles from './ForgetKey.module.css';

export function ForgetKey() {
  const { problem, run } = useAction();
  return (
    <>
      <DialogTrigger>
        <Button>{t('settings.forget')}</Button>
        <ModalOverlay className={cx(styles.overlay)}>
          <Modal>
            <Dialog role="alertdialog" className={cx(styles.dialog)}>
              {({ close }) => (
                <>
                  <Heading slot="title" className={cx(styles.title)}>
                    {t('settings.forget.title')}
                  </Heading>
                  <p className={styles.text}>{t('settings.forget.explain')}</p>
                  <div className={styles.buttons}>
                    <Button onPress={close} autoFocus>
                      {t('settings.cancel')}
                    </Button>
                    <Button
                      kind="danger"
                      onPress={() => {
                        close();
                        void run('forget', forgetKey);
                      }}
                    >
                      {t('settings.forget')}
                    </Button>
                  </div>
                </>
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
      <ActionOutcome said={null} problem={problem} />
    </>
  );
}
