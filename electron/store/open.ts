import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { StationError } from '../../shared/errors.ts';
import { migrate } from './migrate.ts';

export interface OpenOptions {
  /** Path of the history file; made with its folder when it is not there. */
  file: string;
  /** Encrypts a new file and opens an encrypted one; null when this computer has no keychain to hold it. */
  key: string | null;
}

const PLAIN_HEADER = 'SQLite format 3\0';
/** Long enough for a program that is just closing, short enough for a person who starts a second one. */
const LOCK_TIMEOUT_MS = 2_000;

/** How the driver reports what a person can do something about. Everything else is a mistake of ours. */
const REASONS: [RegExp, 'store.in-use' | 'store.damaged' | 'store.full'][] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'store.in-use'],
  [/^SQLITE_(NOTADB|CORRUPT)/, 'store.damaged'],
  [/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/, 'store.full'],
];

/** Turns an error of the driver into one with a sentence; anything else comes back as it is. */
export function storeError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS.find(([pattern]) => pattern.test(code))?.[1];
  return reason ? new StationError(reason, { file }, { cause: error }) : error;
}

/**
 * Whether an existing history file is encrypted; null when there is none yet. Never to be asked while this process has the file
 * open: on POSIX systems, closing any handle of a file drops all locks that the process holds on it.
 */
export function isEncrypted(file: string): boolean | null {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const header = Buffer.alloc(PLAIN_HEADER.length);
    return readSync(handle, header) === 0 ? null : header.toString('latin1') !== PLAIN_HEADER;
  } finally {
    closeSync(handle);
  }
}

/**
 * Opens the history, alone: the lock belongs to this process and dies with it, however it dies.
 * @throws StationError `store.*` naming the file; nothing in it has been changed then
 */
export function openDatabase({ file, key }: OpenOptions): { db: Database; encrypted: boolean } {
  const encrypted = isEncrypted(file);
  if (encrypted && !key) throw new StationError('store.no-key', { file });
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StationError('store.folder', { folder }, { cause });
  }
  let db: Database | null = null;
  try {
    db = new Sqlite(file, { timeout: LOCK_TIMEOUT_MS });
    // A file that began without encryption stays readable without it; the screen says so.
    if (key && encrypted !== false) db.pragma(`key = '${key.replaceAll("'", "''")}'`);
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    // A commit is on the disk before the call it belongs to leaves, also on systems whose fsync stops at the drive's cache.
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('foreign_keys = ON');
    migrate(db, file);
    return { db, encrypted: encrypted ?? key !== null };
  } catch (error) {
    db?.close();
    throw storeError(error, file);
  }
}
