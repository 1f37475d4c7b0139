import type { Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';
import type { ActKind, Problem, Settled } from '../../shared/model.ts';
import { MADE } from './items.ts';
import type { Ticks } from './ticks.ts';

/** `answered`: done as the answer says. `refused` and `unsent`: it had no effect. `unknown`: only the account can tell. */
export type Outcome = 'answered' | 'refused' | 'unsent' | 'unknown';

/** Bundles of a kind in stock (of one purchase, for a refund), as they were read before a call. */
export interface StockReading {
  before: number;
  /** By the API's clock when they were asked for; null where that was not to be relied on. */
  readAt: string | null;
  /** When they were asked for, in the order of this station's events. */
  tick: number;
}

/** What every entry says. */
interface Written {
  /** As it is sent. */
  request: unknown;
  operator: string;
  sentAt: Date;
  /** The API's clock; null where it was not to be relied on. */
  apiSentAt: string | null;
}

/** Puts bundles on eSIMs: new ones, one in place of a lost one, or one that is there. Always of a batch. */
export interface ApplyEntry {
  kind: 'apply' | 'replace' | 'top-up';
  batchId: string;
  /** Of the eSIM that is topped up, or of the lost one. */
  iccid: string | null;
  bundle: string;
  quantity: number;
  startsAt: string | null;
  stock: StockReading;
}

export interface OrderEntry {
  kind: 'order';
  bundle: string;
  quantity: number;
  /** What a person said yes to. */
  total: number;
  balanceBefore: number | null;
  stock: StockReading;
}

export interface RefundEntry {
  kind: 'refund';
  bundle: string;
  quantity: number;
  lot: number;
  balanceBefore: number | null;
  /** Of the lot. */
  stock: StockReading;
}

export interface RevokeEntry {
  kind: 'revoke';
  iccid: string;
  bundle: string;
  assignmentId: string;
}

/** Changes something that nobody can read back, or that may be written twice. */
export interface OtherEntry {
  kind: 'refresh' | 'sms' | 'reference';
  iccid: string;
}

/** What is written down of a call before it is sent: all that it takes to settle it when its answer gets lost. */
export type Entry = ApplyEntry | OrderEntry | RefundEntry | RevokeEntry | OtherEntry;
export type Opening = Written & Entry;

export interface Call {
  id: string;
  kind: ActKind;
  batchId: string | null;
  iccid: string | null;
  bundle: string | null;
  quantity: number | null;
  startsAt: string | null;
  assignmentId: string | null;
  lot: number | null;
  total: number | null;
  balanceBefore: number | null;
  request: unknown;
  /** Which station this was when it was sent. */
  stationId: string;
  operator: string;
  sentAt: string;
  apiSentAt: string | null;
  /** The API's clock when its answer came or was given up; null where the program did not live to see that. */
  apiClosedAt: string | null;
  stock: StockReading | null;
  outcome: Outcome | null;
  /** By which the account knows it, from the answer or from what was adopted for it. */
  reference: string | null;
  /** Of the answered apply that this is the missing rest of; null for every call that was sent by itself. */
  restOf: string | null;
  problem: Problem | null;
  /** How it was settled when its outcome was unknown. */
  settled: Settled | null;
}

/** A call that puts bundles on eSIMs. */
export type ApplyCall = Call & { kind: ApplyEntry['kind']; batchId: string; bundle: string; quantity: number };

export function isApply(call: Call): call is ApplyCall {
  return call.batchId !== null && call.bundle !== null && call.quantity !== null;
}

type Row = Omit<Call, 'request' | 'problem' | 'stock'> & {
  request: string;
  problem: string | null;
  stockBefore: number | null;
  stockReadAt: string | null;
  stockReadTick: number | null;
};

/** How many bundles of a kind this station's own calls took from the stock, seen from one reading of it. */
export interface OwnSpending {
  /** By calls that were sent after it. */
  after: number;
  /** By calls that were on their way, or not settled, when it was read: each may be in it or not. */
  perhaps: number;
  /** Bought, or put back by refunds and revokes: the same two, the other way round. */
  added: number;
  perhapsAdded: number;
}

/** As many as a person reads. */
const MOST_ACTS = 200;
/** More than a station writes within the time that others look back. */
const RECENT_MARKS = 5_000;
/** Of lost calls of a kind, the last ones. */
const MOST_ALIKE = 100;

const FROM = 'FROM journal LEFT JOIN settlement ON settlement.call_id = journal.id';
const SELECT = `
  SELECT id, kind, batch_id AS batchId, iccid, bundle, quantity, starts_at AS startsAt, assignment_id AS assignmentId, lot, total,
         balance_before AS balanceBefore, request, station_id AS stationId, journal.operator AS operator, sent_at AS sentAt, api_sent_at AS apiSentAt,
         api_closed_at AS apiClosedAt, stock_before AS stockBefore, stock_read_at AS stockReadAt, stock_read_tick AS stockReadTick,
         outcome, coalesce(journal.reference, settlement.reference) AS reference, rest_of AS restOf, problem,
         verdict AS settled
  ${FROM}`;

/** Lost calls that nobody has settled. */
const UNSETTLED = `outcome = 'unknown' AND verdict IS NULL`;
const UNASKED = 'NOT EXISTS (SELECT 1 FROM question WHERE question.call_id = journal.id)';
const FOR_NEW = `kind IN ('apply', 'replace')`;
/** What was asked for and done, as the answer said or as the account showed later. */
const DONE = `(outcome = 'answered' OR verdict = 'made')`;
const AFTER = 'opened_tick > @tick';
/** Sent before the stock was read; answered, or found out about, after it. */
const AROUND = `opened_tick < @tick AND CASE WHEN verdict IS NULL THEN closed_tick IS NULL OR closed_tick > @tick
                                              ELSE settled_tick IS NULL OR settled_tick > @tick END`;

export function journalTable(db: Database, stationId: string, ticks: Ticks) {
  const insert = db.prepare(
    `INSERT INTO journal
       (id, kind, batch_id, iccid, bundle, quantity, starts_at, assignment_id, lot, total, balance_before, request, station_id,
        operator, sent_at, api_sent_at, stock_before, stock_read_at, stock_read_tick, opened_tick)
     VALUES
       (@id, @kind, @batchId, @iccid, @bundle, @quantity, @startsAt, @assignmentId, @lot, @total, @balanceBefore, @request, @stationId,
        @operator, @sentAt, @apiSentAt, @stockBefore, @stockReadAt, @stockReadTick, @tick)`,
  );
  const close = db.prepare(
    `UPDATE journal SET outcome = @outcome, closed_at = @closedAt, api_closed_at = @apiClosedAt, closed_tick = @tick,
                        reference = @reference, problem = @problem WHERE id = @id`,
  );
  // With the clocks and the stock of the call that it is the rest of: it was sent with that one.
  const presume = db.prepare(
    `INSERT INTO journal
       (id, kind, batch_id, iccid, bundle, quantity, starts_at, request, station_id, operator, sent_at, api_sent_at, stock_before,
        stock_read_at, stock_read_tick, opened_tick, outcome, closed_at, api_closed_at, closed_tick, problem, rest_of)
     SELECT @id, kind, batch_id, iccid, bundle, @quantity, starts_at, request, station_id, operator, sent_at, api_sent_at, stock_before,
            stock_read_at, stock_read_tick, @tick, 'unknown', @at, api_closed_at, @tick, @problem, @reference
       FROM journal WHERE id = @of`,
  );
  const insertPresumed = db.prepare(
    `INSERT INTO journal
       (id, kind, batch_id, iccid, bundle, quantity, starts_at, request, station_id, operator, sent_at, opened_tick,
        outcome, closed_at, closed_tick, problem)
     VALUES (@id, @kind, @batchId, @iccid, @bundle, @quantity, @startsAt, @request, @stationId, @operator, @at, @tick,
             'unknown', @at, @tick, @problem)`,
  );
  const open = db.prepare<[], Row>(`${SELECT} WHERE outcome IS NULL ORDER BY journal.rowid`);
  const unfetched = db.prepare<{ batchId: string }, Row>(
    `${SELECT}
     WHERE batch_id = @batchId AND ${DONE}
       AND EXISTS (SELECT 1 FROM item WHERE item.call_id = journal.id AND item.state IN ('assigned', 'fetched'))
     ORDER BY journal.rowid`,
  );
  const ofBatch = db.prepare<{ batchId: string }, Row>(`${SELECT} WHERE batch_id = @batchId ORDER BY journal.rowid`);
  const get = db.prepare<{ id: string }, Row>(`${SELECT} WHERE id = @id`);
  const unsettled = db.prepare<{ batchId: string }, Row>(
    `${SELECT} WHERE ${UNSETTLED} AND batch_id = @batchId AND ${UNASKED} ORDER BY journal.rowid`,
  );
  const unsettledAlone = db.prepare<[], Row>(
    `${SELECT} WHERE ${UNSETTLED} AND kind IN ('order', 'refund', 'revoke') AND ${UNASKED} ORDER BY journal.rowid`,
  );
  const alike = db.prepare<{ kind: ActKind; bundle: string; quantity: number | null; iccid: string | null }, Row>(
    `${SELECT}
     WHERE outcome = 'unknown' AND bundle = @bundle
       AND CASE WHEN @kind = 'top-up' THEN kind = 'top-up' AND iccid IS @iccid
                WHEN @kind IN ('apply', 'replace') THEN ${FOR_NEW} AND quantity = @quantity
                ELSE kind = @kind AND quantity IS @quantity AND iccid IS @iccid END
     ORDER BY journal.rowid DESC LIMIT ${MOST_ALIKE}`,
  );
  const lookedFor = db.prepare<[], Row>(
    `${SELECT} WHERE ${UNSETTLED} AND ${FOR_NEW} AND ${UNASKED} ORDER BY journal.rowid`,
  );
  const lostOf = db.prepare<{ bundle: string }, Row>(
    `${SELECT} WHERE ${UNSETTLED} AND ${FOR_NEW} AND bundle = @bundle`,
  );
  const doubtful = db.prepare<[], { doubt: number }>(
    `SELECT EXISTS (SELECT 1 ${FROM} WHERE ${FOR_NEW} AND (outcome IS NULL OR ${UNSETTLED}))
         OR EXISTS (SELECT 1 FROM item JOIN batch ON batch.id = batch_id
                     WHERE state = 'assigned' AND iccid IS NULL AND batch.kind = 'new') AS doubt`,
  );
  const byReference = db.prepare<{ reference: string }, { known: number }>(
    `SELECT EXISTS (SELECT 1 FROM journal WHERE reference = @reference)
         OR EXISTS (SELECT 1 FROM settlement WHERE reference = @reference) AS known`,
  );
  const made = (which: string) =>
    `(SELECT count(*) ${FROM} JOIN item ON item.call_id = journal.id
       WHERE journal.bundle = @bundle AND journal.batch_id IS NOT NULL AND ${MADE} AND ${which})`;
  const added = (which: string) =>
    `(SELECT coalesce(sum(CASE kind WHEN 'order' THEN quantity WHEN 'refund' THEN -quantity ELSE 0 END), 0) ${FROM}
       WHERE kind IN ('order', 'refund') AND bundle = @bundle AND ${DONE} AND ${which})`;
  const spending = db.prepare<{ bundle: string; tick: number }, OwnSpending>(
    `SELECT ${made(AFTER)} AS after, ${made(AROUND)} AS perhaps, ${added(AFTER)} AS added,
            ${added(AROUND)}
            + (SELECT count(*) ${FROM} WHERE kind = 'revoke' AND bundle = @bundle AND ${DONE} AND (${AFTER} OR ${AROUND}))
              AS perhapsAdded`,
  );
  const marked = db.prepare<{ iccid: string }, { outcome: Outcome | null }>(
    `SELECT outcome FROM journal WHERE iccid = @iccid AND kind = 'reference' ORDER BY outcome IS 'answered' DESC LIMIT 1`,
  );
  const times = db.prepare<{ iccid: string }, { sentAt: string | null; closedAt: string | null; quantity: number }>(
    `SELECT api_sent_at AS sentAt, api_closed_at AS closedAt, quantity FROM item JOIN journal ON journal.id = item.call_id
      WHERE item.iccid = @iccid AND outcome = 'answered'`,
  );
  const unmarkable = db.prepare<[], { some: number }>(
    `SELECT EXISTS (
       SELECT 1 FROM (SELECT iccid, outcome FROM journal WHERE kind = 'reference' ORDER BY rowid DESC LIMIT ${RECENT_MARKS}) AS one
        WHERE outcome = 'refused'
          AND NOT EXISTS (SELECT 1 FROM journal WHERE iccid = one.iccid AND kind = 'reference' AND outcome = 'answered')) AS some`,
  );
  const ofEsim = db.prepare<{ iccid: string }, Row>(
    `${SELECT} WHERE iccid = @iccid ORDER BY journal.rowid DESC LIMIT ${MOST_ACTS}`,
  );
  const ofStock = db.prepare<[], Row>(
    `${SELECT} WHERE kind IN ('order', 'refund') ORDER BY journal.rowid DESC LIMIT ${MOST_ACTS}`,
  );
  const waited = db.prepare<{ id: string }, { ms: number }>('SELECT ms FROM waited WHERE call_id = @id');
  const saveWaited = db.prepare(
    `INSERT INTO waited (call_id, ms) VALUES (@id, @ms) ON CONFLICT (call_id) DO UPDATE SET ms = max(ms, excluded.ms)`,
  );
  const newest = db.prepare<[], { at: string | null }>(
    'SELECT max(coalesce(api_closed_at, api_sent_at)) AS at FROM journal',
  );

  return {
    /** Writes down a call that is about to be sent. It must be committed before the call leaves. */
    open(opening: Opening): string {
      const id = uuid();
      const { stock = null, ...columns }: Partial<Call> = {
        ...NOTHING,
        ...opening,
        sentAt: opening.sentAt.toISOString(),
      };
      insert.run({
        ...columns,
        id,
        request: JSON.stringify(opening.request),
        stationId,
        stockBefore: stock?.before ?? null,
        stockReadAt: stock?.readAt ?? null,
        stockReadTick: stock?.tick ?? null,
        tick: ticks.next(),
      });
      return id;
    },
    /**
     * The part of a call of which nothing showed is lost like a call of its own.
     * @param reference by which the account knows the call @returns its id
     */
    presumeLost(of: string, reference: string, quantity: number, problem: Problem, at: Date): string {
      const id = uuid();
      presume.run({
        id,
        of,
        reference,
        quantity,
        problem: JSON.stringify(problem),
        at: at.toISOString(),
        tick: ticks.next(),
      });
      return id;
    },
    /** A call that an earlier life of this history may have sent, of which this one knows nothing. @returns its id */
    presumeSent(
      entry: Omit<ApplyEntry, 'stock'> & { request: unknown; operator: string },
      problem: Problem,
      at: Date,
    ): string {
      const id = uuid();
      insertPresumed.run({
        ...entry,
        id,
        stationId,
        request: JSON.stringify(entry.request),
        problem: JSON.stringify(problem),
        at: at.toISOString(),
        tick: ticks.next(),
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
        tick: ticks.next(),
      });
    },
    /** The next number of this station's events, for a reading of the stock. */
    tick: ticks.next,
    /** Calls that were on their way when the program ended. */
    stillOpen: (): Call[] => open.all().map(toCall),
    /** Lost calls of a batch that the account can still be asked about: nobody settled them, no person is asked. */
    unsettled: (batchId: string): ApplyCall[] => unsettled.all({ batchId }).map(toCall).filter(isApply),
    /** The same of purchases, refunds and revokes, which belong to no batch. */
    unsettledAlone: (): Call[] => unsettledAlone.all().map(toCall),
    /**
     * Lost calls, settled or not, that asked for as many of the same bundle, on the same eSIM: the account cannot tell what one of
     * them made from what another did. Itself among them, the last first.
     */
    lostAlike: ({ kind, bundle, quantity, iccid }: Call): Call[] =>
      alike.all({ kind, bundle: bundle ?? '', quantity, iccid }).map(toCall),
    /** Lost calls for new eSIMs that are being looked for; those that a person is asked about are not among them. */
    lookedFor: (): ApplyCall[] => lookedFor.all().map(toCall).filter(isApply),
    /** Lost calls for new eSIMs of a bundle that nobody has settled, asked about or not. */
    lostOf: (bundle: string): ApplyCall[] => lostOf.all({ bundle }).map(toCall).filter(isApply),
    /** Whether there may be eSIMs on the account that we made and do not know. */
    inDoubt: (): boolean => doubtful.get()?.doubt === 1,
    /** Whether this apply or order of the account was made or adopted by this station. */
    isOurs: (reference: string): boolean => byReference.get({ reference })?.known === 1,
    spending: (bundle: string, tick: number): OwnSpending => {
      const { after, perhaps, added, perhapsAdded } = spending.get({ bundle, tick }) ?? NO_SPENDING;
      return { after, perhaps, added, perhapsAdded };
    },
    /** When the call that made an eSIM of ours was sent and answered, by the API's clock; null for what was found out later. */
    timesOf(iccid: string): { sentAt: string | null; closedAt: string | null; quantity: number } | null {
      const row = times.get({ iccid });
      return row ? { sentAt: row.sentAt, closedAt: row.closedAt, quantity: row.quantity } : null;
    },
    /** Whether this station has written a customer reference on this eSIM; `perhaps` where that answer got lost. */
    hasMarked(iccid: string): 'surely' | 'perhaps' | 'never' {
      const row = marked.get({ iccid });
      if (!row) return 'never';
      return row.outcome === 'answered' ? 'surely' : 'perhaps';
    },
    /** Whether the account has lately refused to take a mark: then what bears none may be ours. */
    hasUnmarkable: (): boolean => unmarkable.get()?.some === 1,
    /** Milliseconds that a lost call was waited for in earlier lives of the program, at least. */
    waited: (id: string): number => waited.get({ id })?.ms ?? 0,
    saveWaited(id: string, ms: number): void {
      saveWaited.run({ id, ms: Math.floor(ms) });
    },
    /** The latest time of the API that this history knows of, RFC 3339. */
    newestTime: (): string | null => newest.get()?.at ?? null,
    /** Answered and adopted calls of a batch whose eSIMs are not all fetched and checked. */
    unfetched: (batchId: string): ApplyCall[] => unfetched.all({ batchId }).map(toCall).filter(isApply),
    ofBatch: (batchId: string): ApplyCall[] => ofBatch.all({ batchId }).map(toCall).filter(isApply),
    /** What was done to one eSIM after its sale, newest first. */
    ofEsim: (iccid: string): Call[] => ofEsim.all({ iccid }).map(toCall),
    /** Purchases and refunds of stock, newest first. */
    ofStock: (): Call[] => ofStock.all().map(toCall),
  };
}

const NOTHING = {
  batchId: null,
  iccid: null,
  bundle: null,
  quantity: null,
  startsAt: null,
  assignmentId: null,
  lot: null,
  total: null,
  balanceBefore: null,
} satisfies Partial<Call>;

const NO_SPENDING: OwnSpending = { after: 0, perhaps: 0, added: 0, perhapsAdded: 0 };

function toCall({ request, problem, stockBefore, stockReadAt, stockReadTick, ...row }: Row): Call {
  return {
    ...row,
    request: JSON.parse(request),
    problem: problem === null ? null : JSON.parse(problem),
    stock: stockBefore === null ? null : { before: stockBefore, readAt: stockReadAt, tick: stockReadTick ?? 0 },
  };
}
