import { ListChecks, Plus, Ticket } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { isIccid } from '../../../shared/iccid.ts';
import { MAX_TOP_UPS } from '../../../shared/limits.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { placeOrder, useOrder } from '../../stores/order.ts';
import { takeScans } from '../../stores/scans.ts';
import { useStock } from '../../stores/stock.ts';
import { addEntries, checkEntries, forgetTopUp, useTopUp } from '../../stores/top-up.ts';
import { t } from '../../words.ts';
import { IccidField } from './IccidField.tsx';
import { OrderReference } from './OrderReference.tsx';
import { SlipBody, SlipFoot } from './OrderSlip.tsx';
import { TopUpList } from './TopUpList.tsx';
import styles from './TopUpOrder.module.css';

/** A bundle for eSIMs that are in customers' hands: which, whether it fits each of them, and only then the spending. */
export function TopUpOrder({ entryRef }: { entryRef: RefObject<HTMLInputElement | null> }) {
  const { reference, starting, problem } = useOrder();
  const { bundle: name, entries, checks, checking, problem: checkProblem } = useTopUp();
  const bundle = useStock((state) => state.bundles?.find((one) => one.name === name));
  const checkButton = useRef<HTMLButtonElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const review = useRef<HTMLDivElement>(null);
  useEffect(() => takeScans(addEntries), []);

  const count = entries.length;
  const short = bundle !== undefined && count > bundle.remaining;
  const asked = bundle !== undefined && count > 0 && count <= MAX_TOP_UPS && !short && entries.every(isIccid);
  const unchecked = asked ? entries.filter((entry) => !checks.has(entry)).length : 0;
  const wrong = entries.filter((entry) => !isIccid(entry) || checks.get(entry)).length;
  const fine = asked && entries.every((entry) => checks.get(entry) === null);
  const toReview = () => (checkButton.current ?? submit.current)?.focus();

  /** The answer takes the focus and the place of this button: neither a second click nor a second Enter spends. */
  async function check() {
    await checkEntries();
    review.current?.focus();
  }

  async function topUp(chosen: string) {
    const order = { bundle: chosen, iccids: [...entries].reverse(), reference: reference.trim() };
    if (await placeOrder(() => window.station.batches.topUp(order))) forgetTopUp();
  }

  function hint(): string | null {
    if (count > MAX_TOP_UPS) return t('topup.too-many', { max: MAX_TOP_UPS });
    if (short) return t('order.quantity.too-many', { left: bundle.remaining });
    if (wrong > 0) return t('topup.wrong', { count: wrong });
    return unchecked > 0 ? t('topup.needs-check') : null;
  }

  function buttonWords(): string {
    if (starting) return t('order.submitting');
    return fine ? t('topup.submit', { count }) : t('topup.submit-none');
  }

  return (
    <>
      <SlipBody>
        <div className={styles.what}>
          {bundle ? (
            <div className={styles.bundle}>
              <BundleName name={bundle.name} />
            </div>
          ) : (
            <p className={styles.choose}>
              <Ticket aria-hidden className={styles.icon} />
              {t('topup.choose')}
            </p>
          )}
        </div>
        <IccidField onEnter={toReview} inputRef={entryRef} />
        {count > 0 && <TopUpList onTakenOff={() => entryRef.current?.focus()} />}
        <OrderReference hint={t('topup.reference.hint')} onEnter={toReview} />
      </SlipBody>
      <SlipFoot
        problem={problem ?? checkProblem}
        review={
          fine
            ? t('order.review', { quantity: count, remaining: bundle.remaining, stay: bundle.remaining - count })
            : null
        }
        hint={hint()}
        step={
          unchecked > 0 && (
            <Button ref={checkButton} icon={ListChecks} busy={checking} onPress={check}>
              {checking ? t('topup.checking') : t('topup.check', { count: unchecked })}
            </Button>
          )
        }
        icon={Plus}
        words={buttonWords()}
        isDisabled={!fine}
        busy={starting}
        onPress={() => {
          if (fine) void topUp(bundle.name);
        }}
        buttonRef={submit}
        reviewRef={review}
      />
    </>
  );
}
