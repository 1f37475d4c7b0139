import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { ManifestCheck, ManifestRow } from '../../../shared/model.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Pager } from '../../components/Pager.tsx';
import { problemSentence } from '../../components/ProblemNote.tsx';
import segments from '../../components/Segments.module.css';
import { usePages } from '../../components/use-pages.ts';
import { useRoving } from '../../components/use-roving.ts';
import { leaveOutLines, useManifest, wrongRows } from '../../stores/manifest.ts';
import { useOrder } from '../../stores/order.ts';
import { t } from '../../words.ts';
import styles from './ManifestRows.module.css';

const PAGE = 100;
const SHOWS = ['wrong', 'all'] as const;
type Show = (typeof SHOWS)[number];

/** The lines of a list; where some are wrong or left out, those alone until one asks for all. */
export function ManifestRows({ check: { rows } }: { check: ManifestCheck }) {
  const leaveOut = useManifest((state) => state.leaveOut);
  const starting = useOrder((state) => state.starting);
  const [wanted, setWanted] = useState<Show>('wrong');
  const standingOut = rows.filter(({ line, problems }) => problems.length > 0 || leaveOut.has(line));
  const show = standingOut.length === 0 ? 'all' : wanted;
  const wrong = wrongRows(rows, leaveOut);
  return (
    <>
      <div className={styles.bar}>
        {standingOut.length > 0 && (
          <ShowChoice show={show} counts={{ wrong: standingOut.length, all: rows.length }} onChange={setWanted} />
        )}
        {standingOut.length > 0 && <LeaveOutAll wrong={wrong} leaveOut={leaveOut} isDisabled={starting} />}
      </div>
      {/* Another choice begins on its first page. */}
      <Rows key={show} rows={show === 'all' ? rows : standingOut} leaveOut={leaveOut} isDisabled={starting} />
    </>
  );
}

interface LeaveOutAllProps {
  wrong: ManifestRow[];
  leaveOut: ReadonlySet<number>;
  isDisabled: boolean;
}

/** Leaves out whatever is wrong, and takes it back. */
function LeaveOutAll({ wrong, leaveOut, isDisabled }: LeaveOutAllProps) {
  const out = wrong.length > 0;
  const lines = out ? wrong.map(({ line }) => line) : [...leaveOut];
  return (
    <Button isDisabled={isDisabled} onPress={() => leaveOutLines(lines, out)}>
      {t(out ? 'manifest.leave-out.all' : 'manifest.take-in.all', { count: lines.length })}
    </Button>
  );
}

interface ShowChoiceProps {
  show: Show;
  counts: Record<Show, number>;
  onChange: (show: Show) => void;
}

function ShowChoice({ show, counts, onChange }: ShowChoiceProps) {
  return (
    <ToggleButtonGroup
      aria-label={t('manifest.show')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[show]}
      onSelectionChange={([key]) => onChange(key === 'all' ? 'all' : 'wrong')}
      className={cx(segments.group, styles.choice)}
    >
      {SHOWS.map((one) => (
        <ToggleButton key={one} id={one} className={cx(segments.segment)}>
          {t(`manifest.show.${one}`, { count: counts[one] })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

interface RowsProps {
  rows: readonly ManifestRow[];
  leaveOut: ReadonlySet<number>;
  isDisabled: boolean;
}

function Rows({ rows, leaveOut, isDisabled }: RowsProps) {
  const { shown, pages } = usePages(rows, PAGE);
  const { current, container } = useRoving();
  return (
    <>
      <div className={styles.scroll}>
        <table aria-label={t('manifest.rows')} className={styles.table} {...container}>
          <thead>
            <tr>
              <th scope="col" className={styles.number}>
                {t('manifest.line')}
              </th>
              <th scope="col">{t('manifest.person')}</th>
              <th scope="col">{t('manifest.bundle')}</th>
              <th scope="col" className={styles.number}>
                {t('manifest.quantity')}
              </th>
              <th scope="col" className={styles.leave}>
                {t('manifest.leave-out')}
              </th>
              <th scope="col" className={styles.unseen}>
                {t('manifest.problem')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <Row
                key={row.line}
                row={row}
                out={leaveOut.has(row.line)}
                isDisabled={isDisabled}
                tabbable={index === Math.min(current, shown.length - 1)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.pager}>
        <Pager what={t('manifest.rows')} pages={pages} />
      </div>
    </>
  );
}

interface RowProps {
  row: ManifestRow;
  out: boolean;
  isDisabled: boolean;
  tabbable: boolean;
}

function Row({ row, out, isDisabled, tabbable }: RowProps) {
  const { line, name, reference, bundle, quantity, problems } = row;
  return (
    <tr className={cx(styles.row, out ? styles.out : problems.length > 0 && styles.wrong)}>
      <td className={styles.number}>{line}</td>
      <td>
        <span className={cx(name ? styles.name : styles.soft)}>{name || t('manifest.no-name')}</span>
        {reference && <span className={styles.reference}>{reference}</span>}
      </td>
      <td>{bundle ? <BundleName name={bundle} /> : '–'}</td>
      <td className={styles.number}>{quantity ?? '–'}</td>
      <td className={styles.leave}>
        <label className={styles.check}>
          <input
            type="checkbox"
            data-roving
            tabIndex={tabbable ? 0 : -1}
            aria-label={t('manifest.leave-out.line', { line })}
            checked={out}
            disabled={isDisabled}
            onChange={() => leaveOutLines([line], !out)}
          />
        </label>
      </td>
      <td className={styles.problem}>
        {problems.map((problem) => (
          <span key={problem.code}>{problemSentence(problem)}</span>
        ))}
      </td>
    </tr>
  );
}
