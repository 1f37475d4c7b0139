import { useEffect, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { problemOf } from '../../../shared/errors.ts';
import type { Problem, Sheet } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { cx } from '../../components/cx.ts';
import { Loading } from '../../components/Loading.tsx';
import { Note } from '../../components/Note.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import segments from '../../components/Segments.module.css';
import { SheetButtons } from '../../components/SheetButtons.tsx';
import { useAction } from '../../components/use-action.ts';
import { blanksOf, pagesOf } from '../../sheet/pages.ts';
import { t } from '../../words.ts';
import { Preview, type Zoom } from './Preview.tsx';
import styles from './SheetScreen.module.css';

/** The sheet as it will come out of the printer, and what is not on it. */
export function SheetScreen({ batchId }: { batchId: string }) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [zoom, setZoom] = useState<Zoom>('page');
  const action = useAction();
  useEffect(() => {
    let here = true;
    unwrap(window.station.sheets.get({ batchId })).then(
      (answer) => here && setSheet(answer),
      (error: unknown) => here && setProblem(problemOf(error)),
    );
    return () => {
      here = false;
    };
  }, [batchId]);

  return (
    <Page
      title={t('sheet.title')}
      about={sheet && (sheet.reference || t('batch.no-reference'))}
      actions={sheet && <SheetButtons batchId={batchId} action={action} primary preview={false} />}
    >
      <ActionOutcome said={action.said} problem={action.problem} />
      {problem && <ProblemNote problem={problem} />}
      {!sheet && !problem && <Loading />}
      {sheet && (
        <div className={styles.body}>
          <div className={styles.side}>
            <Summary sheet={sheet} />
            <ZoomChoice zoom={zoom} onChange={setZoom} />
          </div>
          <Preview sheet={sheet} zoom={zoom} />
        </div>
      )}
    </Page>
  );
}

function Summary({ sheet }: { sheet: Sheet }) {
  return (
    <aside className={styles.summary}>
      <p className={styles.cards}>
        <strong>{t('sheet.cards', { count: sheet.cards.length })}</strong>{' '}
        {t('sheet.pages', { count: pagesOf(sheet).length })}
      </p>
      <p>{t('sheet.blanks', { count: blanksOf(sheet) })}</p>
      {sheet.leftOut > 0 && <Note kind="warning">{t('sheet.left-out', { count: sheet.leftOut })}</Note>}
      <p>{t('sheet.format')}</p>
      <p>{t('sheet.secret')}</p>
    </aside>
  );
}

function ZoomChoice({ zoom, onChange }: { zoom: Zoom; onChange: (zoom: Zoom) => void }) {
  return (
    <ToggleButtonGroup
      aria-label={t('sheet.zoom')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[zoom]}
      onSelectionChange={([key]) => onChange(key === 'width' ? 'width' : 'page')}
      className={cx(segments.group)}
    >
      <ToggleButton id="page" className={cx(segments.segment)}>
        {t('sheet.zoom.page')}
      </ToggleButton>
      <ToggleButton id="width" className={cx(segments.segment)}>
        {t('sheet.zoom.width')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
