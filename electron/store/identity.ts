import type { Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';

/**
 * Why a station got a new id: an older copy of its history was put back, the history was copied to another computer, or the account
 * shows eSIMs with its mark that the history does not know.
 */
export type Renewal = 'older' | 'copied' | 'marks';

/** Whose history this is. */
export interface AccountOwner {
  /** Of the API. */
  host: string;
  /** Its name, as GET /organisation gives it. */
  organisation: string;
}

interface Station {
  id: string;
  in_keychain: 0 | 1;
}

/**
 * Whose history this is, which station of the account it is of, and its generations.
 * @param transaction all or nothing, and on the disk when it returns
 * @param renewed called after the station got a new id
 */
export function identityTable(db: Database, transaction: <T>(work: () => T) => T, renewed: () => void) {
  const current = db.prepare<[], Station>('SELECT id, in_keychain FROM station ORDER BY rowid DESC LIMIT 1');
  const former = db.prepare<[], { id: string }>(
    'SELECT id FROM station WHERE rowid < (SELECT max(rowid) FROM station) ORDER BY rowid',
  );
  const begin = db.prepare('INSERT INTO generation (id, station_id, begun_at) VALUES (@id, @stationId, @at)');
  const hasGeneration = db.prepare<{ id: string }, unknown>('SELECT 1 FROM generation WHERE id = @id');
  const noteKeychain = db.prepare('UPDATE station SET in_keychain = 1 WHERE id = @id');
  const add = db.prepare('INSERT INTO station (id, created_at, renewed) VALUES (@id, @at, @why)');
  const pending = db.prepare<[], { at: string; why: Renewal }>(
    `SELECT created_at AS at, renewed AS why FROM station WHERE renewed IS NOT NULL AND held_at IS NULL
     ORDER BY rowid DESC LIMIT 1`,
  );
  const hold = db.prepare('UPDATE station SET held_at = @at WHERE renewed IS NOT NULL AND held_at IS NULL');
  const owner = db.prepare<[], AccountOwner>('SELECT host, organisation FROM account');
  const bind = db.prepare(
    'INSERT INTO account (one, host, organisation, bound_at) VALUES (1, @host, @organisation, @at)',
  );
  const known = db.prepare<{ fingerprint: string }, unknown>(
    'SELECT 1 FROM account_key WHERE fingerprint = @fingerprint',
  );
  const keys = db.prepare<[], { fingerprint: string }>('SELECT fingerprint FROM account_key ORDER BY rowid');
  const remember = db.prepare(
    'INSERT INTO account_key (fingerprint, first_seen_at) VALUES (@fingerprint, @at) ON CONFLICT DO NOTHING',
  );
  const now = () => new Date().toISOString();

  function station(): Station {
    return current.get() ?? { id: '', in_keychain: 0 };
  }

  function renew(why: Renewal): void {
    transaction(() => add.run({ id: uuid(), at: now(), why }));
    renewed();
  }

  return {
    /** Which of the stations of an account this is now. */
    stationId: (): string => station().id,
    /** What it was before, the oldest first: journal entries of then keep that, and copies of this history may still be it. */
    formerStationIds: (): string[] => former.all().map(({ id }) => id),

    /** Begins a generation of this history. @returns its id; it is on the disk by then */
    beginGeneration(): string {
      const id = uuid();
      transaction(() => begin.run({ id, stationId: station().id, at: now() }));
      return id;
    },
    hasGeneration: (id: string): boolean => hasGeneration.get({ id }) !== undefined,
    /** Whether a keychain has ever taken a generation of this station. */
    inKeychain: (): boolean => station().in_keychain === 1,
    /** A keychain holds a generation of this station from now on. */
    noteKeychain(): void {
      const { id, in_keychain } = station();
      if (in_keychain === 0) transaction(() => noteKeychain.run({ id }));
    },

    /**
     * Makes this another station of its account, because its history may be a copy: what comes next is marked as somebody else's, and
     * all that is planned or open now has to be held against the account first.
     */
    renew,
    /** The same, when the account shows eSIMs with this station's own mark that the history does not know. */
    suspect: (): void => renew('marks'),
    /** Since when, and why, everything planned or open has to be held against the account before anything is sent; null when it has been. */
    restored: (): { at: string; why: Renewal } | null => pending.get() ?? null,
    get restoredAt(): string | null {
      return pending.get()?.at ?? null;
    },
    isRestored: (): boolean => pending.get() !== undefined,
    /** Everything that was planned or open has been held against the account. */
    clearRestored: (): void => transaction(() => void hold.run({ at: now() })),

    /** Whose history this is; null before the first contact with the account. */
    account: (): AccountOwner | null => owner.get() ?? null,
    /** Whose history this is from now on, with the key that showed it. Once and for good; further keys of the account are added. */
    bind(account: AccountOwner, fingerprint: string): void {
      transaction(() => {
        const before = owner.get();
        if (before && (before.host !== account.host || before.organisation !== account.organisation)) {
          throw new Error('a history belongs to one account');
        }
        if (!before) bind.run({ ...account, at: now() });
        remember.run({ fingerprint, at: now() });
      });
    },
    knowsKey: (fingerprint: string): boolean => known.get({ fingerprint }) !== undefined,
    /** All keys that were seen to be of this account, by their fingerprints. */
    keys: (): string[] => keys.all().map(({ fingerprint }) => fingerprint),
  };
}
