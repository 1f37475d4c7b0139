import { CircleCheck, PackageOpen, Plus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Envelope } from '../../../shared/contract.ts';
import type { StockBundle } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionDialog } from '../../components/ActionDialog.tsx';
import { outcomeOf } from '../../components/act-result.ts';
import { BundleFinder } from '../../components/BundleFinder.tsx';
import { Button } from '../../components/Button.tsx';
import { bundleInWords } from '../../components/bundle-words.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Note } from '../../components/Note.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SpendNote } from '../../components/SpendNote.tsx';
import { stockFacts } from '../../components/stock-facts.ts';
import { useAction } from '../../components/use-action.ts';
import { type Asked, useAsked } from '../../components/use-asked.ts';
import { loadStock, useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';
import type { ActDialogProps } from './act-dialog.ts';
import styles from './TopUpDialog.module.css';

/** Whether a bundle fits; it names the bundle, so that no answer is taken for that of another. */
type Fit = { bundle: string; compatible: boolean } | null;

function useFit(iccid: string, bundle: string | null): Asked<Fit> {
  const ask = useCallback(async (): Promise<Envelope<Fit>> => {
    if (bundle === null) return { ok: true, value: null };
    const answer = await window.station.care.checkTopUp({ iccid, bundle });
    return answer.ok ? { ok: true, value: { bundle, ...answer.value } } : answer;
  }, [iccid, bundle]);
  return useAsked(ask);
}

/** Another bundle for the same eSIM: choose, see whether it fits, and only then spend. */
export function TopUpDialog({ iccid, onClose, onEnd }: ActDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const stock = useStock();
  const fit = useFit(iccid, chosen);
  const { running, problem, run } = useAction();
  const busy = running !== null;
  const bundle = stock.bundles?.find(({ name }) => name === chosen);
  const fits = fit.value !== null && fit.value.bundle === chosen && fit.value.compatible;
  useEffect(() => {
    void loadStock();
  }, []);

  async function topUp(name: string) {
    onEnd(outcomeOf(await unwrap(window.station.care.topUp({ iccid, bundle: name })), t('care.top-up.done')));
  }

  function submitWords() {
    if (busy) return t('care.sending');
    return bundle ? t('care.top-up.submit', { bundle: bundleInWords(bundle.name) }) : t('care.top-up');
  }

  return (
    <ActionDialog
      title={t('care.top-up.title')}
      onClose={onClose}
      busy={busy}
      wide
      confirm={
        <Button
          kind="primary"
          icon={Plus}
          isDisabled={!fits}
          busy={busy}
          onPress={() => bundle && run('top-up', () => topUp(bundle.name))}
        >
          {submitWords()}
        </Button>
      }
    >
      {stock.problem && <ProblemNote problem={stock.problem} busy={stock.loading} onRetry={loadStock} />}
      {stock.bundles === null && stock.loading && <Loading />}
      {stock.bundles?.length === 0 && <EmptyState icon={PackageOpen} title={t('stock.empty')} />}
      {stock.bundles && stock.bundles.length > 0 && (
        <Choice bundles={stock.bundles} chosen={chosen} onChoose={setChosen} />
      )}
      <div aria-live="polite" className={styles.review}>
        {bundle ? <Review bundle={bundle} fit={fit} /> : <p className={styles.hint}>{t('care.top-up.choose')}</p>}
      </div>
      {problem && <ProblemNote problem={problem} />}
    </ActionDialog>
  );
}

/** What the chosen bundle would do, as far as it fits. */
function Review({ bundle: { name, remaining }, fit }: { bundle: StockBundle; fit: Asked<Fit> }) {
  if (fit.problem && !fit.asking) return <ProblemNote problem={fit.problem} busy={fit.asking} onRetry={fit.again} />;
  if (fit.asking || fit.value?.bundle !== name) return <p className={styles.hint}>{t('care.top-up.checking')}</p>;
  if (!fit.value.compatible) return <ProblemNote problem={{ code: 'care.incompatible', params: {} }} />;
  return (
    <>
      <Note icon={CircleCheck} kind="good">
        {t('care.top-up.fits')} {t('order.review', { quantity: 1, remaining, stay: remaining - 1 })}
      </Note>
      <SpendNote />
    </>
  );
}

interface ChoiceProps {
  bundles: StockBundle[];
  chosen: string | null;
  onChoose: (bundle: string) => void;
}

function Choice({ bundles, chosen, onChoose }: ChoiceProps) {
  const now = Date.now();
  const rows = bundles
    .map((bundle) => ({ bundle, facts: stockFacts(bundle, now) }))
    .sort((a, b) => a.facts.destination.localeCompare(b.facts.destination));
  return (
    <BundleFinder rows={rows} chosen={chosen === null ? [] : [chosen]} onChoose={onChoose} listClass={styles.list} />
  );
}
