import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { MANIFEST_COLUMNS, type ManifestCheck, type ManifestColumn } from '../../../shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Note } from '../../components/Note.tsx';
import { RadioCards } from '../../components/RadioCards.tsx';
import { meanRepeats, readAgain, useManifest } from '../../stores/manifest.ts';
import { t } from '../../words.ts';
import styles from './ManifestDoubts.module.css';

/** So many places are named; more would push the lines themselves away. */
const SHOWN = 5;

/** What of a list was not understood for sure, each with its way out. */
export function ManifestDoubts({ check }: { check: ManifestCheck }) {
  const { encoding, columns, repeats } = check;
  const isQuiet =
    encoding.certain && columns.unread.length === 0 && columns.likeQuantity === null && repeats.length === 0;
  if (isQuiet) return null;
  return (
    <div className={styles.doubts}>
      {!encoding.certain && <Letters check={check} />}
      <Columns check={check} />
      {repeats.length > 0 && <Repeats check={check} />}
    </div>
  );
}

function Letters({ check: { encoding } }: { check: ManifestCheck }) {
  const options = [encoding, ...encoding.alternatives].map(({ name, names }) => ({
    id: name,
    shown: (
      <span>
        <bdi>{names.join(', ')}</bdi> <span className={styles.soft}>{name}</span>
      </span>
    ),
  }));
  return (
    <RadioCards
      label={t('manifest.letters.choose')}
      options={options}
      value={null}
      onChange={(name) => void readAgain({ encoding: name })}
    />
  );
}

function Columns({ check: { columns } }: { check: ManifestCheck }) {
  const [isChoosing, setChoosing] = useState(false);
  const { header, unread, likeQuantity } = columns;
  const others = unread.filter((index) => index !== likeQuantity);
  if (others.length === 0 && likeQuantity === null) return null;
  const named = others.map((index) => `“${header[index]}”`).join(', ');
  const choose = (
    <Button kind="plain" onPress={() => setChoosing(!isChoosing)}>
      {t('manifest.columns.choose')}
    </Button>
  );
  return (
    <>
      {likeQuantity !== null && (
        <Note kind="warning" icon={TriangleAlert}>
          {t('manifest.like-quantity', { column: header[likeQuantity] || likeQuantity + 1 })}
        </Note>
      )}
      {(isChoosing || likeQuantity !== null) && <ColumnChoice columns={columns} />}
      {others.length > 0 && (
        <Note action={likeQuantity === null && choose}>
          {t('manifest.unread', { count: others.length, columns: named })}
        </Note>
      )}
    </>
  );
}

/** What each column is read from; where the bundle was not found, nothing is known yet. */
export function ColumnChoice({
  columns: { header, at },
}: {
  columns: Pick<ManifestCheck['columns'], 'header' | 'at'>;
}) {
  const said = useManifest((state) => state.said.columns);
  const none = { id: '', words: t('manifest.columns.none') };
  const options = header.map((cell, index) => ({
    id: String(index),
    words: cell || t('manifest.columns.number', { number: index + 1 }),
  }));
  const chosen = (column: ManifestColumn) => {
    const index = at[column];
    return index === null ? '' : String(index);
  };
  const choose = (column: ManifestColumn, id: string) =>
    void readAgain({ columns: { ...said, [column]: id === '' ? null : (header[Number(id)] ?? null) } });
  return (
    <div className={styles.columns}>
      {MANIFEST_COLUMNS.map((column) => (
        <Choice
          key={column}
          label={t(`manifest.columns.${column}`)}
          options={column === 'bundle' && at.bundle !== null ? options : [none, ...options]}
          chosen={chosen(column)}
          onChange={(id) => choose(column, id)}
        />
      ))}
      {at.bundle !== null && (
        <Button onPress={() => void readAgain({ columns: { ...said, quantity: null } })}>
          {t('manifest.columns.one-each')}
        </Button>
      )}
    </div>
  );
}

function Repeats({ check: { repeats } }: { check: ManifestCheck }) {
  const meant = useManifest((state) => state.repeatsAreMeant);
  return (
    <Note kind="warning" icon={TriangleAlert}>
      {repeats.slice(0, SHOWN).map(({ lines }) => (
        <span key={lines[0]}>{t('manifest.repeated', { lines: lines.join(', ') })} </span>
      ))}
      {repeats.length > SHOWN && <span>{t('manifest.repeats.more', { count: repeats.length - SHOWN })} </span>}
      <label className={styles.meant}>
        <input type="checkbox" checked={meant} onChange={() => meanRepeats(!meant)} /> {t('manifest.repeats.meant')}
      </label>
    </Note>
  );
}
