import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { BatchItem, ItemState, Problem, QrOrigin } from '../../shared/model.ts';

interface Row {
  position: number;
  state: ItemState;
  bundle: string;
  name: string;
  reference: string;
  iccid: string | null;
  problem: string | null;
  origin: QrOrigin | null;
}

/** A new eSIM whose customer reference is not on the account yet. */
export interface Unreferenced {
  batchId: string;
  position: number;
  iccid: string;
  /** What the reseller calls it: its own reference, its person, or the batch's reference; may be empty. */
  text: string;
}

interface UnreferencedRow {
  batch_id: string;
  position: number;
  iccid: string;
  text: string;
}

/** The eSIM is there and ours. */
export const MADE = `state IN ('assigned', 'fetched', 'ready', 'quarantined')`;

const UNREFERENCED = `
  SELECT item.batch_id AS batch_id, item.position AS position, item.iccid AS iccid,
         coalesce(nullif(item.reference, ''), nullif(item.name, ''), batch.reference) AS text
    FROM item JOIN batch ON batch.id = item.batch_id JOIN journal ON journal.id = item.call_id`;

const SELECT = `
  SELECT position, state, bundle, name, reference, coalesce(item.iccid, target) AS iccid, problem, qr_image.origin AS origin
  FROM item LEFT JOIN qr_image ON qr_image.iccid = item.iccid`;

