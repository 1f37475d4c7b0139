import { PackageOpen, RefreshCw, SearchX } from 'lucide-react';
import { type RefObject, useMemo, useState } from 'react';
import { Autocomplete, ListBox } from 'react-aria-components';
import type { StockBundle } from '../../../shared/model.ts';
import { IconButton } from '../../components/Button.tsx';
import { joinWords } from '../../components/bundle-words.ts';
import { cx } from '../../components/cx.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { StockRow } from '../../components/StockRow.tsx';
import { matches, stockFacts } from '../../components/stock-facts.ts';
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
  const [search, setSearch] = useState('');
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
  const found = rows.filter(({ facts }) => matches(facts.haystack, search));

  return (
    <Autocomplete inputValue={search} onInputChange={setSearch}>
      <div className={styles.search}>
        <SearchBox label={t('stock.search')} hint={t('stock.search.hint')} withList autoFocus inputRef={searchRef} />
      </div>
      <div aria-hidden className={styles.columns}>
        <span>{t('stock.column.destination')}</span>
        <span>{t('stock.column.data')}</span>
        <span>{t('stock.column.days')}</span>
        <span>{t('stock.column.left')}</span>
      </div>
      <ListBox
        aria-label={t('stock.title')}
        className={cx(styles.list)}
        items={found}
        selectionMode={chosen.length > 1 ? 'multiple' : 'single'}
        selectedKeys={chosen}
        shouldSelectOnPressUp
        // One is chosen at a time. Choosing a chosen one again would unselect it; here it is taken up again.
        onSelectionChange={(keys) => {
          const now = keys === 'all' ? [] : [...keys].map(String);
          const key = now.find((one) => !chosen.includes(one)) ?? chosen.find((one) => !now.includes(one));
          if (key !== undefined) onChoose(key);
        }}
        renderEmptyState={() => <EmptyState icon={SearchX} title={t('stock.no-match', { search })} />}
      >
        {({ bundle, facts }) => (
          <StockRow id={bundle.name} textValue={joinWords(facts)} bundle={bundle} facts={facts} />
        )}
      </ListBox>
    </Autocomplete>
  );
}
