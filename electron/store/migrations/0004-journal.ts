/**
 * Everything that spends has one road: what settles a lost call is columns, not JSON. Events have numbers, because no clock is to be
 * trusted; how long a lost call was waited for survives a restart; a code belongs to one eSIM.
 */
export const sql = `
ALTER TABLE journal ADD COLUMN bundle TEXT;
ALTER TABLE journal ADD COLUMN quantity INTEGER;
ALTER TABLE journal ADD COLUMN starts_at TEXT;                        -- RFC 3339, as sent
ALTER TABLE journal ADD COLUMN assignment_id TEXT;                    -- what a revoke takes off
ALTER TABLE journal ADD COLUMN lot INTEGER;                           -- what a refund gives back a part of
ALTER TABLE journal ADD COLUMN total REAL;                            -- what a purchase costs, as a person said yes to it
ALTER TABLE journal ADD COLUMN balance_before REAL;
ALTER TABLE journal ADD COLUMN rest_of TEXT;                          -- reference of the answered apply that this is the missing rest of
-- Openings, closings and readings of the stock in the order in which they happened at this station.
ALTER TABLE journal ADD COLUMN opened_tick INTEGER;
ALTER TABLE journal ADD COLUMN closed_tick INTEGER;
ALTER TABLE journal ADD COLUMN stock_read_tick INTEGER;

DROP TRIGGER journal_is_closed_once;
UPDATE journal SET
  bundle = coalesce(request ->> '$.name', request ->> '$.bundle', request ->> '$.order[0].item'),
  quantity = CASE kind WHEN 'apply' THEN coalesce(request ->> '$.repeat', 1) WHEN 'replace' THEN 1 WHEN 'top-up' THEN 1
                       ELSE coalesce(request ->> '$.quantity', request ->> '$.order[0].quantity') END,
  starts_at = request ->> '$.startTime',
  assignment_id = request ->> '$.assignmentId',
  lot = request ->> '$.usageId',
  opened_tick = rowid * 3,
  closed_tick = CASE WHEN outcome IS NULL THEN NULL ELSE rowid * 3 + 1 END,
  stock_read_tick = CASE WHEN stock_before IS NULL THEN NULL ELSE rowid * 3 - 1 END;

-- What is said of a lost call names its kind.
UPDATE journal SET problem = json_set(problem, '$.code', 'unknown.' || kind)
  WHERE problem ->> '$.code' IN ('provisioning.unknown', 'care.unknown');
UPDATE item SET problem = json_set(problem, '$.code', CASE WHEN target IS NULL THEN 'unknown.apply' ELSE 'unknown.top-up' END)
  WHERE problem ->> '$.code' = 'provisioning.unknown';
UPDATE item SET problem = '{"code":"provisioning.gave-up","params":{"times":1}}' WHERE problem ->> '$.code' = 'reconcile.fewer';
UPDATE batch SET problem = NULL WHERE problem ->> '$.code' IN ('provisioning.unknown', 'reconcile.fewer');

CREATE TRIGGER journal_is_closed_once BEFORE UPDATE ON journal
WHEN OLD.outcome IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.batch_id IS NOT OLD.batch_id OR NEW.iccid IS NOT OLD.iccid
  OR NEW.request <> OLD.request OR NEW.station_id <> OLD.station_id OR NEW.operator <> OLD.operator OR NEW.sent_at <> OLD.sent_at
  OR NEW.api_sent_at IS NOT OLD.api_sent_at OR NEW.stock_before IS NOT OLD.stock_before
  OR NEW.stock_read_at IS NOT OLD.stock_read_at OR NEW.stock_read_tick IS NOT OLD.stock_read_tick
  OR NEW.bundle IS NOT OLD.bundle OR NEW.quantity IS NOT OLD.quantity OR NEW.starts_at IS NOT OLD.starts_at
  OR NEW.assignment_id IS NOT OLD.assignment_id OR NEW.lot IS NOT OLD.lot OR NEW.total IS NOT OLD.total
  OR NEW.balance_before IS NOT OLD.balance_before OR NEW.opened_tick IS NOT OLD.opened_tick
BEGIN SELECT RAISE(ABORT, 'a journal entry is closed once and never rewritten'); END;

CREATE INDEX journal_of_batch ON journal (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX journal_by_reference ON journal (reference) WHERE reference IS NOT NULL;
CREATE INDEX journal_lost ON journal (kind) WHERE outcome = 'unknown';
CREATE INDEX journal_spending ON journal (bundle, opened_tick) WHERE bundle IS NOT NULL;

-- How long nobody has waited for the answer of a lost call any more, at least: counted while the program runs, on a clock that nobody sets.
CREATE TABLE waited (
  call_id TEXT PRIMARY KEY REFERENCES journal (id),
  ms      INTEGER NOT NULL CHECK (ms >= 0)
) STRICT;

-- What a question shows has a number: whoever answers says which he has seen.
ALTER TABLE question ADD COLUMN number INTEGER NOT NULL DEFAULT 1;

-- A refund or a revoke has no reference by which the account knows it.
CREATE TABLE settlement_after (
  call_id    TEXT PRIMARY KEY REFERENCES journal (id),
  verdict    TEXT NOT NULL CHECK (verdict IN ('made', 'not-made', 'left')),
  reference  TEXT,                                     -- of the apply or order that was adopted
  settled_by TEXT NOT NULL CHECK (settled_by IN ('station', 'operator')),
  operator   TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  settled_tick INTEGER,
  CHECK (verdict = 'made' OR reference IS NULL)
) STRICT;
INSERT INTO settlement_after
  SELECT call_id, verdict, reference, settled_by, operator, settled_at,
         (SELECT rowid * 3 + 1 FROM journal WHERE journal.id = call_id) FROM settlement;
DROP TABLE settlement;
ALTER TABLE settlement_after RENAME TO settlement;
CREATE INDEX settlement_by_reference ON settlement (reference) WHERE reference IS NOT NULL;
CREATE TRIGGER settlement_is_never_rewritten BEFORE UPDATE ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is written once'); END;
CREATE TRIGGER settlement_is_never_deleted BEFORE DELETE ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is written once'); END;

-- How often an item was sent, so that what the API never takes has an end.
ALTER TABLE item ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;

-- Which eSIM a code belongs to, for ever, whatever the account says later.
CREATE TABLE code (
  smdp_address TEXT NOT NULL,
  matching_id  TEXT NOT NULL,
  iccid        TEXT NOT NULL,
  PRIMARY KEY (smdp_address, matching_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO code SELECT lower(smdp_address), matching_id, iccid FROM esim ORDER BY assigned_at, iccid;
`;
