import { accessSync, closeSync, constants, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { v7 as uuid } from 'uuid';
import { StationError } from '../../shared/errors.ts';
import { appliedSteps, migrate } from './migrate.ts';

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
  if (sizeOf(file) === 0) return null;
  const handle = openSync(file, 'r');
  try {
    const header = Buffer.alloc(PLAIN_HEADER.length);
    readSync(handle, header);
    return header.toString('latin1') !== PLAIN_HEADER;
  } finally {
    closeSync(handle);
  }
}

/** None where there is no such file, or none that can be read: opening it will say why. */
function sizeOf(file: string): number {
  try {
    accessSync(file, constants.R_OK);
    const stats = statSync(file);
    return stats.isFile() ? stats.size : 0;
  } catch {
    return 0;
  }
}

/**
 * Opens the history, alone: the lock belongs to this process and dies with it, however it dies.
 * @throws StationError `store.*` naming the file; nothing in it has been changed then
 */
export function openDatabase({ file, key }: OpenOptions): { db: Database; encrypted: boolean } {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StationError('store.folder', { folder }, { cause });
  }
  try {
    const encrypted = isEncrypted(file);
    if (encrypted && !key) throw new StationError('store.no-key', { file });
    // A file that began without encryption stays readable without it; the screen says so.
    const used = encrypted === false ? null : key;
    if (sizeOf(`${file}-wal`) > 0) examineAfterCrash(file, used);
    return { db: openAlone(file, used), encrypted: used !== null };
  } catch (error) {
    throw storeError(error, file);
  }
}

function connect(file: string, key: string | null, options: { readonly?: boolean } = {}): Database {
  const db = new Sqlite(file, { ...options, timeout: LOCK_TIMEOUT_MS });
  if (key) db.pragma(`key = '${key.replaceAll("'", "''")}'`);
  return db;
}

/**
 * What a crash left in the log goes into the file when a connection that may write is closed, and the log is thrown away where the file
 * is empty. So whatever must stay as it is, is refused before there is such a connection.
 */
function examineAfterCrash(file: string, key: string | null): void {
  if (sizeOf(file) === 0) throw new StationError('store.damaged', { file });
  const db = connect(file, key, { readonly: true });
  try {
    examine(db, file);
  } finally {
    db.close();
  }
}

function openAlone(file: string, key: string | null): Database {
  const db = connect(file, key);
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    examine(db, file);
    db.pragma('journal_mode = WAL');
    // A commit is on the disk before the call it belongs to leaves, also on systems whose fsync stops at the drive's cache.
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('foreign_keys = ON');
    migrate(db, file);
    // Which of the stations of an account this is, until the history turns out to be a copy.
    db.prepare('INSERT INTO station (id, created_at) SELECT @id, @at WHERE NOT EXISTS (SELECT 1 FROM station)').run({
      id: uuid(),
      at: new Date().toISOString(),
    });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Reads the whole file once, a second for a hundred thousand eSIMs: damage that showed in the middle of a batch would come too late.
 * @throws StationError `store.*`, or an error of the driver
 */
function examine(db: Database, file: string): void {
  appliedSteps(db, file);
  const verdict = db.prepare<[], { quick_check: string }>('PRAGMA quick_check(1)').get();
  if (verdict?.quick_check !== 'ok') throw new StationError('store.damaged', { file });
}
