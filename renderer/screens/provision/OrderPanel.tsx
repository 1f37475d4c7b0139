import type { RefObject } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import segments from '../../components/Segments.module.css';
import { fillOrder, useOrder, WAYS } from '../../stores/order.ts';
import { t } from '../../words.ts';
import { BundleOrder } from './BundleOrder.tsx';
import { ListOrder } from './ListOrder.tsx';
import styles from './OrderPanel.module.css';
import { TopUpOrder } from './TopUpOrder.tsx';

interface OrderPanelProps {
  /** The field that comes after the choice of a bundle. */
  nextRef: RefObject<HTMLInputElement | null>;
  /** The search of the stock, where the next bundle is found. */
  searchRef: RefObject<HTMLInputElement | null>;
}

/** The order as a slip: what, how many, for whom, what it takes from the stock, and the one button that spends. */
export function OrderPanel({ nextRef, searchRef }: OrderPanelProps) {
  const way = useOrder((state) => state.way);
  return (
    <section aria-label={t('order.title')} className={styles.panel}>
      <div className={styles.ways}>
        <WayChoice />
      </div>
      {way === 'bundles' && <BundleOrder quantityRef={nextRef} searchRef={searchRef} />}
      {way === 'top-up' && <TopUpOrder entryRef={nextRef} />}
      {way === 'list' && <ListOrder />}
    </section>
  );
}

function WayChoice() {
  const { way, starting } = useOrder();
  return (
    <ToggleButtonGroup
      aria-label={t('way.label')}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={starting}
      selectedKeys={[way]}
      onSelectionChange={([key]) => {
        const chosen = WAYS.find((one) => one === key);
        if (chosen) fillOrder({ way: chosen });
      }}
      className={cx(segments.group, styles.choice)}
    >
      {WAYS.map((one) => (
        <ToggleButton key={one} id={one} className={cx(segments.segment)}>
          {t(`way.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
