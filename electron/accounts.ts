/**
 * Which history belongs to which account. The first account's lies in the folder itself, each other one's in a folder of its own below it;
 * `accounts.json` beside them says whose is where, so that the right one opens without a network. What a history says of itself counts
 * more: the file can be lost, and is written again from what is found.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AccountOwner } from './store/index.ts';

const place = z.object({
  /** Below the folder of all; `.` is that itself. */
  folder: z.string().regex(/^(\.|[0-9a-f]{12})$/),
  /** Null where no account has been met yet. */
  host: z.string().nullable(),
  organisation: z.string().nullable(),
  /** Fingerprints of its keys. */
  keys: z.array(z.string()),
});
const index = z.object({ version: z.literal(1), last: z.string().nullable(), histories: z.array(place) });

export type Place = z.output<typeof place>;
type Index = z.output<typeof index>;

export type Accounts = ReturnType<typeof openAccounts>;

export const HISTORY_FILE = 'station.db';

/** Tells keys apart and gives none away: the beginning of a hash of something long and random. */
export function fingerprintOf(host: string, key: string): string {
  return createHash('sha256').update(`${host}\n${key}`).digest('hex').slice(0, 16);
}

/** @param folder of all histories of the live accounts */
export function openAccounts(folder: string) {
  const file = join(folder, 'accounts.json');

  /** What could not be written, on a full disk for one: it can be found again, so nothing has to wait for it. */
  let unwritten: Index | null = null;

  function read(): Index {
    if (unwritten) return unwritten;
    try {
      return index.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return { version: 1, last: null, histories: [] };
    }
  }

  function write(change: (before: Index) => Index): void {
    const after = change(read());
    const half = `${file}.part`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(half, `${JSON.stringify(after, null, 2)}\n`, { mode: 0o600, flush: true });
      renameSync(half, file);
      unwritten = null;
    } catch {
      unwritten = after;
    }
  }

  /** Writes down what is known of one history, and that its keys are of no other. */
  function put(known: Place): void {
    write(({ histories, ...rest }) => {
      const others = histories
        .filter((one) => one.folder !== known.folder)
        .map((one) => ({ ...one, keys: one.keys.filter((key) => !known.keys.includes(key)) }));
      return { ...rest, histories: [...others, known] };
    });
  }

  function fresh(): Place {
    const first = { folder: '.', host: null, organisation: null, keys: [] };
    const taken = existsSync(join(folder, HISTORY_FILE)) || read().histories.some((one) => one.folder === '.');
    return taken ? { ...first, folder: randomBytes(6).toString('hex') } : first;
  }

  return {
    file,
    fileOf: ({ folder: below }: Pick<Place, 'folder'>): string => join(folder, below, HISTORY_FILE),

    /** Histories that are written down. */
    known: (): Place[] => read().histories,

    /** Histories that are there and not written down: after the file was lost, or before there was one. */
    unknown(): Place[] {
      const listed = new Set(read().histories.map((one) => one.folder));
      const below = existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{12}$/.test(name)) : [];
      return ['.', ...below.sort()]
        .filter((name) => !listed.has(name) && existsSync(join(folder, name, HISTORY_FILE)))
        .map((name) => ({ folder: name, host: null, organisation: null, keys: [] }));
    },

    /** The history that was open last; null before there was one. */
    last: (): string | null => read().last,
    /** Remembers that this one is open now. */
    opened(place: Place): void {
      const { last, histories } = read();
      if (last === place.folder && histories.some((one) => one.folder === last)) return;
      put(place);
      write((before) => ({ ...before, last: place.folder }));
    },

    put,
    /** Whether the next to open a history will know all that was written here. */
    isWritten: (): boolean => unwritten === null,

    /** The history in this folder is this account's, with one more key of it. */
    bound(below: string, owner: AccountOwner, fingerprint: string): void {
      const keys = read().histories.find((one) => one.folder === below)?.keys ?? [];
      if (!keys.includes(fingerprint)) put({ folder: below, ...owner, keys: [...keys, fingerprint] });
    },

    /** A place for an account of this host whose name is not known yet. */
    add(host: string): Place {
      const added = { ...fresh(), host };
      // The first one is nobody's before its first contact: who mistypes an address once has not given it away.
      if (added.folder === '.') return { ...added, host: null };
      put(added);
      return added;
    },

    /**
     * The history of an account whose key has just been met: the one it has, one that is nobody's yet, or a new one.
     */
    assign({ host, organisation }: AccountOwner, fingerprint: string): Place {
      const histories = read().histories;
      const found =
        histories.find((one) => one.host === host && one.organisation === organisation) ??
        histories.find((one) => one.host === host && one.organisation === null) ??
        fresh();
      const keys = [...found.keys.filter((key) => key !== fingerprint), fingerprint];
      const assigned = { ...found, host, organisation, keys };
      put(assigned);
      return assigned;
    },
  };
}
