/** When each fault strikes, and for how long. What it does then stands in the table of `fault-effects.ts`. */
import { StationError } from '../../shared/errors.ts';
import { type Effect, effectOf, type FaultName, type Target } from './fault-effects.ts';

export interface FaultRequest {
  name: FaultName;
  /** What is said of it, for faults that can be told more: seconds, a status, words. */
  value?: string;
  /** Requests it strikes; 0 or Infinity: all from now on. When absent 1, and all for a standing one. */
  times?: number;
  /** Beginning of the path below the version, such as `/esims/apply`, and of the query behind it. */
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
  value: string;
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
  /** @throws StationError `training.control` when the fault cannot be told that. */
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
  const isThere = `${target.path}${target.search}`.startsWith(state.path);
  return state.left !== 0 && isThere && (effect.needs?.(target) ?? true);
}

/**
 * Each request is struck by the faults that stand and by one other at most, the one armed first: so several make a script.
 */
export function createFaults(now: () => number): Faults {
  const armed = new Map<number, Armed>();
  let lastId = 0;

  function release(id: number): boolean {
    armed.get(id)?.released.fire();
    return armed.delete(id);
  }

  return {
    release,

    arm({ name, value = '', times, path }) {
      const effect = effectOf(name, value, now());
      if (!effect) throw new StationError('training.control', { reason: `the fault ${name} cannot be “${value}”` });
      const id = ++lastId;
      const often = times ?? (effect.standing ? 0 : 1);
      const left = often === 0 || often === Number.POSITIVE_INFINITY ? null : often;
      const state = { id, name, value, path: path ?? effect.path ?? '/', left, struck: 0 };
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
