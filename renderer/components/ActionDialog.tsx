import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '../words.ts';
import styles from './ActionDialog.module.css';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';

interface ActionDialogProps {
  title: string;
  onClose: () => void;
  /** Something was sent and its answer is awaited: the dialog stays until it is there. */
  busy: boolean;
  /** The way out has the focus at first, where confirming costs something and nothing has to be filled in. */
  cautious?: boolean;
  wide?: boolean;
  /** What the way out says, where "Cancel" would be taken for something else. */
  away?: string;
  /** The button that does it. */
  confirm: ReactNode;
  children: ReactNode;
}

/** Asks before an act: what it does, what it costs, and the one button that does it. Open as long as it is there. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, onClose, busy, cautious = false, wide = false, away = t('app.cancel'), confirm, children } = props;
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled={busy}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className={cx(styles.overlay)}
    >
      <Modal className={cx(styles.modal, wide && styles.wide)}>
        <Dialog role={cautious ? 'alertdialog' : 'dialog'} className={cx(styles.dialog)}>
          <Heading slot="title" className={cx(styles.title)}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          <div className={styles.buttons}>
            <Button onPress={onClose} isDisabled={busy} autoFocus={cautious}>
              {away}
            </Button>
            {confirm}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
