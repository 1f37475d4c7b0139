import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Question } from '../../shared/model.ts';

/** What a look at the account shows of a lost call; kept with the question, so that it can be answered without a network. */
export type Evidence = Pick<Question, 'candidates' | 'others' | 'stock'>;

/** `made`: its eSIMs were found and are ours. `not-made`: it never happened. `left`: a person wants neither. */
export type Verdict = 'made' | 'not-made' | 'left';

/** How unknown calls are settled: by the account, or by a person who was asked. */
export function settlementTable(db: Database) {
  const ask = db.prepare(
    `INSERT INTO question (call_id, asked_at, evidence) VALUES (@callId, @at, @evidence)
     ON CONFLICT (call_id) DO UPDATE SET asked_at = excluded.asked_at, evidence = excluded.evidence`,
  );
  const openOfBatch = db.prepare<{ batchId: string }, { call_id: string; evidence: string }>(
    `SELECT question.call_id, evidence FROM question JOIN journal ON journal.id = question.call_id
     WHERE journal.batch_id = @batchId
       AND NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.call_id = question.call_id)
     ORDER BY journal.rowid`,
  );
  const settle = db.prepare(
    `INSERT INTO settlement (call_id, verdict, reference, settled_by, operator, settled_at)
     VALUES (@callId, @verdict, @reference, @by, @operator, @at)`,
  );

  return {
    /** Asks a person, or asks again with what the account shows by now. */
    ask(callId: string, evidence: Evidence, at: Date): void {
      ask.run({ callId, at: at.toISOString(), evidence: JSON.stringify(evidence) });
    },
    /** Questions of a batch that nobody has answered. */
    open: (batchId: string): { callId: string; evidence: Evidence }[] =>
      openOfBatch.all({ batchId }).map((row) => ({ callId: row.call_id, evidence: JSON.parse(row.evidence) })),
    /** Once for each call; a second time is an error. */
    settle(settlement: {
      callId: string;
      verdict: Verdict;
      /** Of the apply that was adopted. */
      reference: string | null;
      by: 'station' | 'operator';
      operator: string;
      at: Date;
    }): void {
      settle.run({ ...settlement, at: settlement.at.toISOString() });
    },
  };
}
