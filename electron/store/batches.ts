import type { Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';
import { ITEM_STATES, type ItemState, type Problem } from '../../shared/model.ts';

/** A batch as it was asked for, with how many of its items stand where. */
export interface StoredBatch {
  id: string;
  createdAt: string;
  bundle: string;
  quantity: number;
  reference: string;
  operator: string;
  problem: Problem | null;
  /** The lost eSIM that this batch of one stands in for, and why; null for a sale. */
  replaces: { iccid: string; reason: string } | null;
  counts: Record<ItemState, number>;
}

interface Row {
  id: string;
  created_at: string;
  bundle: string;
  quantity: number;
  reference: string;
  operator: string;
  problem: string | null;
  replaces: string | null;
  reason: string | null;
  /** JSON object of state to count. */
  counts: string;
}

const SELECT = `
  SELECT id, created_at, bundle, quantity, reference, operator, problem, replaces, reason,
         (SELECT json_group_object(state, n)
            FROM (SELECT state, count(*) AS n FROM item WHERE batch_id = batch.id GROUP BY state)) AS counts
  FROM batch`;

const UNFINISHED = `state IN ('planned', 'applying', 'assigned', 'fetched')`;

export function batchTable(db: Database) {
  const insert = db.prepare(
    `INSERT INTO batch (id, created_at, bundle, quantity, reference, operator, replaces, reason)
     VALUES (@id, @createdAt, @bundle, @quantity, @reference, @operator, @replaces, @reason)`,
  );
  const insertItem = db.prepare(`INSERT INTO item (batch_id, position, state) VALUES (@id, @position, 'planned')`);
  const get = db.prepare<{ id: string }, Row>(`${SELECT} WHERE id = @id`);
  // Searching by part of an ICCID finds the batch it came with.
  const list = db.prepare<{ pattern: string; before: string; limit: number }, Row>(
    `${SELECT}
     WHERE id < @before
       AND (reference LIKE @pattern ESCAPE '\\' OR bundle LIKE @pattern ESCAPE '\\' OR EXISTS
             (SELECT 1 FROM item WHERE item.batch_id = batch.id AND item.iccid LIKE @pattern ESCAPE '\\'))
     ORDER BY id DESC LIMIT @limit`,
  );
  const unfinished = db.prepare<[], { id: string }>(
    `SELECT id FROM batch WHERE EXISTS (SELECT 1 FROM item WHERE batch_id = batch.id AND ${UNFINISHED}) ORDER BY id`,
  );
  const setProblem = db.prepare('UPDATE batch SET problem = @problem WHERE id = @id');

  return {
    /** Writes a batch with all its items planned. Call it in a transaction. */
    create(
      batch: Pick<StoredBatch, 'bundle' | 'quantity' | 'reference' | 'operator' | 'replaces'> & { createdAt: Date },
    ): string {
      const id = uuid();
      const { replaces, createdAt, ...rest } = batch;
      insert.run({
        ...rest,
        id,
        createdAt: createdAt.toISOString(),
        replaces: replaces?.iccid ?? null,
        reason: replaces?.reason ?? null,
      });
      for (let position = 1; position <= batch.quantity; position++) insertItem.run({ id, position });
      return id;
    },
    get(id: string): StoredBatch | null {
      const row = get.get({ id });
      return row ? toBatch(row) : null;
    },
    /** Newest first. `search` matches a part of the reference, the bundle name or an ICCID. */
    list({ search, before, limit }: { search: string; before?: string | undefined; limit: number }): StoredBatch[] {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      // Above every UUID.
      const newest = 'g';
      return list.all({ pattern, before: before ?? newest, limit }).map(toBatch);
    },
    /** Ids of batches with work left, oldest first. */
    unfinished: (): string[] => unfinished.all().map((row) => row.id),
    setProblem(id: string, problem: Problem | null): void {
      setProblem.run({ id, problem: problem ? JSON.stringify(problem) : null });
    },
  };
}

function toBatch(row: Row): StoredBatch {
  const none = Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as Record<ItemState, number>;
  return {
    id: row.id,
    createdAt: row.created_at,
    bundle: row.bundle,
    quantity: row.quantity,
    reference: row.reference,
    operator: row.operator,
    problem: row.problem ? JSON.parse(row.problem) : null,
    replaces: row.replaces === null ? null : { iccid: row.replaces, reason: row.reason ?? '' },
    counts: { ...none, ...JSON.parse(row.counts) },
  };
}
