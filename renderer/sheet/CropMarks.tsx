import type { CardFormat } from '../../shared/card-formats.ts';
import styles from './CropMarks.module.css';

/** Hairlines in the page's margins, in line with every cut, and never inside a card. */
export function cropLines({ page, card, columns, rows, crop }: CardFormat): string {
  const left = (page.width - columns * card.width) / 2;
  const top = (page.height - rows * card.height) / 2;
  const right = page.width - left;
  const bottom = page.height - top;
  let path = '';
  for (let column = 0; column <= columns; column++) {
    const x = left + column * card.width;
    path += `M${x} ${top - crop.gap}v${-crop.length}M${x} ${bottom + crop.gap}v${crop.length}`;
  }
  for (let row = 0; row <= rows; row++) {
    const y = top + row * card.height;
    path += `M${left - crop.gap} ${y}h${-crop.length}M${right + crop.gap} ${y}h${crop.length}`;
  }
  return path;
}

export function CropMarks({ format }: { format: CardFormat }) {
  const { width, height } = format.page;
  return (
    <svg aria-hidden className={styles.marks} viewBox={`0 0 ${width} ${height}`}>
      <path d={cropLines(format)} fill="none" stroke="#000" strokeWidth={0.2} />
    </svg>
  );
}
