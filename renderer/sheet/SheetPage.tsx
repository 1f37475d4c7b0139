import type { CSSProperties } from 'react';
import type { CardFormat } from '../../shared/card-formats.ts';
import { bundleInWords } from '../components/bundle-words.ts';
import { day, t } from '../words.ts';
import { CardFace } from './CardFace.tsx';
import { CropMarks } from './CropMarks.tsx';
import { format, type PageFacts } from './pages.ts';
import styles from './SheetPage.module.css';

/** Measures for the style sheet, all in millimetres. */
function measures({ page, card, columns, rows }: CardFormat): CSSProperties {
  return {
    '--page-width': `${page.width}mm`,
    '--page-height': `${page.height}mm`,
    '--card-width': `${card.width}mm`,
    '--card-height': `${card.height}mm`,
    '--columns': columns,
    '--rows': rows,
  } as CSSProperties;
}

/** One page: cards that share their cutting lines, the marks to cut along, and a line in the margin that says what this is. */
export function SheetPage({ sheet, places, page, pages }: PageFacts) {
  const reference = sheet.reference || t('card.no-reference');
  return (
    <section className={styles.page} style={measures(format)}>
      <div className={styles.cards}>
        {places.map((card, place) =>
          card ? (
            <CardFace key={card.iccid} card={card} practice={sheet.mode === 'practice'} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a blank is nothing but its place
            <div key={place} />
          ),
        )}
      </div>
      <CropMarks format={format} />
      <footer className={styles.footer}>
        <p>{t('card.footer.batch', { reference, bundle: bundleInWords(sheet.bundle) })}</p>
        <p>
          {t('card.footer.page', { date: day(sheet.createdAt), page, pages, cards: sheet.cards.length })}
          {sheet.leftOut > 0 && (
            <strong className={styles.leftOut}>{t('card.footer.left-out', { count: sheet.leftOut })}</strong>
          )}
        </p>
      </footer>
    </section>
  );
}
