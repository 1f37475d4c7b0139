import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { IconButton } from '../../components/Button.tsx';
import { bundleInWords } from '../../components/bundle-words.ts';
import { cx } from '../../components/cx.ts';
import type { OrderLine } from '../../stores/order.ts';
import { t } from '../../words.ts';
import styles from './OrderLines.module.css';

interface OrderLinesProps {
  lines: (OrderLine & { fault: string | null })[];
  /** The bundle whose line is filled in. */
  current: string | null;
  onChoose: (bundle: string) => void;
  onRemove: (bundle: string) => void;
}

/** The bundles of an order of several; choosing one takes its line up again. */
export function OrderLines({ lines, current, onChoose, onRemove }: OrderLinesProps) {
  return (
    <ul aria-label={t('order.lines')} className={styles.lines}>
      {lines.map(({ bundle, quantity, fault }) => (
        <li key={bundle} className={cx(styles.line, bundle === current && styles.current)}>
          <Button aria-pressed={bundle === current} className={cx(styles.what)} onPress={() => onChoose(bundle)}>
            <span className={styles.quantity}>{quantity.trim() || '–'}</span>
            <span>
              <span className={styles.bundle}>{bundleInWords(bundle)}</span>
              {fault && <span className={styles.fault}>{fault}</span>}
            </span>
          </Button>
          <IconButton
            icon={X}
            label={t('order.line.remove', { bundle: bundleInWords(bundle) })}
            onPress={() => onRemove(bundle)}
          />
        </li>
      ))}
    </ul>
  );
}
