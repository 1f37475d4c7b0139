import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Question, Settled } from '../../shared/model.ts';
import type { Ticks } from './ticks.ts';

/** What a look at the account shows of a lost call; kept with the question, so that it can be answered without a network. */
export type Evidence = Pick<Question, 'candidates' | 'others' | 'unseen' | 'stock'>;

export interface OpenQuestion {
  callId: string;
  /** Of what it shows: 1 at first, one more each time that the account shows something else. */
  number: number;
  evidence: Evidence;
}

interface Row {
  callId: string;
  number: number;
  evidence: string;
}

/** How unknown calls are settled: by the account, or by a person who was asked. */
export function settlementTable(db: Database, ticks: Ticks) {
  const ask = db.prepare(
    `INSERT INTO question (call_id, asked_at, evidence) VALUES (@callId, @at, @evidence)
     ON CONFLICT (call_id) DO UPDATE SET asked_at = excluded.asked_at, evidence = excluded.evidence, number = number + 1`,
  );
  const SELECT = `
    SELECT question.call_id AS callId, number, evidence FROM question JOIN journal ON journal.id = question.call_id
     WHERE NOT EXISTS (SELECT 1 FROM settlement WHERE settlement.call_id = question.call_id)`;
  const openOfBatch = db.prepare<{ batchId: string }, Row>(
    `${SELECT} AND journal.batch_id = @batchId ORDER BY journal.rowid`,
  );
  const openAlone = db.prepare<[], Row>(`${SELECT} AND journal.batch_id IS NULL ORDER BY journal.rowid`);
  const openOfCall = db.prepare<{ callId: string }, Row>(`${SELECT} AND question.call_id = @callId`);
  const settle = db.prepare(
    `INSERT INTO settlement (call_id, verdict, reference, settled_by, operator, settled_at, settled_tick)
     VALUES (@callId, @verdict, @reference, @by, @operator, @at, @tick)`,
  );

  return {
    /** Asks a person, or asks again with what the account shows by now. */
    ask(callId: string, evidence: Evidence, at: Date): void {
      ask.run({ callId, at: at.toISOString(), evidence: JSON.stringify(evidence) });
    },
    /** Questions of a batch that nobody has answered. */
    open: (batchId: string): OpenQuestion[] => openOfBatch.all({ batchId }).map(toQuestion),
    /** Questions of purchases, refunds and revokes that nobody has answered. */
    openAlone: (): OpenQuestion[] => openAlone.all().map(toQuestion),
    ofCall(callId: string): OpenQuestion | null {
      const row = openOfCall.get({ callId });
      return row ? toQuestion(row) : null;
    },
    /** Once for each call; a second time is an error. */
    settle(settlement: {
      callId: string;
      verdict: Settled;
      /** Of the apply or order that was adopted. */
      reference: string | null;
      by: 'station' | 'operator';
      operator: string;
      at: Date;
    }): void {
      settle.run({ ...settlement, at: settlement.at.toISOString(), tick: ticks.next() });
    },
  };
}

const toQuestion = ({ callId, number, evidence }: Row): OpenQuestion => ({
  callId,
  number,
  evidence: { unseen: [], ...JSON.parse(evidence) },
});
