import { Plus, QrCode, Ticket } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import { flushSync } from 'react-dom';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import {
  addAnother,
  chooseBundle,
  orderBundles,
  type Review,
  removeLine,
  reviewLine,
  setQuantity,
  useOrder,
} from '../../stores/order.ts';
import { useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';
import styles from './BundleOrder.module.css';
import { OrderLines } from './OrderLines.tsx';
import { OrderReference } from './OrderReference.tsx';
import { SlipBody, SlipFoot } from './OrderSlip.tsx';
import { OrderStart, useStart } from './OrderStart.tsx';
import { QuantityField } from './QuantityField.tsx';

interface BundleOrderProps {
  quantityRef: RefObject<HTMLInputElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
}

type Fine = Extract<Review, { state: 'fine' }>;

function isFine(review: Review): review is Fine {
  return review.state === 'fine';
}

function faultOf(review: Review): string | null {
  if (review.state === 'not-whole') return t('order.quantity.whole');
  if (review.state === 'too-many') return t('order.quantity.too-many', { left: review.remaining });
  return null;
}

function lineFault(review: Review, inHand: boolean): string | null {
  if (review.state === 'no-bundle') return t('order.line.gone');
  return inHand ? null : faultOf(review);
}

function reviewWords(fine: Fine[], quantity: number): string {
  const [only, ...others] = fine;
  if (!only || others.length > 0) return t('order.review.several', { quantity, bundles: fine.length });
  return t('order.review', { quantity, remaining: only.remaining, stay: only.stay });
}

/** New eSIMs: of one bundle, in as few steps as there can be, or of several. */
export function BundleOrder({ quantityRef, searchRef }: BundleOrderProps) {
  const { lines, bundle: current, starting, problem } = useOrder();
  const start = useStart(lines.map(({ bundle }) => bundle));
  const stock = useStock((state) => state.bundles);
  const submit = useRef<HTMLButtonElement>(null);
  const chosen = lines.map(({ bundle }) => stock?.find(({ name }) => name === bundle));
  const reviews = lines.map((line, index) => ({ ...line, review: reviewLine(chosen[index], line.quantity) }));
  const now = reviews.find(({ bundle }) => bundle === current);
  const inHand = stock?.find(({ name }) => name === current);

  if (lines.length === 0 || (lines.length === 1 && now && !inHand)) {
    return (
      <EmptyState icon={Ticket} title={t('order.empty')}>
        {t('order.empty.explain')}
      </EmptyState>
    );
  }

  const { startsAt } = start;
  const fine = reviews.map(({ review }) => review).filter(isFine);
  const complete = fine.length === lines.length && startsAt !== undefined;
  const quantity = fine.reduce((sum, review) => sum + review.quantity, 0);
  /** Enter in a field leads to the button, where the review is; Enter there orders. */
  const toReview = () => submit.current?.focus();

  function order() {
    const wanted = fine.map(({ bundle, quantity }) => ({ bundle, quantity }));
    if (complete) void orderBundles(wanted, startsAt);
    else toReview();
  }

  function another() {
    flushSync(addAnother);
    searchRef.current?.focus();
    searchRef.current?.select();
  }

  function toLine(change: () => void) {
    flushSync(change);
    quantityRef.current?.focus();
    quantityRef.current?.select();
  }

  function buttonWords(): string {
    if (starting) return t('order.submitting');
    return complete ? t('order.submit', { quantity }) : t('order.submit-none');
  }

  return (
    <>
      <SlipBody>
        <div className={styles.what}>
          {lines.length === 1 && inHand ? (
            <div className={styles.only}>
              <BundleName name={inHand.name} />
            </div>
          ) : (
            <OrderLines
              lines={reviews.map(({ bundle, quantity: typed, review }) => ({
                bundle,
                quantity: typed,
                // That of the line in hand stands at its field.
                fault: lineFault(review, bundle === current),
              }))}
              current={current}
              onChoose={(bundle) => toLine(() => chooseBundle(bundle))}
              onRemove={(bundle) => toLine(() => removeLine(bundle))}
            />
          )}
          {current === null ? (
            <p className={styles.next}>{t('order.next')}</p>
          ) : (
            <Button kind="quiet" icon={Plus} onPress={another}>
              {t('order.another')}
            </Button>
          )}
        </div>
        {now && inHand && (
          <QuantityField
            value={now.quantity}
            onChange={setQuantity}
            onEnter={toReview}
            remaining={inHand.remaining}
            fault={faultOf(now.review)}
            inputRef={quantityRef}
          />
        )}
        <OrderStart start={start} onEnter={toReview} />
        {/* The last field: who ends here has seen the review. */}
        <OrderReference hint={t('order.reference.hint')} onEnter={order} />
      </SlipBody>
      <SlipFoot
        problem={problem}
        review={complete ? reviewWords(fine, quantity) : null}
        icon={QrCode}
        words={buttonWords()}
        isDisabled={!complete}
        busy={starting}
        onPress={order}
        buttonRef={submit}
      />
    </>
  );
}
