import type { Outcome } from '../../components/act-result.ts';

/** What every dialog that does something to an eSIM is given. */
export interface ActDialogProps {
  iccid: string;
  onClose: () => void;
  /** It was done, or nobody knows; what was refused stays in the dialog, to be corrected and tried again. */
  onEnd: (outcome: Outcome) => void;
}
