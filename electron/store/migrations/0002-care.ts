/** Acts on a single eSIM belong to its ICCID, also when no batch of this station ever held it. */
export const sql = `
ALTER TABLE journal ADD COLUMN iccid TEXT;

CREATE INDEX journal_of_esim ON journal (iccid) WHERE iccid IS NOT NULL;

DROP TRIGGER journal_is_closed_once;
CREATE TRIGGER journal_is_closed_once BEFORE UPDATE ON journal
WHEN OLD.outcome IS NOT NULL
  OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.batch_id IS NOT OLD.batch_id OR NEW.iccid IS NOT OLD.iccid
  OR NEW.request <> OLD.request OR NEW.station_id <> OLD.station_id OR NEW.operator <> OLD.operator OR NEW.sent_at <> OLD.sent_at
BEGIN SELECT RAISE(ABORT, 'a journal entry is closed once and never rewritten'); END;

-- A batch of one that replaces a lost eSIM says which one and why.
ALTER TABLE batch ADD COLUMN replaces TEXT;
ALTER TABLE batch ADD COLUMN reason TEXT;
`;
