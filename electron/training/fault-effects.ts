/** What each fault does: a new fault is a new row in the table. */
import { between, garbage } from './between.ts';
import { SMDP_ADDRESS } from './numbers.ts';
import { type ArchiveFile, qrPng } from './qr-zip.ts';
import { busy, failed, json, processing, type Reply, rateLimited } from './replies.ts';
import { zipBomb } from './zip-bomb.ts';

/** The request a fault may strike. */
export interface Target {
  method: string;
  /** Below the version. */
  path: string;
  /** The query with its question mark, or nothing. */
  search: string;
  accept: string;
  /** As text; only what it asks for is of interest. */
  body: string;
}

export interface Effect {
  /** The only requests the effect makes sense for; all, when absent. */
  needs?: (target: Target) => boolean;
  /** Where it strikes when nobody says where. */
  path?: string;
  /** Strikes until it is released unless told how often, and beside any other fault. */
  standing?: true;
  /** Answered in place of the API, which does nothing; null cuts the connection. Gets milliseconds since the epoch. */
  instead?: ((now: number) => Reply) | null;
  /** With `instead`: the API does the work after all, so many milliseconds later by the clock of the account. */
  laterMs?: number;
  /** Answered by something on the way once the work is done. */
  covered?: Reply;
  /** What the header says instead of the time; null for none. */
  date?: (now: number) => string | null;
  /** Whether every bundle is taken for one of another provider than the eSIM. */
  incompatible?: true;
  /** Whether the organisation may give nothing back. */
  refundsOff?: true;
  /** Whether an eSIM without bundles stays. */
  returnsOff?: true;
  /** How many of the last eSIMs of an apply are refused, and in which words. */
  refused?: number;
  refusal?: string;
  /** In which words the others of an apply went well. */
  status?: string;
  /** How many bundles an apply spends where so many are asked for. */
  makes?: (asked: number) => number;
  /** Whether an apply spends another bundle than the one that is asked for. */
  otherBundle?: true;
  /** Which eSIMs the answer to an apply names, where these were made. */
  names?: <Row extends { iccid: string }>(rows: Row[]) => Row[];
  /** Milliseconds until what an apply does can be seen anywhere but in the stock. */
  hiddenMs?: number;
  /** Whether an order comes to nothing, and is answered all the same. */
  orderFails?: true;
  /** What an order costs, times the price of the catalogue. */
  dearer?: number;
  /** Longest customer reference that is taken, in characters. */
  referenceLimit?: number;
  /** Characters of a customer reference that are kept. */
  referenceCut?: number;
  /** Which rows of a list are there already. */
  rows?: <Row>(rows: Row[]) => Row[];
  files?: (files: ArchiveFile[]) => ArchiveFile[];
  archive?: (archive: Buffer, files: ArchiveFile[]) => Buffer | Promise<Buffer>;
  /** What becomes of the answer once the work is done. */
  after?: 'cut' | 'hold' | 'truncate' | 'trickle';
}

const APPLY = '/esims/apply';
const ASSIGNMENTS = '/esims/assignments';
const isApply = ({ path }: Target): boolean => path === APPLY;
const isAssignments = ({ path }: Target): boolean => path === ASSIGNMENTS;
const isRefund = ({ method, path }: Target): boolean => method === 'DELETE' || path === '/inventory/refund';
const isPurchase = ({ method, path, body }: Target): boolean =>
  method === 'POST' && path === '/orders' && /"type"\s*:\s*"transaction"/.test(body);
const isFitting = ({ method, path }: Target): boolean =>
  path === APPLY || (method === 'POST' && path === '/orders') || /^\/esims\/\d+\/compatible\//.test(path);
const isArchive = (target: Target): boolean => isAssignments(target) && target.accept.includes('application/zip');
const isReference = ({ method, path }: Target): boolean => method === 'PUT' && path === '/esims';

const ENTRIES = 10_000;
const padding = (count: number): ArchiveFile[] =>
  Array.from({ length: Math.max(0, count) }, (_, i) => ({ name: `${i + 1}.png`, data: Buffer.from('.') }));

/** A code nobody was ever given, for an archive with one picture only. */
const STRANGE_CODE = `LPA:1$${SMDP_ADDRESS}$00000-00000-00000-00000`;

const replaceFirst = (files: ArchiveFile[], change: (file: ArchiveFile) => Partial<ArchiveFile>): ArchiveFile[] =>
  files.map((file, index) => (index === 0 ? { ...file, ...change(file) } : file));

/** A number that looks like one of an eSIM and is nobody's. */
const strangeIccid = (iccid: string): string => `8999${iccid.slice(4)}`;

/** A row that wants a number. @param usual taken when nothing is said */
function counted(usual: number, effectOf: (count: number) => Effect | null): FaultRow {
  return (value) => (value === '' ? effectOf(usual) : /^\d{1,6}$/.test(value) ? effectOf(Number(value)) : null);
}

/** The table's own answer to a refused request, in the API's words for it. */
const ownRefusal = (status: number): Reply => json({ message: 'access to this resource is not allowed' }, status);

function foreignDate(value: string, armed: number): Effect | null {
  const always: Pick<Effect, 'standing'> = { standing: true };
  if (value === '' || value === 'frozen') return { ...always, date: () => new Date(armed).toUTCString() };
  if (value === 'none') return { ...always, date: () => null };
  if (value === 'absurd') return { ...always, date: () => 'Thu, 01 Jan 1970 00:00:00 GMT' };
  if (!/^[+-]?\d{1,9}$/.test(value)) return null;
  return { ...always, date: (now) => new Date(now + Number(value) * 1000).toUTCString() };
}

