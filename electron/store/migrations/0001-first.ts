/** Batches and what became of each eSIM wanted, the journal of spending calls, and the cache of eSIMs with their QR images. */
export const sql = `
CREATE TABLE station (
  id         TEXT PRIMARY KEY,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE batch (
  id         TEXT PRIMARY KEY,                       -- UUID v7: sorts by time
  created_at TEXT NOT NULL,
  bundle     TEXT NOT NULL,
  quantity   INTEGER NOT NULL CHECK (quantity > 0),
  reference  TEXT NOT NULL,
  operator   TEXT NOT NULL,
  problem    TEXT                                    -- JSON, why it stands still
) STRICT;

-- Every call that may spend stock, written and flushed before it is sent, closed once after it. Never deleted.
CREATE TABLE journal (
  id         TEXT PRIMARY KEY,                       -- UUID v7: sorts by time
  kind       TEXT NOT NULL,
  batch_id   TEXT REFERENCES batch (id),
  request    TEXT NOT NULL,                          -- JSON, as it was sent
  station_id TEXT NOT NULL REFERENCES station (id),
  operator   TEXT NOT NULL,
  sent_at    TEXT NOT NULL,
  outcome    TEXT CHECK (outcome IN ('answered', 'refused', 'unsent', 'unknown')),
  closed_at  TEXT,
  reference  TEXT,                                   -- applyReference of the answer
  problem    TEXT,                                   -- JSON, what the API said instead
  CHECK ((outcome IS NULL) = (closed_at IS NULL))
) STRICT;

CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_is_closed_once BEFORE UPDATE ON journal
WHEN OLD.outcome IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.batch_id IS NOT OLD.batch_id OR NEW.request <> OLD.request
  OR NEW.station_id <> OLD.station_id OR NEW.operator <> OLD.operator OR NEW.sent_at <> OLD.sent_at
BEGIN SELECT RAISE(ABORT, 'a journal entry is closed once and never rewritten'); END;

CREATE INDEX journal_open ON journal (sent_at) WHERE outcome IS NULL;

CREATE TABLE item (
  batch_id TEXT NOT NULL REFERENCES batch (id),
  position INTEGER NOT NULL CHECK (position > 0),
  state    TEXT NOT NULL CHECK (state IN
             ('planned', 'applying', 'assigned', 'fetched', 'ready', 'failed', 'unknown', 'quarantined')),
  call_id  TEXT REFERENCES journal (id),             -- the call that asked for it
  iccid    TEXT UNIQUE,
  problem  TEXT,                                     -- JSON
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX item_of_call ON item (call_id);
CREATE INDEX item_unfinished ON item (batch_id) WHERE state IN ('planned', 'applying', 'assigned', 'fetched');

CREATE TABLE esim (
  iccid        TEXT PRIMARY KEY,
  smdp_address TEXT NOT NULL,
  matching_id  TEXT NOT NULL,
  assigned_at  TEXT NOT NULL
) STRICT;

CREATE TABLE qr_image (
  iccid      TEXT PRIMARY KEY REFERENCES esim (iccid),
  origin     TEXT NOT NULL CHECK (origin IN ('matched', 'redrawn')),
  png        BLOB NOT NULL,
  checked_at TEXT NOT NULL
) STRICT;
`;
