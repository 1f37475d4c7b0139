import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  Clock,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { Meter } from 'react-aria-components';
import type { EsimBundle } from '../../../shared/model.ts';
import { Badge } from '../../components/Badge.tsx';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import type { Tone } from '../../components/state-looks.ts';
import { moment, t } from '../../words.ts';
import styles from './Bundles.module.css';
import { bundleState, dataLeft } from './esim-words.ts';

const looks: Record<string, { icon: LucideIcon; tone: Tone }> = {
  active: { icon: CircleCheck, tone: 'good' },
  queued: { icon: CircleDashed, tone: 'busy' },
  processing: { icon: LoaderCircle, tone: 'busy' },
  depleted: { icon: CircleSlash, tone: 'warn' },
  expired: { icon: Clock, tone: 'idle' },
  revoked: { icon: Ban, tone: 'idle' },
  lapsed: { icon: Clock, tone: 'idle' },
};

/** Nothing is left of these to use or to take off. */
const OVER = ['expired', 'revoked', 'lapsed'];

const isOver = ({ state }: EsimBundle): boolean => OVER.includes(state);

interface BundlesProps {
  bundles: EsimBundle[];
  onRevoke: (bundle: EsimBundle) => void;
}

export function Bundles({ bundles, onRevoke }: BundlesProps) {
  if (bundles.length === 0) return <p className={styles.none}>{t('care.bundles.none')}</p>;
  return (
    <ul className={styles.bundles}>
      {bundles
        .toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)))
        .map((bundle) => (
          <Bundle key={bundle.assignmentId} bundle={bundle} onRevoke={onRevoke} />
        ))}
    </ul>
  );
}

function Bundle({ bundle, onRevoke }: { bundle: EsimBundle } & Pick<BundlesProps, 'onRevoke'>) {
  const over = isOver(bundle);
  return (
    <li className={cx(styles.bundle, over && styles.over)}>
      <div className={styles.head}>
        <BundleName name={bundle.name} />
        <Badge {...(looks[bundle.state] ?? { icon: CircleQuestionMark, tone: 'warn' })}>
          {bundleState(bundle.state)}
        </Badge>
      </div>
      <div className={styles.foot}>
        <div>
          {!over && <DataLeft bundle={bundle} />}
          <Period bundle={bundle} />
        </div>
        {!over && <Button onPress={() => onRevoke(bundle)}>{t('care.revoke')}</Button>}
      </div>
    </li>
  );
}

/** A bar where both ends are known, and always the words. */
function DataLeft({ bundle }: { bundle: EsimBundle }) {
  const { unlimited, remainingBytes, initialBytes } = bundle;
  const words = dataLeft(bundle);
  if (unlimited || remainingBytes === null || !initialBytes) return <p className={styles.left}>{words}</p>;
  return (
    <Meter
      aria-label={t('care.bundle.remaining')}
      value={remainingBytes}
      maxValue={initialBytes}
      valueLabel={words}
      className={cx(styles.meter)}
    >
      {({ percentage }) => (
        <>
          <span className={styles.left}>{words}</span>
          <span className={styles.track}>
            <span className={cx(styles.fill, percentage < 10 && styles.little)} style={{ width: `${percentage}%` }} />
          </span>
        </>
      )}
    </Meter>
  );
}

function Period({ bundle: { startsAt, endsAt, assignedAt } }: { bundle: EsimBundle }) {
  const words =
    startsAt && endsAt
      ? t('care.bundle.period', { from: moment(startsAt), to: moment(endsAt) })
      : startsAt
        ? t('care.bundle.from', { from: moment(startsAt) })
        : assignedAt && t('care.bundle.assigned', { date: moment(assignedAt) });
  return words && <p className={styles.period}>{words}</p>;
}
