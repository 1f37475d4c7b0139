/**
 * A double of `window.station` that answers what the test lists and rejects everything else, so that a call nobody expected
 * fails the test instead of passing unseen.
 */

import { afterEach, expect } from 'vitest';
import type { StoreApi } from 'zustand';
import { useAccount } from '../../renderer/stores/account.ts';
import { useBatch } from '../../renderer/stores/batch.ts';
import { useHistory } from '../../renderer/stores/history.ts';
import { useManifest } from '../../renderer/stores/manifest.ts';
import { useNavigation } from '../../renderer/stores/navigation.ts';
import { useOrder } from '../../renderer/stores/order.ts';
import { usePreferences } from '../../renderer/stores/preferences.ts';
import { useStock } from '../../renderer/stores/stock.ts';
import { useTopUp } from '../../renderer/stores/top-up.ts';
import type { Bridge, Domain, Envelope, Events } from '../../shared/contract.ts';
import { problemOf } from '../../shared/errors.ts';
import { act } from './dom.ts';

type ValueOf<Verb> = Verb extends (...input: never) => Promise<Envelope<infer Value>> ? Value : never;
type InputOf<Verb> = Verb extends (...input: infer Input) => unknown ? Input : never;

/** For each verb what it answers; thrown errors become problems, as in the main process. */
export type Answers = {
  [D in Domain]?: {
    [V in keyof Bridge[D]]?: (
      ...input: InputOf<Bridge[D][V]>
    ) => ValueOf<Bridge[D][V]> | Promise<ValueOf<Bridge[D][V]>>;
  };
};

export interface BridgeDouble {
  /** Verbs in the order they were called, with their input: `['batches.create', {…}]`. */
  calls: [verb: string, input: unknown][];
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void;
}

const unexpected: string[] = [];

function reset<State>(store: StoreApi<State>): void {
  store.setState(store.getInitialState(), true);
}

afterEach(() => {
  act(() => {
    reset(useAccount);
    reset(useBatch);
    reset(useHistory);
    reset(useManifest);
    reset(useNavigation);
    reset(useOrder);
    reset(usePreferences);
    reset(useStock);
    reset(useTopUp);
  });
  expect(unexpected.splice(0)).toEqual([]);
});

async function envelope(work: () => unknown): Promise<Envelope<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

export function installBridge(answers: Answers): BridgeDouble {
  const calls: BridgeDouble['calls'] = [];
  const listeners = new Map<string, Set<(event: unknown) => void>>();

  function verb(domain: string, name: string) {
    const answer = (answers as Record<string, Record<string, (input: unknown) => unknown> | undefined>)[domain]?.[name];
    return (input: unknown) => {
      calls.push([`${domain}.${name}`, input]);
      if (answer) return envelope(() => answer(input));
      unexpected.push(`${domain}.${name}`);
      return Promise.reject(new Error(`nobody expected ${domain}.${name}`));
    };
  }

  function subscribe(name: string) {
    return (listener: (event: unknown) => void) => {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => known.delete(listener);
    };
  }

  const station = new Proxy(
    {},
    {
      get: (_, domain: string) =>
        new Proxy({}, { get: (_, name: string) => (domain === 'on' ? subscribe(name) : verb(domain, name)) }),
    },
  );
  Object.defineProperty(window, 'station', { value: station, configurable: true });

  return {
    calls,
    emit: (name, event) =>
      act(() => {
        for (const listener of listeners.get(name) ?? []) listener(event);
      }),
  };
}
