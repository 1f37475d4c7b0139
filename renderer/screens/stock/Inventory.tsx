import { Clock, PackageOpen, RefreshCw, SearchX, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StockBundle, StockLot } from '../../../shared/model.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { NOTHING_DONE, type Outcome } from '../../components/act-result.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Button, IconButton } from '../../components/Button.tsx';
import { searchBundles } from '../../components/bundle-search.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Note } from '../../components/Note.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { Expiry, Remaining } from '../../components/StockAmount.tsx';
import { expiresSoon, indexed, type StockFacts, stockFacts } from '../../components/stock-facts.ts';
import { useFoundOut } from '../../components/use-found-out.ts';
import { loadStock, useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';
import { askActs } from './acts.ts';
import styles from './Inventory.module.css';
import { RefundDialog } from './RefundDialog.tsx';

interface LotOf {
  bundle: string;
  lot: StockLot;
}

/** What is in stock, lot by lot: what runs out, what expires, and what could be given back. */
export function Inventory() {
  const { bundles, loading, problem } = useStock();
  const [refunding, setRefunding] = useState<LotOf | null>(null);
  const [outcome, setOutcome] = useState<Outcome>(NOTHING_DONE);
  const shown = useFoundOut(outcome, askActs, loadStock);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void loadStock();
  }, []);
  useEffect(() => {
    // The lot may stand far below the place where it is said what came of it.
    if (outcome !== NOTHING_DONE) top.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);

  return (
    <div className={styles.inventory}>
      <div ref={top} className={styles.outcome}>
        <ActionOutcome {...shown} />
      </div>
      {problem && <ProblemNote problem={problem} busy={loading} onRetry={loadStock} />}
      {bundles === null && loading && <Loading />}
      {bundles?.length === 0 && (
        <EmptyState icon={PackageOpen} title={t('stock.empty')}>
          {t('buying.inventory.empty.explain')}
        </EmptyState>
      )}
      {bundles && bundles.length > 0 && (
        <BundleList
          bundles={bundles}
          loading={loading}
          onRefund={(what) => {
            setOutcome(NOTHING_DONE);
            setRefunding(what);
          }}
        />
      )}
      {refunding && (
        <RefundDialog
          {...refunding}
          onClose={() => setRefunding(null)}
          onEnd={(came) => {
            setRefunding(null);
            setOutcome(came);
            void loadStock();
          }}
        />
      )}
    </div>
  );
}

interface BundleListProps {
  bundles: StockBundle[];
  loading: boolean;
  onRefund: (what: LotOf) => void;
}

function BundleList({ bundles, loading, onRefund }: BundleListProps) {
  const [search, setSearch] = useState('');
  const now = Date.now();
  const rows = useMemo(() => {
    return bundles
      .map((bundle) => ({ bundle, facts: stockFacts(bundle, Date.now()) }))
      .sort(
        (a, b) => a.facts.destination.localeCompare(b.facts.destination) || a.bundle.name.localeCompare(b.bundle.name),
      );
  }, [bundles]);
  const found = searchBundles(indexed(rows), search).found.map(({ row }) => row);
  const low = rows.filter(({ facts }) => facts.low).length;
  const expiring = rows.filter(({ bundle, facts }) => bundle.remaining > 0 && facts.expiresSoon).length;

  return (
    <>
      <div className={styles.tools}>
        <div className={styles.search}>
          <SearchBox label={t('stock.search')} hint={t('stock.search.hint')} value={search} onChange={setSearch} />
        </div>
        <IconButton
          icon={RefreshCw}
          busy={loading}
          label={loading ? t('stock.refreshing') : t('stock.refresh')}
          onPress={loadStock}
        />
      </div>
      {(low > 0 || expiring > 0) && (
        <div className={styles.warnings}>
          {low > 0 && (
            <Note icon={TriangleAlert} kind="warning">
              {t('buying.low', { count: low })}
            </Note>
          )}
          {expiring > 0 && (
            <Note icon={Clock} kind="warning">
              {t('buying.expiring', { count: expiring })}
            </Note>
          )}
        </div>
      )}
      {found.length === 0 && <EmptyState icon={SearchX} title={t('stock.no-match', { search })} />}
      <ul className={styles.bundles}>
        {found.map(({ bundle, facts }) => (
          <BundleCard key={bundle.name} bundle={bundle} facts={facts} now={now} onRefund={onRefund} />
        ))}
      </ul>
    </>
  );
}

interface BundleCardProps extends Pick<BundleListProps, 'onRefund'> {
  bundle: StockBundle;
  facts: StockFacts;
  now: number;
}

function BundleCard({ bundle: { name, remaining, lots }, facts, now, onRefund }: BundleCardProps) {
  return (
    <li className={styles.bundle}>
      <div className={styles.head}>
        <BundleName name={name} />
        <Remaining count={remaining} low={facts.low} />
      </div>
      {lots.length > 0 && (
        <ul aria-label={t('buying.lots')} className={styles.lots}>
          {lots.map((lot) => (
            <Lot
              key={lot.id}
              lot={lot}
              soon={expiresSoon(lot.expires, now)}
              onRefund={() => onRefund({ bundle: name, lot })}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

function Lot({ lot, soon, onRefund }: { lot: StockLot; soon: boolean; onRefund: () => void }) {
  const { id, remaining, total, expires } = lot;
  return (
    <li className={styles.lot}>
      <span className={styles.id}>{t('buying.lot', { id: String(id) })}</span>
      <span>{t('buying.lot.left', { remaining, total })}</span>
      <Expiry date={expires} soon={soon} />
      <Button isDisabled={remaining === 0} aria-label={t('buying.refund.label', { id: String(id) })} onPress={onRefund}>
        {t('buying.refund')}
      </Button>
    </li>
  );
}
