import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Group } from 'react-aria-components';
import { t } from '../words.ts';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './Pager.module.css';
import type { Pages } from './use-pages.ts';

/** Leads through a list that is too long to be drawn whole; nothing for one that is not. */
export function Pager({ what, pages }: { what: string; pages: Pages }) {
  const { page, last, from, to, count, turn } = pages;
  if (last === 0) return null;
  return (
    <Group aria-label={t('pages.label', { what })} className={cx(styles.pager)}>
      <IconButton icon={ChevronLeft} label={t('pages.back')} isDisabled={page === 0} onPress={() => turn(page - 1)} />
      <span aria-live="polite">{t('pages.shown', { from: from + 1, to, count })}</span>
      <IconButton
        icon={ChevronRight}
        label={t('pages.next')}
        isDisabled={page === last}
        onPress={() => turn(page + 1)}
      />
    </Group>
  );
}
