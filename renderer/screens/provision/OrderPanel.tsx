import { Coins, GraduationCap, QrCode, Ticket } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import type { StockBundle } from '../../../shared/model.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Field } from '../../components/Field.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAccount } from '../../stores/account.ts';
import { fillOrder, type Review, reviewOrder, startOrder, useOrder } from '../../stores/order.ts';
import { useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';
import styles from './OrderPanel.module.css';
import { QuantityField } from './QuantityField.tsx';

interface OrderPanelProps {
  quantityRef: RefObject<HTMLInputElement | null>;
}

/** The order as a slip: what, how many, for whom, what it takes from the stock, and the one button that spends. */
export function OrderPanel({ quantityRef }: OrderPanelProps) {
  const name = useOrder((state) => state.bundle);
  const bundle = useStock((state) => state.bundles?.find((one) => one.name === name));
  return (
    <section aria-labelledby="order-title" className={styles.panel}>
      <h2 id="order-title" className={styles.title}>
        {t('order.title')}
      </h2>
      {bundle ? (
        <Slip bundle={bundle} quantityRef={quantityRef} />
      ) : (
        <EmptyState icon={Ticket} title={t('order.empty')}>
          {t('order.empty.explain')}
        </EmptyState>
      )}
    </section>
  );
}

function faultOf(review: Review): string | null {
  if (review.state === 'not-whole') return t('order.quantity.whole');
  if (review.state === 'too-many') return t('order.quantity.too-many', { left: review.remaining });
  return null;
}

function buttonWords(starting: boolean, quantity: number | undefined): string {
  if (starting) return t('order.submitting');
  return quantity === undefined ? t('order.submit-none') : t('order.submit', { quantity });
}

function Slip({ bundle, quantityRef }: OrderPanelProps & { bundle: StockBundle }) {
  const { quantity, reference, starting, problem } = useOrder();
  const practising = useAccount((state) => state.status?.mode === 'practice');
  const submit = useRef<HTMLButtonElement>(null);
  const review = reviewOrder(bundle, quantity);
  const fine = review.state === 'fine' ? review : null;
  /** Enter in a field leads to the button, where the review is; Enter there orders. */
  const toReview = () => submit.current?.focus();

  return (
    <>
      <div className={styles.slip}>
        <div className={styles.what}>
          <BundleName name={bundle.name} />
        </div>
        <div className={styles.fields}>
          <QuantityField
            value={quantity}
            onChange={(value) => fillOrder({ quantity: value })}
            onEnter={toReview}
            remaining={bundle.remaining}
            fault={faultOf(review)}
            inputRef={quantityRef}
          />
          <Field
            label={t('order.reference')}
            hint={t('order.reference.hint')}
            value={reference}
            onChange={(value) => fillOrder({ reference: value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.repeat) toReview();
              else event.continuePropagation();
            }}
            autoComplete="off"
          />
        </div>
      </div>
      <div className={styles.foot}>
        {problem && <ProblemNote problem={problem} />}
        <div className={styles.review} aria-live="polite">
          {fine && (
            <>
              <p className={styles.takes}>
                {t('order.review', { quantity: fine.quantity, remaining: fine.remaining, stay: fine.stay })}
              </p>
              <p className={styles.cost}>
                {practising ? (
                  <GraduationCap aria-hidden className={styles.icon} />
                ) : (
                  <Coins aria-hidden className={styles.icon} />
                )}
                {t(practising ? 'order.spends-nothing' : 'order.spends')}
              </p>
            </>
          )}
        </div>
        <Button
          ref={submit}
          kind="primary"
          size="large"
          icon={QrCode}
          isDisabled={!fine}
          busy={starting}
          onPress={() => {
            if (fine) void startOrder(fine.bundle, fine.quantity);
          }}
        >
          {buttonWords(starting, fine?.quantity)}
        </Button>
      </div>
    </>
  );
}
