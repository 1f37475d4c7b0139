import type { Database } from 'better-sqlite3-multiple-ciphers';
import { buildActivationCode } from '../../shared/activation-code.ts';
import type { Esim, ItemState, QrOrigin } from '../../shared/model.ts';

interface Row {
  iccid: string;
  smdp_address: string;
  matching_id: string;
  assigned_at: string;
  bundle: string;
  batch_id: string;
  position: number;
  quantity: number;
  name: string;
  reference: string;
  state: ItemState;
  origin: QrOrigin | null;
}

const SELECT = `
  SELECT esim.iccid AS iccid, smdp_address, matching_id, assigned_at, item.bundle AS bundle, batch_id, position, quantity, name,
         coalesce(nullif(item.reference, ''), batch.reference) AS reference, state, origin
  FROM esim
  JOIN item ON item.iccid = esim.iccid
  JOIN batch ON batch.id = item.batch_id
  LEFT JOIN qr_image ON qr_image.iccid = esim.iccid`;

export function esimTable(db: Database) {
  // The account is the truth about its eSIMs: what it says now replaces what it said before.
  const save = db.prepare(
    `INSERT INTO esim (iccid, smdp_address, matching_id, assigned_at) VALUES (@iccid, @smdpAddress, @matchingId, @assignedAt)
     ON CONFLICT (iccid) DO UPDATE SET smdp_address = excluded.smdp_address, matching_id = excluded.matching_id`,
  );
  // A code belongs to one eSIM for ever, whatever the account says of it later.
  const claimCode = db.prepare(
    'INSERT OR IGNORE INTO code (smdp_address, matching_id, iccid) VALUES (lower(@smdpAddress), @matchingId, @iccid)',
  );
  const codeOwner = db.prepare<{ smdpAddress: string; matchingId: string }, { iccid: string }>(
    'SELECT iccid FROM code WHERE smdp_address = lower(@smdpAddress) AND matching_id = @matchingId',
  );
  const get = db.prepare<{ iccid: string }, Row>(`${SELECT} WHERE esim.iccid = @iccid`);
  const ofBatch = db.prepare<{ batchId: string }, Row>(`${SELECT} WHERE batch_id = @batchId ORDER BY position`);
  const withMatchingId = db.prepare<{ matchingId: string }, { iccid: string; smdpAddress: string }>(
    'SELECT iccid, smdp_address AS smdpAddress FROM esim WHERE matching_id = @matchingId COLLATE NOCASE',
  );
  const saveImage = db.prepare(
    `INSERT INTO qr_image (iccid, origin, png, checked_at) VALUES (@iccid, @origin, @png, @checkedAt)
     ON CONFLICT (iccid) DO UPDATE SET origin = excluded.origin, png = excluded.png, checked_at = excluded.checked_at`,
  );
  const image = db.prepare<{ iccid: string }, { png: Uint8Array }>('SELECT png FROM qr_image WHERE iccid = @iccid');

  return {
    /** @returns the ICCID of another eSIM that has this very code; nothing is saved then */
    save(esim: { iccid: string; smdpAddress: string; matchingId: string; assignedAt: Date }): string | null {
      claimCode.run(esim);
      const owner = codeOwner.get(esim)?.iccid;
      if (owner !== undefined && owner !== esim.iccid) return owner;
      save.run({ ...esim, assignedAt: esim.assignedAt.toISOString() });
      return null;
    },
    get(iccid: string): Esim | null {
      const row = get.get({ iccid });
      return row ? toEsim(row) : null;
    },
    /** The eSIMs of a batch whose codes are known, in its order. */
    ofBatch: (batchId: string): Esim[] => ofBatch.all({ batchId }).map(toEsim),
    /** In any case: scanners and people do not always keep it. */
    withMatchingId: (matchingId: string) => withMatchingId.all({ matchingId }),
    saveImage(iccid: string, verified: { origin: QrOrigin; png: Uint8Array; checkedAt: Date }): void {
      saveImage.run({
        iccid,
        origin: verified.origin,
        png: Buffer.from(verified.png),
        checkedAt: verified.checkedAt.toISOString(),
      });
    },
    /** The PNG that was checked against the activation code. */
    image(iccid: string): Buffer | null {
      const row = image.get({ iccid });
      return row ? Buffer.from(row.png) : null;
    },
  };
}

function toEsim(row: Row): Esim {
  return {
    iccid: row.iccid,
    smdpAddress: row.smdp_address,
    matchingId: row.matching_id,
    // Only parts that make a code are ever saved.
    activationCode: buildActivationCode(row.smdp_address, row.matching_id) ?? '',
    bundle: row.bundle,
    batchId: row.batch_id,
    position: row.position,
    quantity: row.quantity,
    name: row.name,
    reference: row.reference,
    state: row.state,
    qr: row.origin,
    assignedAt: row.assigned_at,
  };
}
