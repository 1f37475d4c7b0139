import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { StockLot } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { type Outcome, outcomeOf } from '../../components/act-result.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { wholeNumber } from '../../stores/order.ts';
import { t } from '../../words.ts';

interface RefundDialogProps {
  bundle: string;
  lot: StockLot;
  onClose: () => void;
  /** It was done, or nobody knows; a refusal stays in the dialog. */
  onEnd: (outcome: Outcome) => void;
}

export function RefundDialog({ bundle, lot: { id, remaining }, onClose, onEnd }: RefundDialogProps) {
  const { running, problem, run } = useAction();
  const [typed, setTyped] = useState('1');
  const busy = running !== null;
  const number = wholeNumber(typed);
  const quantity = number !== null && number <= remaining ? number : null;

  async function refund(count: number) {
    const result = await unwrap(window.station.stock.refund({ lot: id, quantity: count, bundle }));
    onEnd(outcomeOf(result, t('buying.refund.done')));
  }

  return (
    <ActionDialog
      title={t('buying.refund.title')}
      onClose={onClose}
      busy={busy}
      confirm={
        <Button type="submit" form="refund" kind="primary" icon={Undo2} isDisabled={quantity === null} busy={busy}>
          {busy
            ? t('care.sending')
            : quantity === null
              ? t('buying.refund.submit-none')
              : t('buying.refund.submit', { quantity })}
        </Button>
      }
    >
      <BundleName name={bundle} />
      <p>{t('buying.refund.explain')}</p>
      <Form
        id="refund"
        onSubmit={(event) => {
          event.preventDefault();
          if (quantity !== null && !busy) void run('refund', () => refund(quantity));
        }}
      >
        <Field
          label={t('buying.refund.quantity')}
          hint={t('buying.refund.hint', { remaining, id: String(id) })}
          fault={quantity === null ? t('buying.refund.fault', { remaining }) : null}
          value={typed}
          onChange={setTyped}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
        />
      </Form>
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}
