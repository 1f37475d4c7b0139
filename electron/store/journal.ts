import type { Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';
import type { ActKind, Problem } from '../../shared/model.ts';
import { MADE } from './items.ts';
import type { Verdict } from './settlements.ts';

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
  /** The API's clock when it was sent; null where it was not known. */
  apiSentAt: string | null;
  /** The API's clock when its answer came or was given up; null where the program did not live to see that. */
  apiClosedAt: string | null;
  /** Bundles of its kind in stock when that was last read, by the API's clock; null where nobody looked. */
  stock: { before: number; readAt: string } | null;
  outcome: Outcome | null;
  /** By which the account knows it, from the answer or from what was adopted for it. */
  reference: string | null;
  problem: Problem | null;
  /** How it was settled when its outcome was unknown. */
  settled: Verdict | null;
}

/** What is written down of a call before it is sent. */
export type Opening = Pick<Call, 'kind' | 'batchId' | 'iccid' | 'request' | 'operator' | 'apiSentAt' | 'stock'> & {
  sentAt: Date;
};

interface Row {
  id: string;
  kind: ActKind;
  batch_id: string | null;
  iccid: string | null;
  request: string;
  operator: string;
  sent_at: string;
  api_sent_at: string | null;
  api_closed_at: string | null;
  stock_before: number | null;
  stock_read_at: string | null;
  outcome: Outcome | null;
  reference: string | null;
  problem: string | null;
  settled: Verdict | null;
}

/** As many as a person reads. */
const MOST_ACTS = 200;

const SELECT = `
  SELECT id, kind, batch_id, iccid, request, journal.operator AS operator, sent_at, api_sent_at, api_closed_at, stock_before,
         stock_read_at, outcome, coalesce(journal.reference, settlement.reference) AS reference, problem, verdict AS settled
  FROM journal LEFT JOIN settlement ON settlement.call_id = journal.id`;

/** Lost calls of batches that nobody has settled. */
const UNSETTLED = `outcome = 'unknown' AND verdict IS NULL AND batch_id IS NOT NULL`;

