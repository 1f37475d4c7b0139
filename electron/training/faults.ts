/**
 * What can be made to go wrong, on request: a table of effects and the bookkeeping of when each strikes. A new fault is a new
 * row in the table.
 */
import { SMDP_ADDRESS } from './numbers.ts';
import { type ArchiveFile, qrPng } from './qr-zip.ts';
import { busy, failed, processing, type Reply, rateLimited } from './replies.ts';
import { zipBomb } from './zip-bomb.ts';

/** The request a fault may strike. */
export interface Target {
  method: string;
  /** Below the version. */
  path: string;
  accept: string;
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
  /** Whether every bundle is taken for one of another provider than the eSIM. */
  incompatible?: true;
  /** Whether the organisation may give nothing back. */
  refundsOff?: true;
  /** Whether an eSIM without bundles stays. */
  returnsOff?: true;
  /** How many of the last eSIMs of an apply are refused. */
  refused?: number;
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
const isFitting = ({ method, path }: Target): boolean =>
  path === APPLY || (method === 'POST' && path === '/orders') || /^\/esims\/\d+\/compatible\//.test(path);
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
  'refunds-off': { standing: true, needs: isRefund, refundsOff: true },
  'returns-off': { standing: true, needs: isRefund, returnsOff: true },
  incompatible: { needs: isFitting, incompatible: true },
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

export const faultNames = Object.keys(effects) as FaultName[];

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(effects, text);
}

export interface FaultRequest {
  name: FaultName;
  /** Requests it strikes; 0 or Infinity: all from now on. When absent 1, and all for a standing one. */
  times?: number;
  /** Beginning of the path below the version, such as `/esims/apply`. */
  path?: string;
}

export interface Fault {
  /** Names it at the HTTP control. */
  id: number;
  /** Resolves when the fault strikes for the first time, and its work (for `reset-after`, `hold`) is done. */
  struck: Promise<void>;
  /** Ends the fault; held answers go out. */
  release(): void;
}

/** A fault as it stands. */
export interface FaultState {
  id: number;
  name: FaultName;
  path: string;
  /** Requests it will still strike; null: all. */
  left: number | null;
  /** Requests it has struck, with their work done. */
  struck: number;
}

/** One request under one or several faults. */
export interface Strike {
  effect: Effect;
  struck(): void;
  released: Promise<unknown>;
}

export interface Faults {
  arm(request: FaultRequest): Fault;
  strike(target: Target): Strike | undefined;
  /** Whatever was armed and not released, spent or not; in the order of arming. */
  states(): FaultState[];
  /** @returns whether there was such a fault. */
  release(id: number): boolean;
}

function signal(): { promise: Promise<void>; fire: () => void } {
  let fire = (): void => {};
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire };
}

interface Armed {
  state: FaultState;
  effect: Effect;
  struck: ReturnType<typeof signal>;
  released: ReturnType<typeof signal>;
}

function matches({ state, effect }: Armed, target: Target): boolean {
  return state.left !== 0 && target.path.startsWith(state.path) && (effect.needs?.(target) ?? true);
}

/**
 * Each request is struck by the faults that stand and by one other at most, the one armed first: so several make a script.
 */
export function createFaults(): Faults {
  const armed = new Map<number, Armed>();
  let lastId = 0;

  function release(id: number): boolean {
    armed.get(id)?.released.fire();
    return armed.delete(id);
  }

  return {
    release,

    arm({ name, times, path }) {
      const effect: Effect = effects[name];
      const id = ++lastId;
      const often = times ?? (effect.standing ? 0 : 1);
      const left = often === 0 || often === Number.POSITIVE_INFINITY ? null : often;
      const state = { id, name, path: path ?? effect.path ?? '/', left, struck: 0 };
      const fault: Armed = { state, effect, struck: signal(), released: signal() };
      armed.set(id, fault);
      return { id, struck: fault.struck.promise, release: () => void release(id) };
    },

    strike(target) {
      const fitting = [...armed.values()].filter((fault) => matches(fault, target));
      const passing = fitting.find(({ effect }) => !effect.standing);
      const struck = fitting.filter((fault) => fault.effect.standing || fault === passing);
      if (struck.length === 0) return undefined;
      for (const { state } of struck) if (state.left !== null) state.left--;
      return {
        effect: Object.assign({}, ...struck.map(({ effect }) => effect)),
        struck: () => {
          for (const { state, struck: signal } of struck) {
            state.struck++;
            signal.fire();
          }
        },
        released: passing?.released.promise ?? Promise.resolve(),
      };
    },

    states: () => Array.from(armed.values(), ({ state }) => ({ ...state })),
  };
}
