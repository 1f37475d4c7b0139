import { problemOf, StationError } from '../../shared/errors.ts';
import type { ActKind, Problem } from '../../shared/model.ts';
import { ApiError } from '../esim-go/index.ts';
import type { Entry, Outcome, Store } from '../store/index.ts';

/** What came of a call: an answer, the proof that it had no effect, or neither. */
export type Ended<T> =
  | { outcome: 'answered'; answer: T }
  | { outcome: 'refused' | 'unsent' | 'unknown'; problem: Problem };

/** What every journaled call needs. */
export interface Journal {
  store: Store;
  now: () => Date;
  /** The API's clock; null where it is not to be relied on. */
  apiNow: () => Date | null;
  /**
   * Whether this history is of the account that the key belongs to. Null where that is known: then a call is written down in the same
   * turn of the program in which it was decided on.
   * @throws StationError `account.*` when it is not, `api.*` when the account cannot be asked
   */
  mustBeOurs: () => Promise<void> | null;
}

interface Journaled<T> {
  /** As it is sent; kept for the audit trail. */
  request: unknown;
  operator: string;
  send: (callId: string) => Promise<T>;
  /** Written in the same transaction as the opening, before anything is sent. */
  onOpen?: (callId: string) => void;
  /** Written in the same transaction as the closing. @returns the reference by which the account knows the call, if it has one */
  onClose?: (ended: Ended<T>, callId: string) => string | undefined;
}

/** Calls of each store that are on their way in this process: what else is open was left by one that died. */
const underWay = new WeakMap<Store, Set<string>>();

export function callsUnderWay(store: Store): Set<string> {
  const calls = underWay.get(store) ?? new Set();
  underWay.set(store, calls);
  return calls;
}

/** What is said of a call whose outcome only the account can tell, or nobody. */
export function unknownOutcome(kind: ActKind): Problem {
  return { code: `unknown.${kind}`, params: {} };
}

/** The API said no to this request; sending it again would be refused again. */
const REFUSALS = new Set(['api.refused', 'api.out-of-stock', 'api.not-yours', 'api.balance', 'api.forbidden']);

/**
 * Makes one call that spends or changes something: written down and flushed first, then sent once, then closed together with
 * what it brought. Whatever cannot be proven not to have happened ends as unknown, and nobody sends it again by itself.
 * @param entry what it takes to settle it when its answer gets lost
 * @throws StationError `store.*` with nothing sent; `journal.full` when it was sent and what came of it cannot be written down now
 */
export async function journaled<T>(
  { store, now, apiNow, mustBeOurs }: Journal,
  entry: Entry,
  { request, operator, send, onOpen, onClose }: Journaled<T>,
): Promise<{ callId: string } & Ended<T>> {
  const asked = mustBeOurs();
  if (asked) await asked;
  const calls = callsUnderWay(store);
  const callId = store.transaction(() => {
    const apiSentAt = apiNow()?.toISOString() ?? null;
    const id = store.journal.open({ ...entry, request, operator, sentAt: now(), apiSentAt });
    onOpen?.(id);
    return id;
  });
  calls.add(callId);
  try {
    const ended = await endOf(entry.kind, () => send(callId));
    try {
      store.transaction(() => {
        const reference = onClose?.(ended, callId);
        const problem = ended.outcome === 'answered' ? undefined : ended.problem;
        store.journal.close(callId, {
          outcome: ended.outcome,
          closedAt: now(),
          apiClosedAt: apiNow(),
          ...(reference === undefined ? {} : { reference }),
          ...(problem === undefined ? {} : { problem }),
        });
      });
    } catch (error) {
      throw cannotBeWritten(ended, error);
    }
    return { callId, ...ended };
  } finally {
    calls.delete(callId);
  }
}

/** The entry stays open: as soon as there is room it counts as a call whose answer got lost, and is settled from the account. */
function cannotBeWritten(ended: Ended<unknown>, error: unknown): unknown {
  if (!(error instanceof StationError)) return error;
  const done = ended.outcome === 'answered' ? 'done' : ended.outcome === 'unknown' ? 'maybe' : 'nothing';
  return new StationError('journal.full', { done }, { cause: error });
}

async function endOf<T>(kind: ActKind, send: () => Promise<T>): Promise<Ended<T>> {
  try {
    return { outcome: 'answered', answer: await send() };
  } catch (error) {
    const problem = problemOf(error);
    // Without a key of this account the client sends nothing at all, and a name that no path can hold is not sent either.
    if (problem.code.startsWith('account.') || problem.code === 'invalid-request')
      return { outcome: 'unsent', problem };
    // Our own mistakes prove nothing about the API.
    if (!(error instanceof ApiError) || error.effect === 'unknown') {
      return { outcome: 'unknown', problem: unknownOutcome(kind) };
    }
    const outcome: Outcome = REFUSALS.has(problem.code) ? 'refused' : 'unsent';
    return { outcome, problem };
  }
}
