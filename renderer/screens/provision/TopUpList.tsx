import { CircleCheck, CircleDashed, CircleX, X } from 'lucide-react';
import { useMemo } from 'react';
import { groupIccid, isIccid } from '../../../shared/iccid.ts';
import type { Problem } from '../../../shared/model.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Pager } from '../../components/Pager.tsx';
import { problemSentence } from '../../components/ProblemNote.tsx';
import { usePages } from '../../components/use-pages.ts';
import { keepEntries, useTopUp } from '../../stores/top-up.ts';
import { t } from '../../words.ts';
import styles from './TopUpList.module.css';

const PAGE = 50;

/** `fault` is why it stands in the way; null both for what fits and for what is still to be checked. */
interface Listed {
  entry: string;
  fault: string | null;
  fits: boolean;
}

function listed(entry: string, checks: ReadonlyMap<string, Problem | null>): Listed {
  if (!isIccid(entry)) return { entry, fault: t('topup.not-iccid'), fits: false };
  const problem = checks.get(entry);
  return { entry, fault: problem ? problemSentence(problem) : null, fits: problem === null };
}

interface TopUpListProps {
  /** What was pressed to take an eSIM off has gone with it. */
  onTakenOff: () => void;
}

/** The eSIMs of a top-up, those that stand in the way first. */
export function TopUpList({ onTakenOff }: TopUpListProps) {
  const { entries, checks } = useTopUp();
  const rows = useMemo(() => {
    const all = entries.map((entry) => listed(entry, checks));
    return [...all.filter(({ fault }) => fault !== null), ...all.filter(({ fault }) => fault === null)];
  }, [entries, checks]);
  const { shown, pages } = usePages(rows, PAGE);
  function keep(which: (entry: string) => boolean) {
    keepEntries(which);
    onTakenOff();
  }

  const wrong = new Set(rows.filter(({ fault }) => fault !== null).map(({ entry }) => entry));

  return (
    <section aria-label={t('topup.list')} className={styles.section}>
      <div className={styles.head}>
        <strong aria-live="polite">{t('topup.count', { count: entries.length })}</strong>
        {wrong.size > 0 && (
          <Button onPress={() => keep((entry) => !wrong.has(entry))}>
            {t('topup.remove-wrong', { count: wrong.size })}
          </Button>
        )}
      </div>
      <ul className={styles.list}>
        {shown.map((row) => (
          <Row key={row.entry} row={row} onRemove={() => keep((entry) => entry !== row.entry)} />
        ))}
      </ul>
      <Pager what={t('topup.list')} pages={pages} />
    </section>
  );
}

function Row({ row: { entry, fault, fits }, onRemove }: { row: Listed; onRemove: () => void }) {
  const Icon = fault ? CircleX : fits ? CircleCheck : CircleDashed;
  const name = isIccid(entry) ? groupIccid(entry) : entry;
  return (
    <li className={cx(styles.row, fault && styles.wrong)}>
      <Icon
        role="img"
        aria-hidden={fault !== null}
        aria-label={fits ? t('topup.fits') : t('topup.unchecked')}
        className={cx(styles.icon, fits && styles.fits)}
      />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        {fault && <span className={styles.fault}>{fault}</span>}
      </span>
      <IconButton icon={X} label={t('topup.remove', { esim: name })} onPress={onRemove} />
    </li>
  );
}
