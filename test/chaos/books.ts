/** What a station has written down, read from a copy: its own files are opened by the program alone. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '../../electron/store/index.ts';
import type { BatchItem, BatchKind } from '../../shared/model.ts';

export interface BatchBook {
  id: string;
  kind: BatchKind;
  items: BatchItem[];
  failed: number;
  questions: number;
}

export interface Books {
  /** The newest first. */
  batches: BatchBook[];
  /** What stands on the cards: activation codes by ICCID. */
  cards: Map<string, string>;
  /** What each lost call asked for, as it was sent. */
  requests: Map<string, unknown>;
  /** Which of the account's references the station counts as its own. */
  taken: Set<string>;
}

const NOTHING: Books = { batches: [], cards: new Map(), requests: new Map(), taken: new Set() };
/** More than any run makes. */
const ALL = 1_000;

/** Of a program that has ended. @param references of the account that it may know */
export function readBooks(profile: string, references: readonly string[]): Books {
  const from = path.join(profile, 'live');
  if (!existsSync(path.join(from, 'station.db'))) return NOTHING;
  const copy = `${profile}-copy`;
  mkdirSync(copy, { recursive: true });
  try {
    for (const name of readdirSync(from)) {
      if (name.startsWith('station.db')) copyFileSync(path.join(from, name), path.join(copy, name));
    }
    const store = openStore({ file: path.join(copy, 'station.db'), key: null });
    try {
      return read(store, references);
    } finally {
      store.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function read({ batches, items, esims, journal }: Store, references: readonly string[]): Books {
  const found = batches.list({ search: '', limit: ALL });
  const ready = found.flatMap(({ id }) => esims.ofBatch(id)).filter(({ state }) => state === 'ready');
  const calls = [...found.flatMap(({ id }) => journal.ofBatch(id)), ...journal.ofStock()];
  return {
    batches: found.map(({ id, kind, counts, questions }) => ({
      id,
      kind,
      items: items.ofBatch(id),
      failed: counts.failed,
      questions,
    })),
    cards: new Map(ready.map(({ iccid, activationCode }) => [iccid, activationCode])),
    requests: new Map(calls.map(({ id, request }) => [id, request])),
    taken: new Set(references.filter((reference) => journal.isOurs(reference))),
  };
}
