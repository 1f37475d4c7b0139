import { Eye, FileDown, Printer } from 'lucide-react';
import { open } from '../stores/navigation.ts';
import { t } from '../words.ts';
import { Button } from './Button.tsx';
import { printSheet, savePdf } from './sheet-actions.ts';
import type { Action } from './use-action.ts';

interface SheetButtonsProps {
  batchId: string;
  action: Action;
  /** Printing is the next thing to do here. */
  primary: boolean;
  /** Not on the preview itself. */
  preview?: boolean;
}

/** What can be done with the sheet of a batch that has at least one ready eSIM. */
export function SheetButtons({ batchId, action, primary, preview = true }: SheetButtonsProps) {
  const { running, run } = action;
  return (
    <>
      <Button
        kind={primary ? 'primary' : 'plain'}
        icon={Printer}
        busy={running === 'print'}
        isDisabled={running !== null && running !== 'print'}
        onPress={() => run('print', () => printSheet(batchId))}
      >
        {running === 'print' ? t('sheet.printing') : t('sheet.print')}
      </Button>
      <Button
        icon={FileDown}
        busy={running === 'pdf'}
        isDisabled={running !== null && running !== 'pdf'}
        onPress={() => run('pdf', () => savePdf(batchId))}
      >
        {running === 'pdf' ? t('sheet.saving') : t('sheet.save-pdf')}
      </Button>
      {preview && (
        <Button icon={Eye} onPress={() => open({ screen: 'sheet', batchId })}>
          {t('sheet.preview')}
        </Button>
      )}
    </>
  );
}
