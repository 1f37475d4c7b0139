import { History, SearchX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { loadMore, searchHistory, useHistory } from '../../stores/history.ts';
import { t } from '../../words.ts';
import { BatchTable } from './BatchTable.tsx';
import styles from './HistoryScreen.module.css';

/** Long enough not to search for every letter of a fast typist. */
const TYPING_PAUSE_MS = 150;

export function HistoryScreen() {
  const { search: searched, batches, more, loadingMore, problem } = useHistory();
  const [search, setSearch] = useState(searched);
  useEffect(() => {
    const timer = setTimeout(() => void searchHistory(search.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search]);

  return (
    <Page
      title={t('screen.history')}
      actions={
        <div className={styles.search}>
          <SearchBox label={t('history.search')} hint={t('history.search.hint')} value={search} onChange={setSearch} />
        </div>
      }
    >
      {problem && <ProblemNote problem={problem} onRetry={() => searchHistory(search.trim())} />}
      {batches === null && !problem && <Loading />}
      {batches?.length === 0 && <NothingFound search={searched} />}
      {batches && batches.length > 0 && <BatchTable batches={batches} />}
      {batches && more && (
        <div className={styles.more}>
          <Button busy={loadingMore} onPress={loadMore}>
            {loadingMore ? t('history.loading-more') : t('history.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function NothingFound({ search }: { search: string }) {
  if (search === '')
    return (
      <EmptyState icon={History} title={t('history.empty')}>
        {t('history.empty.explain')}
      </EmptyState>
    );
  return (
    <EmptyState icon={SearchX} title={t('history.no-match', { search })}>
      {t('history.no-match.explain')}
    </EmptyState>
  );
}
