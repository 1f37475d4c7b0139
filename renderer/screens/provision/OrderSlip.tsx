import { Coins, GraduationCap, type LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import type { Problem } from '../../../shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAccount } from '../../stores/account.ts';
import { t } from '../../words.ts';
import styles from './OrderSlip.module.css';

/** The part of an order that scrolls. */
export function SlipBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}

interface SlipFootProps {
  problem: Problem | null;
  /** What the order would do, read out when it changes; null while it cannot be placed. */
  review: string | null;
  /** What to know before it can be placed. */
  hint?: string | null;
  /** A step before the order that spends nothing; stands where the review comes to stand. */
  step?: ReactNode;
  reviewRef?: Ref<HTMLDivElement>;
  icon: LucideIcon;
  words: string;
  isDisabled: boolean;
  busy: boolean;
  onPress: () => void;
  buttonRef: Ref<HTMLButtonElement>;
}

/** What an order takes and costs, and its one button. */
export function SlipFoot(props: SlipFootProps) {
  const { problem, review, hint = null, step, icon, words, isDisabled, busy, onPress, buttonRef, reviewRef } = props;
  return (
    <div className={styles.foot}>
      {problem && <ProblemNote problem={problem} />}
      {step}
      <div
        ref={reviewRef}
        tabIndex={-1}
        aria-live="polite"
        className={cx(styles.review, Boolean(step) && styles.beneath)}
      >
        {review && <p className={styles.takes}>{review}</p>}
        {review && <Cost />}
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      <Button
        ref={buttonRef}
        kind="primary"
        size="large"
        icon={icon}
        isDisabled={isDisabled}
        busy={busy}
        onPress={onPress}
      >
        {words}
      </Button>
    </div>
  );
}

function Cost() {
  const practising = useAccount((state) => state.status?.mode === 'practice');
  const Icon = practising ? GraduationCap : Coins;
  return (
    <p className={styles.cost}>
      <Icon aria-hidden className={styles.icon} />
      {t(practising ? 'order.spends-nothing' : 'order.spends')}
    </p>
  );
}
