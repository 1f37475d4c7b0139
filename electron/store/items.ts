import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { BatchItem, ItemState, Problem, QrOrigin } from '../../shared/model.ts';

interface Row {
  position: number;
  state: ItemState;
  iccid: string | null;
  problem: string | null;
  origin: QrOrigin | null;
}

const SELECT = `
  SELECT position, state, item.iccid AS iccid, problem, qr_image.origin AS origin
  FROM item LEFT JOIN qr_image ON qr_image.iccid = item.iccid`;

export function itemTable(db: Database) {
  const ofBatch = db.prepare<{ batchId: string }, Row>(`${SELECT} WHERE batch_id = @batchId ORDER BY position`);
  const ofCall = db.prepare<{ callId: string }, Row>(`${SELECT} WHERE call_id = @callId ORDER BY position`);
  const planned = db.prepare<{ batchId: string; limit: number }, Row>(
    `${SELECT} WHERE batch_id = @batchId AND state = 'planned' ORDER BY position LIMIT @limit`,
  );
  const take = db.prepare(
    `UPDATE item SET state = 'applying', call_id = @callId WHERE batch_id = @batchId AND position = @position`,
  );
  const putBack = db.prepare(`UPDATE item SET state = 'planned', call_id = NULL WHERE call_id = @callId`);
  const update = db.prepare(
    `UPDATE item SET state = @state, iccid = coalesce(@iccid, iccid), problem = @problem
     WHERE batch_id = @batchId AND position = @position`,
  );
  const owner = db.prepare<{ iccid: string }, { batch_id: string; position: number }>(
    'SELECT batch_id, position FROM item WHERE iccid = @iccid',
  );

  return {
    ofBatch: (batchId: string): BatchItem[] => ofBatch.all({ batchId }).map(toItem),
    ofCall: (callId: string): BatchItem[] => ofCall.all({ callId }).map(toItem),
    planned: (batchId: string, limit: number): BatchItem[] => planned.all({ batchId, limit }).map(toItem),
    /** Marks a planned item as asked for by a call. */
    take(batchId: string, position: number, callId: string): void {
      take.run({ batchId, position, callId });
    },
    /** Gives the items of a call back to the plan, because the call never left. */
    putBack(callId: string): void {
      putBack.run({ callId });
    },
    /** Moves an item on; an ICCID once known is never taken away again. */
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
    /** Which item an eSIM belongs to, if any. */
    owner(iccid: string): { batchId: string; position: number } | null {
      const row = owner.get({ iccid });
      return row ? { batchId: row.batch_id, position: row.position } : null;
    },
  };
}

function toItem(row: Row): BatchItem {
  return {
    position: row.position,
    state: row.state,
    iccid: row.iccid,
    qr: row.origin,
    problem: row.problem ? JSON.parse(row.problem) : null,
  };
}
