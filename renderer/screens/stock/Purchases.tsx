import { ReceiptText } from 'lucide-react';
import type { Act } from '../../../shared/model.ts';
import { ActOutcome } from '../../components/ActOutcome.tsx';
import { actProblem, mayChange } from '../../components/act-looks.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { cx } from '../../components/cx.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNote, problemSentence } from '../../components/ProblemNote.tsx';
import tableStyles from '../../components/Table.module.css';
import { Time } from '../../components/Time.tsx';
import { useAsked } from '../../components/use-asked.ts';
import { useBeat } from '../../components/use-beat.ts';
import { t } from '../../words.ts';
import { askActs } from './acts.ts';
import styles from './Purchases.module.css';

/** What was bought and given back at this station, also what nobody knows the outcome of. */
export function Purchases() {
  const { value: acts, problem, asking, again } = useAsked(askActs);
  useBeat(acts?.some(mayChange) ? again : null);
  return (
    <>
      {problem && <ProblemNote problem={problem} busy={asking} onRetry={again} />}
      {!acts && asking && <Loading />}
      {acts?.length === 0 && (
        <EmptyState icon={ReceiptText} title={t('buying.acts.empty')}>
          {t('buying.acts.empty.explain')}
        </EmptyState>
      )}
      {acts && acts.length > 0 && <ActTable acts={acts} />}
    </>
  );
}

function ActTable({ acts }: { acts: Act[] }) {
  return (
    <table aria-label={t('buying.purchases')} className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">{t('buying.acts.what')}</th>
          <th scope="col">{t('batch.bundle')}</th>
          <th scope="col" className={tableStyles.number}>
            {t('buying.acts.quantity')}
          </th>
          <th scope="col">{t('buying.acts.outcome')}</th>
          <th scope="col">{t('buying.acts.by')}</th>
          <th scope="col">{t('buying.acts.when')}</th>
        </tr>
      </thead>
      <tbody>
        {acts.map((act) => (
          <ActRow key={act.id} act={act} />
        ))}
      </tbody>
    </table>
  );
}

function ActRow({ act }: { act: Act }) {
  const { kind, about, quantity, operator, at } = act;
  const problem = actProblem(act);
  return (
    <tr>
      <td className={cx(tableStyles.strong, styles.what)}>{t(`care.act.${kind}`)}</td>
      <td>
        <BundleName name={about} />
      </td>
      <td className={tableStyles.number}>{quantity}</td>
      <td>
        <ActOutcome act={act} />
        {problem && <p className={styles.problem}>{problemSentence(problem)}</p>}
      </td>
      <td className={styles.by}>{operator}</td>
      <td className={tableStyles.time}>
        <Time at={at} />
      </td>
    </tr>
  );
}