export function itemTable(db: Database) {
  const ofBatch = db.prepare<{ batchId: string }, Row>(`${SELECT} WHERE batch_id = @batchId ORDER BY position`);
  const at = db.prepare<{ batchId: string; position: number }, Row>(
    `${SELECT} WHERE batch_id = @batchId AND position = @position`,
  );
  const ofCall = db.prepare<{ callId: string }, Row>(`${SELECT} WHERE call_id = @callId ORDER BY position`);
  // One call asks for one bundle, so that its eSIMs cannot be mixed up and a lost one can be recognised.
  const nextPlanned = db.prepare<{ batchId: string; limit: number }, Row>(
    `${SELECT} WHERE batch_id = @batchId AND state = 'planned' AND bundle =
       (SELECT bundle FROM item WHERE batch_id = @batchId AND state = 'planned' ORDER BY position LIMIT 1)
     ORDER BY position LIMIT @limit`,
  );
  const take = db.prepare(
    `UPDATE item SET state = 'applying', call_id = @callId, problem = NULL, attempts = attempts + 1
     WHERE batch_id = @batchId AND position = @position AND state = 'planned'`,
  );
  const move = db.prepare('UPDATE item SET call_id = @callId WHERE batch_id = @batchId AND position = @position');
  const putBack = db.prepare(
    `UPDATE item SET state = 'planned', call_id = NULL, problem = NULL WHERE call_id = @callId AND state IN ('applying', 'unknown')`,
  );
  const update = db.prepare(
    `UPDATE item SET state = @state, iccid = coalesce(@iccid, iccid), problem = @problem
     WHERE batch_id = @batchId AND position = @position`,
  );
  const replan = db.prepare(
    `UPDATE item SET state = 'planned', call_id = NULL, iccid = NULL, problem = NULL, attempts = 0
     WHERE batch_id = @batchId AND position = @position AND state = 'failed'`,
  );
  const attempts = db.prepare<{ callId: string }, { most: number | null }>(
    'SELECT max(attempts) AS most FROM item WHERE call_id = @callId',
  );
  const addExtra = db.prepare(
    `INSERT INTO item (batch_id, position, state, call_id, bundle, iccid, problem, attempts)
     SELECT @batchId, max(position) + 1, 'quarantined', @callId, @bundle, @iccid, @problem, 1 FROM item WHERE batch_id = @batchId`,
  );
  const cancelPlanned = db.prepare(
    `UPDATE item SET state = 'cancelled' WHERE batch_id = @batchId AND state = 'planned'`,
  );
  const failPlanned = db.prepare(
    `UPDATE item SET state = 'failed', problem = @problem
     WHERE batch_id = @batchId AND state = 'planned' AND bundle = @bundle`,
  );
  const owner = db.prepare<{ iccid: string }, { batch_id: string; position: number; bundle: string }>(
    'SELECT batch_id, position, bundle FROM item WHERE iccid = @iccid',
  );
  // From the few calls that have any, because the history holds the items of years.
  const unmarked = db.prepare<{ limit: number }, UnreferencedRow>(
    `WITH call (id) AS (SELECT DISTINCT call_id FROM item WHERE referenced = 0 AND iccid IS NOT NULL),
          first (call_id, position) AS MATERIALIZED (SELECT id, (SELECT min(position) FROM item
                                                     WHERE call_id = call.id AND iccid IS NOT NULL AND ${MADE}) FROM call)
     ${UNREFERENCED} JOIN first ON first.call_id = item.call_id AND first.position = item.position
      WHERE referenced = 0 ORDER BY journal.rowid LIMIT @limit`,
  );
  const unreferenced = db.prepare<{ limit: number }, UnreferencedRow>(
    `${UNREFERENCED} WHERE referenced = 0 AND item.iccid IS NOT NULL AND ${MADE}
      ORDER BY journal.rowid, item.position LIMIT @limit`,
  );
  const setReferenced = db.prepare('UPDATE item SET referenced = 1 WHERE batch_id = @batchId AND position = @position');

  return {
    ofBatch: (batchId: string): BatchItem[] => ofBatch.all({ batchId }).map(toItem),
    /** Some items of a batch, in the order asked for. */
    at: (batchId: string, positions: Iterable<number>): BatchItem[] =>
      Array.from(positions, (position) => at.all({ batchId, position }).map(toItem)).flat(),
    ofCall: (callId: string): BatchItem[] => ofCall.all({ callId }).map(toItem),
    /** The next planned items of a batch, all of one bundle. */
    nextPlanned: (batchId: string, limit: number): BatchItem[] => nextPlanned.all({ batchId, limit }).map(toItem),
    /** Marks a planned item as asked for by a call. @throws Error when another call has it: nothing may be sent then */
    take(batchId: string, position: number, callId: string): void {
      const { changes } = take.run({ batchId, position, callId });
      if (changes !== 1) throw new Error(`item ${position} is not planned`);
    },
    /** Gives the items of a call back to the plan, because the call was never carried out. */
    putBack(callId: string): void {
      putBack.run({ callId });
    },
    /** Moves an item on; an ICCID once known stays. */
    update(
      batchId: string,
      position: number,
      change: { state: ItemState; iccid?: string | null; problem?: Problem | null },
    ): void {
      update.run({
        batchId,
        position,
        state: change.state,
        iccid: change.iccid ?? null,
        problem: change.problem ? JSON.stringify(change.problem) : null,
      });
    },
    /** Plans a failed item again, without what the API said of it. */
    replan(batchId: string, position: number): void {
      replan.run({ batchId, position });
    },
    /** Gives an item to another call, which asks for what is left of an earlier one. */
    move(batchId: string, position: number, callId: string): void {
      move.run({ batchId, position, callId });
    },
    /** How often the items of a call were sent. */
    attempts: (callId: string): number => attempts.get({ callId })?.most ?? 0,
    /** An eSIM that came with a call and that no item asked for: kept, and shown for what it is. */
    addExtra(extra: { batchId: string; callId: string; bundle: string; iccid: string; problem: Problem }): void {
      addExtra.run({ ...extra, problem: JSON.stringify(extra.problem) });
    },
    /** Gives up what has not been sent. */
    cancelPlanned(batchId: string): void {
      cancelPlanned.run({ batchId });
    },
    /** Ends what has not been sent of one bundle, because the API would refuse it. */
    failPlanned(batchId: string, bundle: string, problem: Problem): void {
      failPlanned.run({ batchId, bundle, problem: JSON.stringify(problem) });
    },
    /** Which item made this eSIM, if any. */
    owner(iccid: string): { batchId: string; position: number; bundle: string } | null {
      const row = owner.get({ iccid });
      return row ? { batchId: row.batch_id, position: row.position, bundle: row.bundle } : null;
    },
    /** The first eSIM of each call that made some, where its reference is not written yet: oldest call first. */
    unmarked: (limit: number): Unreferenced[] => unmarked.all({ limit }).map(toUnreferenced),
    /** eSIMs whose reference is not written yet, oldest call first. */
    unreferenced: (limit: number): Unreferenced[] => unreferenced.all({ limit }).map(toUnreferenced),
    setReferenced(batchId: string, position: number): void {
      setReferenced.run({ batchId, position });
    },
  };
}

function toUnreferenced(row: UnreferencedRow): Unreferenced {
  return { batchId: row.batch_id, position: row.position, iccid: row.iccid, text: row.text };
}

function toItem(row: Row): BatchItem {
  return {
    position: row.position,
    state: row.state,
    bundle: row.bundle,
    name: row.name,
    reference: row.reference,
    iccid: row.iccid,
    qr: row.origin,
    problem: row.problem ? JSON.parse(row.problem) : null,
  };
}