function textOf(effectOf: (text: string) => Effect): FaultRow {
  return (value) => (value === '' ? null : effectOf(value));
}

/** Of a fault that can be told more. @param value what is said of it, or nothing @param armed milliseconds since the epoch */
type FaultRow = Effect | ((value: string, armed: number) => Effect | null);

const rows = {
  'reset-before': { instead: null },
  'reset-after': { after: 'cut' },
  /** Seconds. */
  'late-effect': counted(45, (seconds) => ({ instead: null, laterMs: seconds * 1000 })),
  'late-504': counted(45, (seconds) => ({ instead: () => between('504') ?? failed, laterMs: seconds * 1000 })),
  hold: { path: APPLY, after: 'hold' },
  'slow-body': { after: 'trickle' },
  'truncated-json': { after: 'truncate' },
  '429': { instead: () => rateLimited },
  '503': { instead: () => processing },
  '503-date': { instead: (now) => busy(new Date(now + 2000).toUTCString()) },
  '500-empty': { instead: () => ({ ...failed, body: '' }) },
  html: {
    instead: () => ({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><title>Free Wi-Fi</title><h1>Please accept our terms</h1>',
    }),
  },
  /** A status, with `-json` behind it for a body that is not HTML. */
  between: (value) => covering(between(value)),
  'between-before': (value) => inPlace(between(value)),
  garbage: { covered: garbage },
  /** The status of a refusal in the API's own words. */
  refused: counted(403, (status) => (status >= 400 && status < 600 ? { instead: () => ownRefusal(status) } : null)),
  /** Seconds that the header is off, or a word. */
  'foreign-date': foreignDate,
  'refunds-off': { standing: true, needs: isRefund, refundsOff: true },
  'returns-off': { standing: true, needs: isRefund, returnsOff: true },
  incompatible: { needs: isFitting, incompatible: true },
  /** The words for it. */
  'item-failure': (value) => ({ needs: isApply, refused: 1, ...(value !== '' && { refusal: value }) }),
  'item-status': textOf((status) => ({ needs: isApply, status })),
  'fewer-made': counted(1, (less) => ({ needs: isApply, makes: (asked) => Math.max(1, asked - less) })),
  'more-made': counted(1, (more) => ({ needs: isApply, makes: (asked) => asked + more })),
  'fewer-named': counted(1, (less) => ({
    needs: isApply,
    names: (rows) => rows.slice(0, Math.max(0, rows.length - less)),
  })),
  'other-iccids': {
    needs: isApply,
    names: (rows) => rows.map((row) => ({ ...row, iccid: strangeIccid(row.iccid) })),
  },
  'other-bundle': { needs: isApply, otherBundle: true },
  /** Seconds. */
  'shows-late': counted(45, (seconds) => ({ needs: isApply, hiddenMs: seconds * 1000 })),
  'order-failed': { needs: isPurchase, orderFails: true },
  /** Times the price. */
  dearer: counted(3, (dearer) => ({ needs: isPurchase, dearer })),
  'reference-limit': counted(40, (referenceLimit) => ({ standing: true, needs: isReference, referenceLimit })),
  'reference-cut': counted(40, (referenceCut) => ({ standing: true, needs: isReference, referenceCut })),
  'partial-rows': { needs: isAssignments, rows: (rows) => rows.slice(0, Math.floor(rows.length / 2)) },
  'fewer-listed': counted(1, (less) => ({
    standing: true,
    needs: isAssignments,
    rows: (rows) => rows.slice(0, Math.max(0, rows.length - less)),
  })),
  'zip-entries': { needs: isArchive, files: (files) => [...files, ...padding(ENTRIES - files.length)] },
  'zip-bomb': { needs: isArchive, archive: (_, files) => zipBomb(files[0]?.name ?? '1.png') },
  'zip-traversal': { needs: isArchive, files: (files) => replaceFirst(files, () => ({ name: '../x.png' })) },
  'zip-wrong-code': {
    needs: isArchive,
    files: (files) => replaceFirst(files, () => ({ data: files[1]?.data ?? qrPng(STRANGE_CODE) })),
  },
  'zip-missing': { needs: isArchive, files: (files) => files.slice(1) },
  'zip-unreadable': {
    needs: isArchive,
    files: (files) => replaceFirst(files, ({ data }) => ({ data: data.subarray(0, 60) })),
  },
  'zip-corrupt': { needs: isArchive, archive: () => Buffer.from('PK, but not an archive') },
} satisfies Record<string, FaultRow>;

function covering(covered: Reply | null): Effect | null {
  return covered && { covered };
}

function inPlace(reply: Reply | null): Effect | null {
  return reply && { instead: () => reply };
}

export type FaultName = keyof typeof rows;

export const faultNames = Object.keys(rows) as FaultName[];

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(rows, text);
}

export function isFaultValue(name: FaultName, value: string): boolean {
  return effectOf(name, value, 0) !== null;
}

/** @returns null when the fault cannot be told that. */
export function effectOf(name: FaultName, value: string, armed: number): Effect | null {
  const row: FaultRow = rows[name];
  if (typeof row === 'function') return row(value, armed);
  return value === '' ? row : null;
}
