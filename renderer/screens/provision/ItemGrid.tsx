import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { groupIccid } from '../../../shared/iccid.ts';
import type { BatchItem } from '../../../shared/model.ts';
import { cx } from '../../components/cx.ts';
import { itemLooks } from '../../components/state-looks.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './ItemGrid.module.css';

/** From here on a cell is smaller, so that a large batch stays in sight as a whole. */
const MANY = 60;

function itemInWords({ position, state, iccid }: BatchItem): string {
  const parts = [t('batch.item', { position }), t(`item.${state}`)];
  if (iccid) parts.push(groupIccid(iccid));
  return parts.join(' · ');
}

/** One cell for each eSIM, in the order of the cards; the line beneath says what the pointed one is. */
export function ItemGrid({ items }: { items: BatchItem[] }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const item = items.find(({ position }) => position === pointed);
  const openable = new Map(items.flatMap(({ position, iccid }) => (iccid ? [[position, iccid] as const] : [])));
  return (
    <section className={styles.section}>
      <ListBox
        aria-label={t('batch.items')}
        layout="grid"
        items={items}
        className={cx(styles.grid, items.length <= MANY ? styles.few : styles.many)}
        onAction={(key) => {
          const iccid = openable.get(Number(key));
          if (iccid) open({ screen: 'esim', iccid });
        }}
      >
        {(one) => {
          const { icon: Icon, tone } = itemLooks[one.state];
          return (
            <ListBoxItem
              id={one.position}
              textValue={itemInWords(one)}
              aria-label={itemInWords(one)}
              className={cx(styles.cell, styles[tone])}
              onHoverStart={() => setPointed(one.position)}
              onHoverEnd={() => setPointed(null)}
              onFocus={() => setPointed(one.position)}
            >
              <span className={styles.position}>{one.position}</span>
              <Icon aria-hidden className={styles.icon} />
            </ListBoxItem>
          );
        }}
      </ListBox>
      <p aria-hidden className={styles.pointed}>
        {item ? itemInWords(item) : t('batch.item.choose')}
      </p>
    </section>
  );
}
