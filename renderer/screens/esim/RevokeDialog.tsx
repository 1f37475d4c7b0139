import { CircleSlash, PackageOpen, TriangleAlert } from 'lucide-react';
import { useCallback } from 'react';
import type { EsimBundle, RevokePreview } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { outcomeOf } from '../../components/act-result.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { bundleInWords } from '../../components/bundle-words.ts';
import { Note } from '../../components/Note.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { useAsked } from '../../components/use-asked.ts';
import { t } from '../../words.ts';
import type { ActDialogProps } from './act-dialog.ts';

/** Takes a bundle off an eSIM, after eSIM Go has said what that would do. */
export function RevokeDialog({ iccid, bundle, onClose, onEnd }: ActDialogProps & { bundle: EsimBundle }) {
  const { name, assignmentId } = bundle;
  const preview = useAsked(
    useCallback(
      () => window.station.care.previewRevoke({ iccid, bundle: name, assignmentId }),
      [iccid, name, assignmentId],
    ),
  );
  const { running, problem, run } = useAction();
  const busy = running !== null;

  async function revoke() {
    const result = await unwrap(window.station.care.revoke({ iccid, bundle: name, assignmentId }));
    onEnd(outcomeOf(result, t('care.revoke.done')));
  }

  return (
    <ActionDialog
      title={t('care.revoke.title')}
      onClose={onClose}
      busy={busy}
      cautious
      confirm={
        preview.value && (
          <Button kind="danger" busy={busy} onPress={() => run('revoke', revoke)}>
            {busy ? t('care.sending') : t('care.revoke.submit', { bundle: bundleInWords(name) })}
          </Button>
        )
      }
    >
      <BundleName name={name} />
      {preview.value && <Preview preview={preview.value} />}
      {preview.asking && !preview.value && <p role="status">{t('care.revoke.asking')}</p>}
      {preview.problem && <ProblemNote problem={preview.problem} busy={preview.asking} onRetry={preview.again} />}
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}

function Preview({ preview: { said, refunded, mayLeaveAccount } }: { preview: RevokePreview }) {
  return (
    <>
      {refunded === true && (
        <Note icon={PackageOpen} kind="good">
          {t('care.revoke.refunded')}
        </Note>
      )}
      {refunded === false && (
        <Note icon={CircleSlash} kind="warning">
          {t('care.revoke.not-refunded')}
        </Note>
      )}
      {refunded === null && (
        <Note icon={TriangleAlert} kind="warning">
          {t('care.revoke.refund-unknown')}
        </Note>
      )}
      {mayLeaveAccount && (
        <Note icon={TriangleAlert} kind="warning">
          {t('care.revoke.may-leave')}
        </Note>
      )}
      {said !== '' && <p>{t('care.revoke.said', { said })}</p>}
    </>
  );
}
