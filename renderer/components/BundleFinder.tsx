import { SearchX } from 'lucide-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { Autocomplete, ListBox, type Selection } from 'react-aria-components';
import type { StockBundle } from '../../shared/model.ts';
import { t } from '../words.ts';
import styles from './BundleFinder.module.css';
import { searchBundles } from './bundle-search.ts';
import { joinWords } from './bundle-words.ts';
import { cx } from './cx.ts';
import { EmptyState } from './EmptyState.tsx';
import { SearchBox } from './SearchBox.tsx';
import { StockRow } from './StockRow.tsx';
import { indexed, type StockFacts } from './stock-facts.ts';

interface Row {
  bundle: StockBundle;
  facts: StockFacts;
}

interface BundleFinderProps {
  rows: readonly Row[];
  chosen: readonly string[];
  onChoose: (bundle: string) => void;
  searchRef?: Ref<HTMLInputElement>;
  searchClass?: string | undefined;
  listClass?: string | undefined;
  /** Stands between the search and the list. */
  columns?: React.ReactNode;
}

/** Typing finds and ranks, the arrow keys point, Enter takes what is pointed at, or what can alone be meant. */
export function BundleFinder({
  rows,
  chosen,
  onChoose,
  searchRef,
  searchClass,
  listClass,
  columns,
}: BundleFinderProps) {
  const [search, setSearch] = useState('');
  const [isAsked, setAsked] = useState(false);
  const { found, best } = searchBundles(indexed(rows), search);
  const items = found.map(({ row, includes }) => ({ ...row, id: row.bundle.name, includes }));

  /** Nothing is pointed at by itself: the first of several would be taken by whoever types and presses Enter. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing || search.trim() === '') return;
    if (!(event.target instanceof HTMLInputElement) || event.target.getAttribute('aria-activedescendant')) return;
    event.preventDefault();
    event.stopPropagation();
    if (best && best.bundle.remaining > 0) onChoose(best.bundle.name);
    else setAsked(true);
  }

  function onSelectionChange(keys: Selection) {
    const now = keys === 'all' ? [] : [...keys].map(String);
    // One is chosen at a time. Choosing a chosen one again would unselect it; here it is taken up again.
    const key = now.find((one) => !chosen.includes(one)) ?? chosen.find((one) => !now.includes(one));
    if (key !== undefined) onChoose(key);
  }

  return (
    <Autocomplete
      inputValue={search}
      onInputChange={(typed) => {
        setSearch(typed);
        setAsked(false);
      }}
      disableAutoFocusFirst
    >
      <div className={searchClass} onKeyDownCapture={onKeyDown}>
        <SearchBox
          label={t('stock.search')}
          hint={t('stock.search.hint')}
          withList
          autoFocus
          {...(searchRef ? { inputRef: searchRef } : {})}
        />
        <p role="status" className={styles.asked}>
          {isAsked && items.length > 0 && t('stock.choose-one')}
        </p>
      </div>
      {columns}
      <ListBox
        aria-label={t('stock.title')}
        className={cx(listClass)}
        items={items}
        selectionMode={chosen.length > 1 ? 'multiple' : 'single'}
        selectedKeys={chosen}
        shouldSelectOnPressUp
        onSelectionChange={onSelectionChange}
        renderEmptyState={() => <EmptyState icon={SearchX} title={t('stock.no-match', { search })} />}
      >
        {({ bundle, facts, includes }) => (
          <StockRow id={bundle.name} textValue={joinWords(facts)} bundle={bundle} facts={facts} includes={includes} />
        )}
      </ListBox>
    </Autocomplete>
  );
}
