/**
 * What can be made to go wrong, on request: a table of effects and the bookkeeping of when each strikes. A new fault is a new
 * row in the table.
 */
import { SMDP_ADDRESS } from './numbers.ts';
import { type ArchiveFile, qrPng } from './qr-zip.ts';
import { failed, processing, type Reply, rateLimited } from './replies.ts';
import { zipBomb } from './zip-bomb.ts';

/** The request a fault may strike. */
export interface Target {
  /** Below the version. */
  path: string;
  accept: string;
}

export interface Effect {
  /** The only requests the effect makes sense for; all, when absent. */
  needs?: (target: Target) => boolean;
  /** Where it strikes when nobody says where. */
  path?: string;
  /** Answered in place of the API, which does nothing; null cuts the connection. */
  instead?: Reply | null;
  /** How many of the last eSIMs of an apply are refused. */
  refused?: number;
  /** Which rows of a list are there already. */
  rows?: <Row>(rows: Row[]) => Row[];
  files?: (files: ArchiveFile[]) => ArchiveFile[];
  archive?: (archive: Buffer, files: ArchiveFile[]) => Buffer | Promise<Buffer>;
  /** What becomes of the answer once the work is done. */
  after?: 'cut' | 'hold';
}

const APPLY = '/esims/apply';
const ASSIGNMENTS = '/esims/assignments';
const isApply = ({ path }: Target): boolean => path === APPLY;
const isAssignments = ({ path }: Target): boolean => path === ASSIGNMENTS;
const isArchive = (target: Target): boolean => isAssignments(target) && target.accept.includes('application/zip');

const ENTRIES = 10_000;
const padding = (count: number): ArchiveFile[] =>
  Array.from({ length: Math.max(0, count) }, (_, i) => ({ name: `${i + 1}.png`, data: Buffer.from('.') }));

/** A code nobody was ever given, for an archive with one picture only. */
const STRANGE_CODE = `LPA:1$${SMDP_ADDRESS}$00000-00000-00000-00000`;

const replaceFirst = (files: ArchiveFile[], change: (file: ArchiveFile) => Partial<ArchiveFile>): ArchiveFile[] =>
  files.map((file, index) => (index === 0 ? { ...file, ...change(file) } : file));

const effects = {
  'reset-before': { instead: null },
  'reset-after': { after: 'cut' },
  hold: { path: APPLY, after: 'hold' },
  '429': { instead: rateLimited },
  '503': { instead: processing },
  '500-empty': { instead: { ...failed, body: '' } },
  html: {
    instead: {
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><title>Free Wi-Fi</title><h1>Please accept our terms</h1>',
    },
  },
  'item-failure': { needs: isApply, refused: 1 },
  'partial-rows': { needs: isAssignments, rows: (rows) => rows.slice(0, Math.floor(rows.length / 2)) },
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
} satisfies Record<string, Effect>;

export type FaultName = keyof typeof effects;

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(effects, text);
}

export interface FaultRequest {
  name: FaultName;
  /** Requests it strikes, 1 when absent; 0 or Infinity: all from now on. */
  times?: number;
  /** Beginning of the path below the version, such as `/esims/apply`. */
  path?: string;
}

export interface Fault {
  /** Resolves when the fault strikes for the first time, and its work (for `reset-after`, `hold`) is done. */
  struck: Promise<void>;
  /** Ends the fault; held answers go out. */
  release(): void;
}

/** One request under a fault. */
export interface Strike {
  effect: Effect;
  struck(): void;
  released: Promise<void>;
}

export interface Faults {
  arm(request: FaultRequest): Fault;
  strike(target: Target): Strike | undefined;
}

function signal(): { promise: Promise<void>; fire: () => void } {
  let fire = (): void => {};
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire };
}

/** Each request is struck by one fault at most, the one armed first: so several make a script. */
export function createFaults(): Faults {
  const armed = new Set<{ left: number; matches: (target: Target) => boolean; strike: Strike }>();

  return {
    arm({ name, times = 1, path }) {
      const effect: Effect = effects[name];
      const start = path ?? effect.path ?? '/';
      const struck = signal();
      const released = signal();
      const fault = {
        left: times === 0 ? Number.POSITIVE_INFINITY : times,
        matches: (target: Target) => target.path.startsWith(start) && (effect.needs?.(target) ?? true),
        strike: { effect, struck: struck.fire, released: released.promise },
      };
      armed.add(fault);
      return {
        struck: struck.promise,
        release() {
          armed.delete(fault);
          released.fire();
        },
      };
    },

    strike(target) {
      for (const fault of armed) {
        if (!fault.matches(target)) continue;
        if (--fault.left <= 0) armed.delete(fault);
        return fault.strike;
      }
      return undefined;
    },
  };
}
