/**
 * What became of calls whose answer got lost: found out from the account itself before anything of them is sent again. See
 * ARCHITECTURE.md, "Reconcile".
 */
import type { Answer, BatchItem, Question } from '../../shared/model.ts';
import { stationMark } from '../../shared/station-mark.ts';
import type { Client } from '../esim-go/index.ts';
import { closeInterrupted, type Journal } from '../journal/index.ts';
import type { ApplyCall, Store } from '../store/index.ts';
import type { Timing } from '../waiting/index.ts';
import { lookForAlone } from './alone.ts';
import type { Context } from './context.ts';
import { createElapsed } from './elapsed.ts';
import { createFacts } from './facts.ts';
import { createGate } from './gate.ts';
import { mayBeMade, showsAnotherLife } from './look.ts';
import { type Found, lookForCall } from './look-for.ts';
import { createMarks, type Marks } from './marks.ts';
import { carryOut, questionsOf } from './questions.ts';
import { loseRest } from './settle.ts';

export type { Found } from './look-for.ts';

/** Applies of the station on their way at once: one would leave the rate limit unused while its answer travels. */
export const LANES = 3;

export interface Reconcile {
  /** Sends an apply, at most three at a time, and none while the account is looked at: what it makes would look like nobody's. */
  sending<T>(send: () => Promise<T>): Promise<T>;
  marks: Marks;
  /**
   * Looks for a lost call of a batch until it is settled or a person is asked.
   * @throws StationError when the account is out of reach; nothing is decided then
   */
  lookFor(call: ApplyCall, signal: AbortSignal): Promise<Found>;
  /** Whether the account shows what only another life of this history can have made. @throws ApiError when it cannot be asked */
  showsAnotherLife(): Promise<boolean>;
  /** Whether the account shows what nobody claims and a plan may have made in another life. @throws ApiError when it cannot be asked */
  mayBeMade(plan: { bundle: string; quantities: ReadonlySet<number>; plannedAt: Date }): Promise<boolean>;
  /** What of an answered call never showed counts as lost. Call it in a transaction. @param waitedMs how long nothing of it showed */
  loseRest(call: ApplyCall, waitedMs: number): void;
  /** Looks for every lost purchase, refund and revoke that is not looked for yet. */
  lookForOthers(): void;
  /** Resolves when none of those is looked for any more. */
  othersFound(): Promise<void>;
  /** What a person has to decide. @param batchId of one batch; null for purchases, refunds and revokes */
  questions(batchId: string | null): Question[];
  /**
   * Carries out what a person decided. @returns the batch that goes on, if it was about one
   * @throws StationError `reconcile.*` or `api.*` with nothing decided
   */
  answer(answer: Answer, operator: string): Promise<string | null>;
}

interface Options {
  store: Store;
  client: Client;
  now: () => Date;
  journal: Journal;
  timing: Timing;
  /** Says which items of a batch changed, after the change is in the store. */
  changed: (batchId: string, items: BatchItem[]) => void;
  /** The account shows what only a copy of this history can have done. */
  copySeen: () => void;
  /** Told about what ends the looking for a purchase, refund or revoke. */
  onError: (error: unknown) => void;
  signal: AbortSignal;
}

export function createReconcile(options: Options): Reconcile {
  const { store, client, onError, signal } = options;
  const gate = createGate(LANES);
  const { alone: claiming } = createGate(1);
  const context: Context = {
    ...options,
    gate,
    claiming,
    elapsed: createElapsed(store),
    facts: createFacts(client),
    station: () => stationMark(store.stationId),
    isOwnMark: (station) => [store.stationId, ...store.formerStationIds].some((id) => stationMark(id) === station),
  };
  const marks = createMarks(context);
  const lookedFor = new Map<string, Promise<void>>();

  return {
    sending: gate.apply,
    marks,
    lookFor: (call, until) => lookForCall(call, context, marks, AbortSignal.any([signal, until])),
    showsAnotherLife: () => showsAnotherLife(context),
    mayBeMade: (plan) => mayBeMade(plan, context),
    loseRest: (call, waitedMs) => loseRest(call, call.reference ?? '', waitedMs, context),
    lookForOthers() {
      closeInterrupted(store, options.now);
      for (const call of store.journal.unsettledAlone()) {
        if (lookedFor.has(call.id)) continue;
        const found = lookForAlone(call, context)
          .catch((error: unknown) => {
            if (!signal.aborted) onError(error);
          })
          .finally(() => lookedFor.delete(call.id));
        lookedFor.set(call.id, found);
      }
    },
    async othersFound() {
      while (lookedFor.size > 0) await Promise.all(lookedFor.values());
    },
    questions: (batchId) => questionsOf(batchId, context),
    answer: (answer, operator) => carryOut(answer, operator, context),
  };
}
