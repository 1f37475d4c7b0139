import { SearchX, ShoppingBasket } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { CatalogueBundle } from '../../../shared/model.ts';
import { money } from '../../components/amounts.ts';
import { cx } from '../../components/cx.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAsked } from '../../components/use-asked.ts';
import { t } from '../../words.ts';
import styles from './Catalogue.module.css';
import { CatalogueFilters, NO_FILTERS, readFilters } from './CatalogueFilters.tsx';
import { type CatalogueRow, catalogueRows, findRows } from './catalogue-rows.ts';
import { PurchasePanel } from './PurchasePanel.tsx';

const ROWS = { rowSize: 62, gap: 4, padding: 3 };

/** What can be bought into stock: find a bundle, see where it works, buy it. */
export function Catalogue() {
  const catalogue = useAsked(useCallback(() => window.station.stock.catalogue(), []));
  const [chosen, setChosen] = useState<CatalogueBundle | null>(null);
  const { value, problem, asking, again } = catalogue;
  if (!value) {
    if (!problem || asking) return <Loading />;
    return <ProblemNote problem={problem} onRetry={again} />;
  }
  return (
    <div className={styles.panes}>
      <Choice bundles={value} chosen={chosen} onChoose={setChosen} />
      {chosen ? (
        <PurchasePanel key={chosen.name} bundle={chosen} />
      ) : (
        <div className={styles.empty}>
          <EmptyState icon={ShoppingBasket} title={t('buying.choose')}>
            {t('buying.choose.explain')}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

interface ChoiceProps {
  bundles: CatalogueBundle[];
  chosen: CatalogueBundle | null;
  onChoose: (bundle: CatalogueBundle) => void;
}

function Choice({ bundles, chosen, onChoose }: ChoiceProps) {
  const [filters, setFilters] = useState(NO_FILTERS);
  // Typing goes first, the list of a thousand rows follows.
  const wanted = useDeferredValue(filters);
  const rows = useMemo(() => catalogueRows(bundles), [bundles]);
  const found = useMemo(() => findRows(rows, readFilters(wanted)), [rows, wanted]);

  return (
    <div className={styles.choice}>
      <CatalogueFilters filters={filters} onChange={setFilters} found={found.length} />
      {found.length === 0 ? (
        <EmptyState icon={SearchX} title={t('buying.none')}>
          {t('buying.none.explain')}
        </EmptyState>
      ) : (
        <>
          <div aria-hidden className={styles.columns}>
            <span>{t('stock.column.destination')}</span>
            <span>{t('stock.column.data')}</span>
            <span>{t('stock.column.days')}</span>
            <span className={styles.price}>{t('buying.column.price')}</span>
          </div>
          <Virtualizer layout={ListLayout} layoutOptions={ROWS}>
            <ListBox
              aria-label={t('buying.catalogue')}
              className={cx(styles.list)}
              items={found}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={chosen ? [chosen.name] : []}
              onSelectionChange={(keys) => {
                const [key] = keys === 'all' ? [] : [...keys];
                const row = found.find(({ bundle }) => bundle.name === key);
                if (row) onChoose(row.bundle);
              }}
            >
              {(row) => <Row id={row.bundle.name} row={row} />}
            </ListBox>
          </Virtualizer>
        </>
      )}
    </div>
  );
}

function Row({ id, row: { bundle, destination, data, days } }: { id: string; row: CatalogueRow }) {
  return (
    <ListBoxItem id={id} textValue={destination} className={cx(styles.row)}>
      <span className={styles.destination}>
        <span className={styles.where}>{destination}</span>
        <span className={styles.name}>{bundle.name}</span>
      </span>
      <span className={styles.data}>{data ?? '–'}</span>
      <span>{days ?? '–'}</span>
      <span className={styles.price}>{bundle.price === null ? '–' : money(bundle.price)}</span>
    </ListBoxItem>
  );
}
