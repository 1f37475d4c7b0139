/**
 * Batches of every kind: items know their own bundle, person and target; a person can pause and cancel. Lost calls are settled from
 * the account: what it takes to recognise them is written down before they are sent, and how they were settled after it.
 */
export const sql = `
ALTER TABLE batch ADD COLUMN kind TEXT NOT NULL DEFAULT 'new' CHECK (kind IN ('new', 'top-up'));
ALTER TABLE batch ADD COLUMN starts_at TEXT;                          -- RFC 3339, sent with every apply
ALTER TABLE batch ADD COLUMN held TEXT CHECK (held IN ('paused', 'cancelled'));   -- by a person: nothing new is sent

CREATE TABLE item_after (
  batch_id   TEXT NOT NULL REFERENCES batch (id),
  position   INTEGER NOT NULL CHECK (position > 0),
  state      TEXT NOT NULL CHECK (state IN
               ('planned', 'applying', 'assigned', 'fetched', 'ready', 'failed', 'unknown', 'quarantined', 'cancelled')),
  call_id    TEXT REFERENCES journal (id),             -- the call that asked for it
  bundle     TEXT NOT NULL,
  name       TEXT NOT NULL DEFAULT '',                 -- of the person it is for
  reference  TEXT NOT NULL DEFAULT '',                 -- the batch's own where empty
  target     TEXT,                                     -- ICCID that a top-up goes on
  iccid      TEXT UNIQUE,                              -- of the new eSIM
  referenced INTEGER NOT NULL DEFAULT 0 CHECK (referenced IN (0, 1)),  -- its customer reference is on the account
  problem    TEXT,                                     -- JSON
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;
-- What was sold before nobody wrote references for is left as it is.
INSERT INTO item_after (batch_id, position, state, call_id, bundle, iccid, referenced, problem)
  SELECT batch_id, position, state, call_id, batch.bundle, iccid, 1, item.problem FROM item JOIN batch ON batch.id = batch_id;
DROP TABLE item;
ALTER TABLE item_after RENAME TO item;
CREATE INDEX item_of_call ON item (call_id);
CREATE INDEX item_unfinished ON item (batch_id) WHERE state IN ('planned', 'applying', 'assigned', 'fetched');
CREATE INDEX item_unreferenced ON item (call_id) WHERE referenced = 0 AND iccid IS NOT NULL;

-- The API's clock when the call was sent and when its answer came or was given up, and the stock of its bundle as last read, with the
-- API's clock then.
ALTER TABLE journal ADD COLUMN api_sent_at TEXT;
ALTER TABLE journal ADD COLUMN api_closed_at TEXT;
ALTER TABLE journal ADD COLUMN stock_before INTEGER;
ALTER TABLE journal ADD COLUMN stock_read_at TEXT;

DROP TRIGGER journal_is_closed_once;
CREATE TRIGGER journal_is_closed_once BEFORE UPDATE ON journal
WHEN OLD.outcome IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.batch_id IS NOT OLD.batch_id OR NEW.iccid IS NOT OLD.iccid
  OR NEW.request <> OLD.request OR NEW.station_id <> OLD.station_id OR NEW.operator <> OLD.operator OR NEW.sent_at <> OLD.sent_at
  OR NEW.api_sent_at IS NOT OLD.api_sent_at OR NEW.stock_before IS NOT OLD.stock_before
  OR NEW.stock_read_at IS NOT OLD.stock_read_at
BEGIN SELECT RAISE(ABORT, 'a journal entry is closed once and never rewritten'); END;

-- An unknown call that the account could not tell the outcome of: a person is asked.
CREATE TABLE question (
  call_id  TEXT PRIMARY KEY REFERENCES journal (id),
  asked_at TEXT NOT NULL,
  evidence TEXT NOT NULL                               -- JSON, what the account showed
) STRICT;

-- How an unknown call was settled, once and for good.
CREATE TABLE settlement (
  call_id    TEXT PRIMARY KEY REFERENCES journal (id),
  verdict    TEXT NOT NULL CHECK (verdict IN ('made', 'not-made', 'left')),
  reference  TEXT,                                     -- of the apply that was adopted
  settled_by TEXT NOT NULL CHECK (settled_by IN ('station', 'operator')),
  operator   TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  CHECK ((verdict = 'made') = (reference IS NOT NULL))
) STRICT;

CREATE TRIGGER settlement_is_never_rewritten BEFORE UPDATE ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is written once'); END;
CREATE TRIGGER settlement_is_never_deleted BEFORE DELETE ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is written once'); END;
`;
