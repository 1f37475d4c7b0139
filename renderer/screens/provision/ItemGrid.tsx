import { memo, type SyntheticEvent, useState } from 'react';
import { groupIccid } from '../../../shared/iccid.ts';
import type { BatchItem } from '../../../shared/model.ts';
import { cx } from '../../components/cx.ts';
import { Pager } from '../../components/Pager.tsx';
import { itemLooks } from '../../components/state-looks.ts';
import { usePages } from '../../components/use-pages.ts';
import { useRoving } from '../../components/use-roving.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import styles from './ItemGrid.module.css';

/** From here on a cell is smaller, so that a large batch stays in sight as a whole. */
const MANY = 60;
/** Cells that are drawn at once: a list page for the eye, and little enough to redraw many times a second. */
const PAGE = 500;

function itemInWords({ position, state, name, iccid }: BatchItem): string {
  const parts = [t('batch.item', { position }), t(`item.${state}`)];
  if (name) parts.push(name);
  if (iccid) parts.push(groupIccid(iccid));
  return parts.join(' · ');
}

/** One cell for each eSIM, in the order of the cards; the line beneath says what the pointed one is. */
export function ItemGrid({ items }: { items: BatchItem[] }) {
  const { shown, pages } = usePages(items, PAGE);
  const { current, container } = useRoving();
  const [pointed, setPointed] = useState<number | null>(null);
  const item = items.find(({ position }) => position === pointed);

  function point({ target }: SyntheticEvent) {
    const position = target instanceof Element && target.closest('button')?.dataset.position;
    if (position) setPointed(Number(position));
  }

  return (
    <section aria-label={t('batch.items')} className={styles.section}>
      <ul
        className={cx(styles.grid, items.length <= MANY ? styles.few : styles.many)}
        onMouseOver={point}
        onFocus={(event) => {
          container.onFocus(event);
          point(event);
        }}
        onKeyDown={container.onKeyDown}
      >
        {shown.map((one, index) => (
          <Cell key={one.position} item={one} tabbable={index === Math.min(current, shown.length - 1)} />
        ))}
      </ul>
      <div className={styles.foot}>
        <p aria-hidden className={styles.pointed}>
          {item ? itemInWords(item) : t('batch.item.choose')}
        </p>
        <Pager what={t('batch.items')} pages={pages} />
      </div>
    </section>
  );
}

const Cell = memo(function Cell({ item, tabbable }: { item: BatchItem; tabbable: boolean }) {
  const { icon: Icon, tone } = itemLooks[item.state];
  const { iccid } = item;
  const words = itemInWords(item);
  return (
    <li>
      <button
        type="button"
        data-roving
        data-position={item.position}
        tabIndex={tabbable ? 0 : -1}
        title={words}
        aria-label={words}
        aria-disabled={!iccid}
        className={cx(styles.cell, styles[tone])}
        onClick={() => {
          if (iccid) open({ screen: 'esim', iccid });
        }}
      >
        <span>{item.position}</span>
        <Icon aria-hidden className={styles.icon} />
      </button>
    </li>
  );
});
