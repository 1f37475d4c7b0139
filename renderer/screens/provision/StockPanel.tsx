import { PackageOpen, RefreshCw } from 'lucide-react';
import { type RefObject, useMemo } from 'react';
import type { StockBundle } from '../../../shared/model.ts';
import { BundleFinder } from '../../components/BundleFinder.tsx';
import { IconButton } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { stockFacts } from '../../components/stock-facts.ts';
import { loadStock, useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';
import styles from './StockPanel.module.css';

interface StockPanelProps {
  chosen: string[];
  onChoose: (bundle: string) => void;
  searchRef: RefObject<HTMLInputElement | null>;
}

/** What can be sold now. Typing filters, the arrow keys point, Enter chooses. */
export function StockPanel(props: StockPanelProps) {
  const { bundles, loading, problem } = useStock();
  return (
    <section aria-labelledby="stock-title" className={styles.panel}>
      <div className={styles.head}>
        <h1 id="stock-title" className={styles.title}>
          {t('stock.title')}
        </h1>
        <IconButton
          icon={RefreshCw}
          busy={loading}
          label={loading ? t('stock.refreshing') : t('stock.refresh')}
          onPress={loadStock}
        />
      </div>
      {problem && (
        <div className={styles.problem}>
          <ProblemNote problem={problem} onRetry={loadStock} />
        </div>
      )}
      {bundles === null && loading && <Loading />}
      {bundles?.length === 0 && (
        <EmptyState icon={PackageOpen} title={t('stock.empty')}>
          {t('stock.empty.explain')}
        </EmptyState>
      )}
      {bundles && bundles.length > 0 && <StockList bundles={bundles} {...props} />}
    </section>
  );
}

function StockList({ bundles, chosen, onChoose, searchRef }: StockPanelProps & { bundles: StockBundle[] }) {
  const rows = useMemo(() => {
    const now = Date.now();
    return bundles
      .map((bundle) => ({ bundle, facts: stockFacts(bundle, now) }))
      .sort(
        (a, b) =>
          a.facts.destination.localeCompare(b.facts.destination) ||
          (a.bundle.dataMb ?? Number.POSITIVE_INFINITY) - (b.bundle.dataMb ?? Number.POSITIVE_INFINITY) ||
          (a.bundle.days ?? 0) - (b.bundle.days ?? 0) ||
          a.bundle.name.localeCompare(b.bundle.name),
      );
  }, [bundles]);
  return (
    <BundleFinder
      rows={rows}
      chosen={chosen}
      onChoose={onChoose}
      searchRef={searchRef}
      searchClass={styles.search}
      listClass={styles.list}
      columns={
        <div aria-hidden className={styles.columns}>
          <span>{t('stock.column.destination')}</span>
          <span>{t('stock.column.data')}</span>
          <span>{t('stock.column.days')}</span>
          <span>{t('stock.column.left')}</span>
        </div>
      }
    />
  );
}
