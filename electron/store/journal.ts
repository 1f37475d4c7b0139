import type { Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';
import type { ActKind, Problem } from '../../shared/model.ts';

/** `answered`: done as the answer says. `refused` and `unsent`: it had no effect. `unknown`: only the account can tell. */
export type Outcome = 'answered' | 'refused' | 'unsent' | 'unknown';

export interface Call {
  id: string;
  kind: ActKind;
  batchId: string | null;
  iccid: string | null;
  /** As it was sent. */
  request: unknown;
  operator: string;
  sentAt: string;
  outcome: Outcome | null;
  reference: string | null;
  problem: Problem | null;
}

interface Row {
  id: string;
  kind: ActKind;
  batch_id: string | null;
  iccid: string | null;
  request: string;
  operator: string;
  sent_at: string;
  outcome: Outcome | null;
  reference: string | null;
  problem: string | null;
}

/** As many as a person reads. */
const MOST_ACTS = 200;

const COLUMNS = 'id, kind, batch_id, iccid, request, operator, sent_at, outcome, reference, problem';

export function journalTable(db: Database, stationId: string) {
  const insert = db.prepare(
    `INSERT INTO journal (id, kind, batch_id, iccid, request, station_id, operator, sent_at)
     VALUES (@id, @kind, @batchId, @iccid, @request, @stationId, @operator, @sentAt)`,
  );
  const close = db.prepare(
    `UPDATE journal SET outcome = @outcome, closed_at = @closedAt, reference = @reference, problem = @problem WHERE id = @id`,
  );
  const open = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM journal WHERE outcome IS NULL ORDER BY id`);
  const unfetched = db.prepare<{ batchId: string }, Row>(
    `SELECT ${COLUMNS} FROM journal
     WHERE batch_id = @batchId AND outcome = 'answered'
       AND EXISTS (SELECT 1 FROM item WHERE item.call_id = journal.id AND item.state IN ('assigned', 'fetched'))
     ORDER BY id`,
  );
  const ofBatch = db.prepare<{ batchId: string }, Row>(
    `SELECT ${COLUMNS} FROM journal WHERE batch_id = @batchId ORDER BY id`,
  );

  const ofEsim = db.prepare<{ iccid: string }, Row>(
    `SELECT ${COLUMNS} FROM journal WHERE iccid = @iccid ORDER BY id DESC LIMIT ${MOST_ACTS}`,
  );
  const ofStock = db.prepare<[], Row>(
    `SELECT ${COLUMNS} FROM journal WHERE kind IN ('order', 'refund') ORDER BY id DESC LIMIT ${MOST_ACTS}`,
  );

  return {
    /** Writes down a call that is about to be sent. It must be committed before the call leaves. */
    open(call: {
      kind: ActKind;
      batchId: string | null;
      iccid: string | null;
      request: unknown;
      operator: string;
      sentAt: Date;
    }): string {
      const id = uuid();
      insert.run({
        ...call,
        id,
        request: JSON.stringify(call.request),
        stationId,
        sentAt: call.sentAt.toISOString(),
      });
      return id;
    },
    close(id: string, end: { outcome: Outcome; closedAt: Date; reference?: string; problem?: Problem }): void {
      close.run({
        id,
        outcome: end.outcome,
        closedAt: end.closedAt.toISOString(),
        reference: end.reference ?? null,
        problem: end.problem ? JSON.stringify(end.problem) : null,
      });
    },
    /** Calls that were on their way when the program ended. */
    stillOpen: (): Call[] => open.all().map(toCall),
    /** Answered calls of a batch whose eSIMs are not all fetched and checked. */
    unfetched: (batchId: string): Call[] => unfetched.all({ batchId }).map(toCall),
    ofBatch: (batchId: string): Call[] => ofBatch.all({ batchId }).map(toCall),
    /** What was done to one eSIM after its sale, newest first. */
    ofEsim: (iccid: string): Call[] => ofEsim.all({ iccid }).map(toCall),
    /** Purchases and refunds of stock, newest first. */
    ofStock: (): Call[] => ofStock.all().map(toCall),
  };
}

function toCall(row: Row): Call {
  return {
    id: row.id,
    kind: row.kind,
    batchId: row.batch_id,
    iccid: row.iccid,
    request: JSON.parse(row.request),
    operator: row.operator,
    sentAt: row.sent_at,
    outcome: row.outcome,
    reference: row.reference,
    problem: row.problem ? JSON.parse(row.problem) : null,
  };
}