export function journalTable(db: Database, stationId: string) {
  const insert = db.prepare(
    `INSERT INTO journal
       (id, kind, batch_id, iccid, request, station_id, operator, sent_at, api_sent_at, stock_before, stock_read_at)
     VALUES
       (@id, @kind, @batchId, @iccid, @request, @stationId, @operator, @sentAt, @apiSentAt, @stockBefore, @stockReadAt)`,
  );
  const close = db.prepare(
    `UPDATE journal SET outcome = @outcome, closed_at = @closedAt, api_closed_at = @apiClosedAt, reference = @reference,
                        problem = @problem WHERE id = @id`,
  );
  const open = db.prepare<[], Row>(`${SELECT} WHERE outcome IS NULL ORDER BY journal.rowid`);
  const unfetched = db.prepare<{ batchId: string }, Row>(
    `${SELECT}
     WHERE batch_id = @batchId AND (outcome = 'answered' OR verdict = 'made')
       AND EXISTS (SELECT 1 FROM item WHERE item.call_id = journal.id AND item.state IN ('assigned', 'fetched'))
     ORDER BY journal.rowid`,
  );
  const ofBatch = db.prepare<{ batchId: string }, Row>(`${SELECT} WHERE batch_id = @batchId ORDER BY journal.rowid`);
  const get = db.prepare<{ id: string }, Row>(`${SELECT} WHERE id = @id`);
  const unsettled = db.prepare<{ batchId: string }, Row>(
    `${SELECT} WHERE ${UNSETTLED} AND batch_id = @batchId
       AND NOT EXISTS (SELECT 1 FROM question WHERE question.call_id = journal.id)
     ORDER BY journal.rowid`,
  );
  const lostAlike = db.prepare<{ request: string; since: string }, Row>(
    `${SELECT}
     WHERE outcome = 'unknown' AND batch_id IS NOT NULL AND coalesce(api_sent_at, sent_at) >= @since
       AND request ->> 'name' IS @request ->> 'name' AND request ->> 'repeat' IS @request ->> 'repeat'
       AND request ->> 'iccid' IS @request ->> 'iccid'
     ORDER BY journal.rowid`,
  );
  const lostApplies = db.prepare<[], { bundle: string; quantity: number; sentAt: string }>(
    `SELECT request ->> 'name' AS bundle, request ->> 'repeat' AS quantity, coalesce(api_sent_at, sent_at) AS sentAt
       FROM journal LEFT JOIN settlement ON settlement.call_id = journal.id
      WHERE ${UNSETTLED} AND kind IN ('apply', 'replace') ORDER BY journal.rowid`,
  );
  const larger = db.prepare<{ bundle: string; quantity: number }, Row>(
    `${SELECT}
     WHERE ${UNSETTLED} AND kind IN ('apply', 'replace')
       AND request ->> 'name' = @bundle AND request ->> 'repeat' > @quantity
       AND NOT EXISTS (SELECT 1 FROM question WHERE question.call_id = journal.id)`,
  );
  const doubtful = db.prepare<[], { doubt: number }>(
    `SELECT EXISTS (SELECT 1 FROM journal LEFT JOIN settlement ON settlement.call_id = journal.id
                     WHERE kind IN ('apply', 'replace') AND (outcome IS NULL OR (${UNSETTLED})))
         OR EXISTS (SELECT 1 FROM item WHERE state = 'assigned' AND iccid IS NULL) AS doubt`,
  );
  const byReference = db.prepare<{ reference: string }, { count: number }>(
    `SELECT count(*) AS count FROM journal LEFT JOIN settlement ON settlement.call_id = journal.id
     WHERE journal.reference = @reference OR settlement.reference = @reference`,
  );
  const topUpsSince = db.prepare<{ since: string }, Row>(
    `${SELECT} WHERE kind = 'top-up' AND (outcome = 'answered' OR verdict = 'made') AND api_sent_at >= @since`,
  );

  const spentAfter = db.prepare<{ bundle: string; readAt: string }, { count: number }>(
    `SELECT (SELECT count(*) FROM journal JOIN item ON item.call_id = journal.id
              WHERE kind IN ('apply', 'replace') AND item.bundle = @bundle AND ${MADE}
                AND (stock_read_at >= @readAt OR api_sent_at >= @readAt))
          + (SELECT count(*) FROM journal LEFT JOIN settlement ON settlement.call_id = journal.id
              WHERE kind = 'top-up' AND request ->> 'name' = @bundle AND (outcome = 'answered' OR verdict = 'made')
                AND (stock_read_at >= @readAt OR api_sent_at >= @readAt)) AS count`,
  );

  const ofEsim = db.prepare<{ iccid: string }, Row>(
    `${SELECT} WHERE iccid = @iccid ORDER BY journal.rowid DESC LIMIT ${MOST_ACTS}`,
  );
  const ofStock = db.prepare<[], Row>(
    `${SELECT} WHERE kind IN ('order', 'refund') ORDER BY journal.rowid DESC LIMIT ${MOST_ACTS}`,
  );

  return {
    /** Writes down a call that is about to be sent. It must be committed before the call leaves. */
    open({ stock, ...call }: Opening): string {
      const id = uuid();
      insert.run({
        ...call,
        id,
        request: JSON.stringify(call.request),
        stationId,
        sentAt: call.sentAt.toISOString(),
        stockBefore: stock?.before ?? null,
        stockReadAt: stock?.readAt ?? null,
      });
      return id;
    },
    get(id: string): Call | null {
      const row = get.get({ id });
      return row ? toCall(row) : null;
    },
    close(
      id: string,
      end: { outcome: Outcome; closedAt: Date; apiClosedAt?: Date | null; reference?: string; problem?: Problem },
    ): void {
      close.run({
        id,
        outcome: end.outcome,
        closedAt: end.closedAt.toISOString(),
        apiClosedAt: end.apiClosedAt?.toISOString() ?? null,
        reference: end.reference ?? null,
        problem: end.problem ? JSON.stringify(end.problem) : null,
      });
    },
    /** Calls that were on their way when the program ended. */
    stillOpen: (): Call[] => open.all().map(toCall),
    /** Lost calls of a batch that the account can still be asked about: nobody settled them, no person is asked. */
    unsettled: (batchId: string): Call[] => unsettled.all({ batchId }).map(toCall),
    /**
     * Lost calls of all batches, settled or not, that asked for as many of the same bundle as this request, on the same eSIM: the account
     * cannot tell what one of them made from what another did.
     */
    lostAlike: (request: unknown, since: Date): Call[] =>
      lostAlike.all({ request: JSON.stringify(request), since: since.toISOString() }).map(toCall),
    /** What lost calls for new eSIMs asked for, asked about or not; `sentAt` by the API's clock where it was known. */
    lostApplies: () => lostApplies.all(),
    /** Lost calls for more of a bundle that are still being looked for: what one makes can look like all of a smaller one. */
    largerLost: (bundle: string, quantity: number): Call[] => larger.all({ bundle, quantity }).map(toCall),
    /** Whether there may be eSIMs on the account that we made and do not know. */
    inDoubt: (): boolean => doubtful.get()?.doubt === 1,
    /** Whether this apply or order of the account was made or adopted by this station. */
    isOurs: (reference: string): boolean => (byReference.get({ reference })?.count ?? 0) > 0,
    /** How many of a bundle our calls spent, as far as we know, that were sent after the stock was read at this time of the API's clock. */
    spentAfter: (bundle: string, readAt: string): number => spentAfter.get({ bundle, readAt })?.count ?? 0,
    /** Top-ups that were made since a time of the API's clock. */
    topUpsSince: (since: Date): Call[] => topUpsSince.all({ since: since.toISOString() }).map(toCall),
    /** Answered and adopted calls of a batch whose eSIMs are not all fetched and checked. */
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
    apiSentAt: row.api_sent_at,
    apiClosedAt: row.api_closed_at,
    stock:
      row.stock_before === null || row.stock_read_at === null
        ? null
        : { before: row.stock_before, readAt: row.stock_read_at },
    outcome: row.outcome,
    reference: row.reference,
    problem: row.problem ? JSON.parse(row.problem) : null,
    settled: row.settled,
  };
}
