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
 * Brings the schema up to date, all steps in one transaction.
 * @throws StationError `store.newer` or `store.changed-migration` for a file this program must not touch
 */
export function migrate(db: Database, file: string, steps: readonly Migration[] = migrations): void {
  db.transaction(() => {
    db.exec(`CREATE TABLE IF NOT EXISTS migration (
      number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL
    ) STRICT`);
    const applied = db.prepare<[], Applied>('SELECT number, hash FROM migration ORDER BY number').all();
    if (applied.length > steps.length) throw new StationError('store.newer', { file });
    const record = db.prepare(
      'INSERT INTO migration (number, name, hash, applied_at) VALUES (@number, @name, @hash, @at)',
    );
    steps.forEach((step, index) => {
      const hash = hashOf(step);
      const before = applied[index];
      if (before) {
        if (before.number !== step.number || before.hash !== hash)
          throw new StationError('store.changed-migration', { file });
        return;
      }
      db.exec(step.sql);
      record.run({ number: step.number, name: step.name, hash, at: new Date().toISOString() });
    });
  }).immediate();
}
