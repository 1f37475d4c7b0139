import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { StationError } from '../../shared/errors.ts';
import { type Migration, migrations } from './migrations/index.ts';

interface Applied {
  number: number;
  hash: string;
}

function hashOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}

/**
 * How many of the steps a file has behind it. Reads only.
 * @throws StationError `store.newer` or `store.changed-migration` for a file this program must not touch, `store.damaged` for one that
 * is of another program altogether
 */
export function appliedSteps(db: Database, file: string, steps: readonly Migration[] = migrations): number {
  const tables = db.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  if (tables.length === 0) return 0;
  if (!tables.some(({ name }) => name === 'migration')) throw new StationError('store.damaged', { file });
  const applied = db.prepare<[], Applied>('SELECT number, hash FROM migration ORDER BY number').all();
  if (applied.length > steps.length) throw new StationError('store.newer', { file });
  applied.forEach(({ number, hash }, index) => {
    const step = steps[index];
    if (step?.number !== number || hashOf(step) !== hash) throw new StationError('store.changed-migration', { file });
  });
  return applied.length;
}

/**
 * Brings the schema up to date, all steps in one transaction.
 * @throws StationError as `appliedSteps`
 */
export function migrate(db: Database, file: string, steps: readonly Migration[] = migrations): void {
  db.transaction(() => {
    const missing = steps.slice(appliedSteps(db, file, steps));
    if (missing.length === 0) return;
    db.exec(`CREATE TABLE IF NOT EXISTS migration (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL
    ) STRICT`);
    const record = db.prepare(
      'INSERT INTO migration (number, name, hash, applied_at) VALUES (@number, @name, @hash, @at)',
    );
    for (const step of missing) {
      db.exec(step.sql);
      record.run({ number: step.number, name: step.name, hash: hashOf(step), at: new Date().toISOString() });
    }
  }).immediate();
}
