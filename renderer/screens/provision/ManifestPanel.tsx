import { FileSpreadsheet } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { readManifest, useManifest } from '../../stores/manifest.ts';
import { useOrder } from '../../stores/order.ts';
import { t } from '../../words.ts';
import { BundleForAll } from './BundleForAll.tsx';
import { ColumnChoice, ManifestDoubts } from './ManifestDoubts.tsx';
import styles from './ManifestPanel.module.css';
import { ManifestRows } from './ManifestRows.tsx';

/** The list of people as it was read, or the place to bring one to. */
export function ManifestPanel() {
  const { file, check, asking, problem } = useManifest();
  return (
    <section aria-labelledby="manifest-title" className={styles.panel}>
      <div className={styles.head}>
        <h1 id="manifest-title" className={styles.title}>
          {t('manifest.title')}
        </h1>
        {file && <span className={styles.file}>{file}</span>}
        {file && <ChooseFile kind="plain" words={t('manifest.choose-other')} />}
      </div>
      {problem && (
        <div className={styles.problem}>
          <ProblemNote problem={problem} />
          {problem.code === 'manifest.no-header' && <WithoutBundle header={String(problem.params.header ?? '')} />}
        </div>
      )}
      {check && <ManifestDoubts check={check} />}
      <Drop>
        {check && <ManifestRows check={check} />}
        {!check && asking && <Loading />}
        {!check && !asking && <Invitation />}
      </Drop>
    </section>
  );
}

const NOWHERE = { name: null, reference: null, bundle: null, quantity: null };

/** A list that names no bundle, or names it in words that mean nothing here. */
function WithoutBundle({ header }: { header: string }) {
  return (
    <div className={styles.ways}>
      <BundleForAll />
      {header && <ColumnChoice columns={{ header: header.split('\t'), at: NOWHERE }} />}
    </div>
  );
}

/** The whole panel takes a file that is dropped on it. */
function Drop({ children }: { children: ReactNode }) {
  const starting = useOrder((state) => state.starting);
  return (
    <DropZone
      aria-label={t('manifest.drop.zone')}
      isDisabled={starting}
      onDrop={async ({ items }) => {
        const item = items.find(({ kind }) => kind === 'file');
        if (item?.kind === 'file') await readManifest(await item.getFile());
      }}
      className={cx(styles.drop)}
    >
      {children}
    </DropZone>
  );
}

function Invitation() {
  return (
    <div className={styles.invitation}>
      <FileSpreadsheet aria-hidden className={styles.icon} />
      <p className={styles.drophere}>{t('manifest.drop')}</p>
      <ChooseFile kind="primary" words={t('manifest.choose')} />
      <p className={styles.explain}>{t('manifest.drop.explain')}</p>
    </div>
  );
}

function ChooseFile({ kind, words }: { kind: 'primary' | 'plain'; words: string }) {
  const starting = useOrder((state) => state.starting);
  return (
    <FileTrigger
      acceptedFileTypes={['.csv', '.txt', '.tsv', '.xlsx', 'text/csv']}
      onSelect={(files) => {
        const file = files?.item(0);
        if (file) void readManifest(file);
      }}
    >
      <Button kind={kind} isDisabled={starting}>
        {words}
      </Button>
    </FileTrigger>
  );
}
