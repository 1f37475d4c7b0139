/** Whose history this is, and by what a copy of it, or an older one that was put back, is recognised. */
export const sql = `
-- The account, from its first contact on and for good.
CREATE TABLE account (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  host         TEXT NOT NULL,                          -- of the API
  organisation TEXT NOT NULL,                          -- its name, as GET /organisation gives it
  bound_at     TEXT NOT NULL
) STRICT;

CREATE TRIGGER account_is_never_rewritten BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'a history belongs to one account'); END;
CREATE TRIGGER account_is_never_deleted BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'a history belongs to one account'); END;

-- Keys that were seen to be of this account, by the beginning of a hash.
CREATE TABLE account_key (
  fingerprint   TEXT PRIMARY KEY,
  first_seen_at TEXT NOT NULL
) STRICT;

-- The newest row is what this station is; the ones before it are what copies of this history may go on being.
ALTER TABLE station ADD COLUMN in_keychain INTEGER NOT NULL DEFAULT 0 CHECK (in_keychain IN (0, 1));  -- a keychain has taken it
ALTER TABLE station ADD COLUMN renewed TEXT CHECK (renewed IN ('older', 'copied', 'marks'));  -- why it replaced the one before
ALTER TABLE station ADD COLUMN held_at TEXT;           -- when all that was open then had been held against the account

-- One for each start and each batch, older than what it stands for. The keychain holds the newest; a history that does not have that one
-- is not the one that was last worked with.
CREATE TABLE generation (
  id         TEXT PRIMARY KEY,
  station_id TEXT NOT NULL REFERENCES station (id),
  begun_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
