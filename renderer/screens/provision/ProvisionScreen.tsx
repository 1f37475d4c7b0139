import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { loadAccount, useAccount } from '../../stores/account.ts';
import { chooseBundle, useOrder } from '../../stores/order.ts';
import { loadStock } from '../../stores/stock.ts';
import { chooseTopUp, useTopUp } from '../../stores/top-up.ts';
import { t } from '../../words.ts';
import { ConnectPanel } from '../connect/ConnectPanel.tsx';
import { ManifestPanel } from './ManifestPanel.tsx';
import { OrderPanel } from './OrderPanel.tsx';
import { ProgressPanel } from './ProgressPanel.tsx';
import styles from './ProvisionScreen.module.css';
import { StockPanel } from './StockPanel.tsx';

/** Connect, then choose, then watch: the counter's one screen. */
export function ProvisionScreen() {
  const status = useAccount((state) => state.status);
  const problem = useAccount((state) => state.problem);
  const batchId = useOrder((state) => state.batchId);
  if (!status) {
    if (!problem) return <Loading />;
    return (
      <Page title={t('screen.provision')}>
        <ProblemNote problem={problem} onRetry={loadAccount} />
      </Page>
    );
  }
  if (!status.connected) return <ConnectPanel />;
  return batchId ? <ProgressPanel id={batchId} /> : <ChooseAndOrder />;
}

function ChooseAndOrder() {
  const way = useOrder((state) => state.way);
  const lines = useOrder((state) => state.lines);
  const topUp = useTopUp((state) => state.bundle);
  const next = useRef<HTMLInputElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void loadStock();
  }, []);

  /** With the bundle chosen the next thing to type is how many, or for which eSIMs. */
  function choose(bundle: string) {
    flushSync(() => (way === 'bundles' ? chooseBundle : chooseTopUp)(bundle));
    next.current?.focus();
    next.current?.select();
  }

  return (
    <div className={styles.panes}>
      {way === 'list' ? (
        <ManifestPanel />
      ) : (
        <StockPanel
          chosen={way === 'bundles' ? lines.map(({ bundle }) => bundle) : topUp === null ? [] : [topUp]}
          onChoose={choose}
          searchRef={search}
        />
      )}
      <OrderPanel nextRef={next} searchRef={search} />
    </div>
  );
}
