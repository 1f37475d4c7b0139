import { ListX, QrCode } from 'lucide-react';
import { useRef } from 'react';
import { BundleName } from '../../components/BundleName.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Note } from '../../components/Note.tsx';
import { forgetManifest, isInDoubt, useManifest, wrongRows } from '../../stores/manifest.ts';
import { placeOrder, useOrder } from '../../stores/order.ts';
import { t } from '../../words.ts';
import styles from './ListOrder.module.css';
import { OrderReference } from './OrderReference.tsx';
import { SlipBody, SlipFoot } from './OrderSlip.tsx';
import { OrderStart, useStart } from './OrderStart.tsx';

/** What a list of people takes from the stock, and the button that provisions it once every line is right or left out. */
export function ListOrder() {
  const { reference, starting, problem } = useOrder();
  const { check, leaveOut, asking, repeatsAreMeant } = useManifest();
  const start = useStart(check?.bundles.map(({ bundle }) => bundle) ?? []);
  const submit = useRef<HTMLButtonElement>(null);
  if (!check) {
    return (
      <EmptyState icon={ListX} title={t('manifest.order.empty')}>
        {t('manifest.order.empty.explain')}
      </EmptyState>
    );
  }

  const { id, rows, bundles, quantity } = check;
  const wrong = wrongRows(rows, leaveOut).length;
  const { startsAt } = start;
  const inDoubt = isInDoubt(check, repeatsAreMeant);
  const fine = wrong === 0 && quantity > 0 && startsAt !== undefined && !inDoubt;
  const toReview = () => submit.current?.focus();

  async function provision(startsAt: string | null) {
    const left = [...leaveOut].sort((a, b) => a - b);
    const order = { manifest: id, leaveOut: left, repeatsAreMeant, reference: reference.trim(), startsAt };
    if (await placeOrder(() => window.station.batches.startManifest(order))) forgetManifest();
  }

  function hint(): string | null {
    if (wrong > 0) return t('manifest.fix', { count: wrong });
    if (quantity === 0) return t('manifest.nothing');
    return inDoubt ? t('manifest.doubt') : null;
  }

  function buttonWords(): string {
    if (starting) return t('order.submitting');
    return fine ? t('order.submit', { quantity }) : t('order.submit-none');
  }

  return (
    <>
      <SlipBody>
        {bundles.length > 0 && (
          <table className={styles.totals}>
            <caption>{t('manifest.totals')}</caption>
            <tbody>
              {bundles.map(({ bundle, wanted, left }) => (
                <tr key={bundle}>
                  <th scope="row">
                    <BundleName name={bundle} />
                  </th>
                  <td>{t('manifest.total', { wanted, left })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {leaveOut.size > 0 && <Note>{t('manifest.left-out', { count: leaveOut.size })}</Note>}
        <OrderStart start={start} onEnter={toReview} />
        <OrderReference hint={t('manifest.reference.hint')} onEnter={toReview} />
      </SlipBody>
      <SlipFoot
        problem={problem}
        review={fine ? t('order.review.several', { quantity, bundles: bundles.length }) : null}
        hint={hint()}
        icon={QrCode}
        words={buttonWords()}
        isDisabled={!fine}
        // While the list is held against the stock again, the numbers on the button may be old.
        busy={starting || asking}
        onPress={() => {
          if (fine) void provision(startsAt);
        }}
        buttonRef={submit}
      />
    </>
  );
}
