import type { Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';
import { type BatchKind, ITEM_STATES, type ItemState, type Problem } from '../../shared/model.ts';

/** A batch as it was asked for, with how many of its items stand where. */
export interface StoredBatch {
  id: string;
  createdAt: string;
  kind: BatchKind;
  /** Null where the batch has several. */
  bundle: string | null;
  quantity: number;
  reference: string;
  /** When the bundles start, RFC 3339; null: at once or with their first use. */
  startsAt: string | null;
  operator: string;
  /** A person has stopped it: nothing new is sent, until a person resumes it or for good. */
  held: 'paused' | 'cancelled' | null;
  problem: Problem | null;
  /** The lost eSIM that this batch of one stands in for, and why; null for a sale. */
  replaces: { iccid: string; reason: string } | null;
  counts: Record<ItemState, number>;
  /** Calls of which a person has to say what became of them. */
  questions: number;
  /** eSIMs whose customer reference is not on the account yet. */
  unreferenced: number;
}

/** One item as it is planned. */
export interface PlannedItem {
  bundle: string;
  name?: string;
  reference?: string;
  /** ICCID of the eSIM that a top-up goes on. */
  target?: string;
}

interface Row {
  id: string;
  created_at: string;
  kind: BatchKind;
  bundle: string;
  quantity: number;
  reference: string;
  starts_at: string | null;
  operator: string;
  held: 'paused' | 'cancelled' | null;
  problem: string | null;
  replaces: string | null;
  reason: string | null;
  /** JSON object of state to count. */
  counts: string;
  questions: number;
  unreferenced: number;
}

const SELECT = `
  SELECT id, created_at, kind, bundle, quantity, reference, starts_at, operator, held, problem, replaces, reason,
         (SELECT json_group_object(state, n)
            FROM (SELECT state, count(*) AS n FROM item WHERE batch_id = batch.id GROUP BY state)) AS counts,
         (SELECT count(*) FROM question JOIN journal ON journal.id = question.call_id
           WHERE journal.batch_id = batch.id
             AND NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.call_id = question.call_id)) AS questions,
         (SELECT count(*) FROM item WHERE batch_id = batch.id AND referenced = 0 AND iccid IS NOT NULL
             AND state IN ('assigned', 'fetched', 'ready', 'quarantined')) AS unreferenced
  FROM batch`;

const UNFINISHED = `state IN ('planned', 'applying', 'assigned', 'fetched')`;
/** A lost call that nobody was asked about yet is for the station itself to settle. */
const UNSETTLED = `EXISTS (
  SELECT 1 FROM journal WHERE journal.batch_id = batch.id AND outcome = 'unknown'
     AND NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.call_id = journal.id)
     AND NOT EXISTS (SELECT 1 FROM question WHERE question.call_id = journal.id))`;

export function batchTable(db: Database) {
  const insert = db.prepare(
    `INSERT INTO batch (id, created_at, kind, bundle, quantity, reference, starts_at, operator, replaces, reason)
     VALUES (@id, @createdAt, @kind, @bundle, @quantity, @reference, @startsAt, @operator, @replaces, @reason)`,
  );
  const insertItem = db.prepare(
    `INSERT INTO item (batch_id, position, state, bundle, name, reference, target)
     VALUES (@id, @position, 'planned', @bundle, @name, @reference, @target)`,
  );
  const get = db.prepare<{ id: string }, Row>(`${SELECT} WHERE id = @id`);
  // Searching by part of an ICCID, a name or a reference finds the batch it came with.
  // In the order they were written: a clock that was set would mix up their ids and their times.
  const list = db.prepare<{ pattern: string; before: string | null; limit: number }, Row>(
    `${SELECT}
     WHERE (@before IS NULL OR rowid < (SELECT rowid FROM batch WHERE id = @before))
       AND (reference LIKE @pattern ESCAPE '\\' OR bundle LIKE @pattern ESCAPE '\\' OR EXISTS
             (SELECT 1 FROM item WHERE item.batch_id = batch.id AND
               (iccid LIKE @pattern ESCAPE '\\' OR target LIKE @pattern ESCAPE '\\' OR item.name LIKE @pattern ESCAPE '\\'
                OR item.reference LIKE @pattern ESCAPE '\\' OR item.bundle LIKE @pattern ESCAPE '\\')))
     ORDER BY rowid DESC LIMIT @limit`,
  );
  const unfinished = db.prepare<[], { id: string }>(
    `SELECT id FROM batch
     WHERE EXISTS (SELECT 1 FROM item WHERE batch_id = batch.id AND ${UNFINISHED}) OR ${UNSETTLED} ORDER BY rowid`,
  );
  const setProblem = db.prepare('UPDATE batch SET problem = @problem WHERE id = @id');
  const hold = db.prepare('UPDATE batch SET held = @held WHERE id = @id');

  return {
    /** Writes a batch with all its items planned. Call it in a transaction. */
    create(
      batch: Pick<StoredBatch, 'kind' | 'reference' | 'startsAt' | 'operator' | 'replaces'> & { createdAt: Date },
      items: readonly PlannedItem[],
    ): string {
      const id = uuid();
      const { replaces, createdAt, ...rest } = batch;
      const bundles = new Set(items.map(({ bundle }) => bundle));
      insert.run({
        ...rest,
        id,
        bundle: bundles.size === 1 ? (items[0]?.bundle ?? '') : '',
        quantity: items.length,
        createdAt: createdAt.toISOString(),
        replaces: replaces?.iccid ?? null,
        reason: replaces?.reason ?? null,
      });
      items.forEach(({ bundle, name = '', reference = '', target = null }, index) => {
        insertItem.run({ id, position: index + 1, bundle, name, reference, target });
      });
      return id;
    },
    get(id: string): StoredBatch | null {
      const row = get.get({ id });
      return row ? toBatch(row) : null;
    },
    /** Newest first. `search` matches a part of a reference, a name, a bundle name or an ICCID. */
    list({ search, before, limit }: { search: string; before?: string | undefined; limit: number }): StoredBatch[] {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      return list.all({ pattern, before: before ?? null, limit }).map(toBatch);
    },
    /** Ids of batches with work left that nobody has to decide about first, oldest first; paused ones among them. */
    unfinished: (): string[] => unfinished.all().map((row) => row.id),
    setProblem(id: string, problem: Problem | null): void {
      setProblem.run({ id, problem: problem ? JSON.stringify(problem) : null });
    },
    hold(id: string, held: StoredBatch['held']): void {
      hold.run({ id, held });
    },
  };
}

function toBatch(row: Row): StoredBatch {
  const none = Object.fromEntries(ITEM_STATES.map((state) => [state, 0])) as Record<ItemState, number>;
  return {
    id: row.id,
    createdAt: row.created_at,
    kind: row.kind,
    bundle: row.bundle || null,
    quantity: row.quantity,
    reference: row.reference,
    startsAt: row.starts_at,
    operator: row.operator,
    held: row.held,
    problem: row.problem ? JSON.parse(row.problem) : null,
    replaces: row.replaces === null ? null : { iccid: row.replaces, reason: row.reason ?? '' },
    counts: { ...none, ...JSON.parse(row.counts) },
    questions: row.questions,
    unreferenced: row.unreferenced,
  };
}
