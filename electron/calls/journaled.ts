import { problemOf } from '../../shared/errors.ts';
import type { ActKind, Problem } from '../../shared/model.ts';
import { ApiError } from '../esim-go/index.ts';
import type { Opening, Outcome, Store } from '../store/index.ts';

/** What came of a call: an answer, the proof that it had no effect, or neither. */
export type Ended<T> =
  | { outcome: 'answered'; answer: T }
  | { outcome: 'refused' | 'unsent' | 'unknown'; problem: Problem };

interface Journaled<T> {
  store: Store;
  now: () => Date;
  kind: ActKind;
  /** As it is sent; kept for the audit trail. */
  request: unknown;
  operator: string;
  batchId?: string;
  iccid?: string;
  /** The API's clock, and the stock before the call: by them a lost one is recognised on the account. */
  apiNow?: () => Date | null;
  stock?: Opening['stock'];
  send: (callId: string) => Promise<T>;
  /** Written in the same transaction as the opening, before anything is sent. */
  onOpen?: (callId: string) => void;
  /** Written in the same transaction as the closing. @returns the reference by which the account knows the call, if it has one */
  onClose?: (ended: Ended<T>, callId: string) => string | undefined;
}

/** Acts that spend stock or money; what is unknown about them is looked up elsewhere than for the others. */
const SPENDING = new Set<ActKind>(['apply', 'top-up', 'replace', 'order']);

/** What is said of a call whose outcome only the account can tell. */
export function unknownOutcome(kind: ActKind): Problem {
  return { code: SPENDING.has(kind) ? 'provisioning.unknown' : 'care.unknown', params: {} };
}

/** The API said no to this request; sending it again would be refused again. */
const REFUSALS = new Set(['api.refused', 'api.out-of-stock', 'api.not-yours', 'api.forbidden', 'api.balance']);

/**
 * Makes one call that spends or changes something: written down and flushed first, then sent once, then closed together with
 * what it brought. Whatever cannot be proven not to have happened ends as unknown, and nobody sends it again by itself.
 */
export async function journaled<T>(call: Journaled<T>): Promise<{ callId: string } & Ended<T>> {
  const { store, now } = call;
  const callId = store.transaction(() => {
    const id = store.journal.open({
      kind: call.kind,
      batchId: call.batchId ?? null,
      iccid: call.iccid ?? null,
      request: call.request,
      operator: call.operator,
      sentAt: now(),
      apiSentAt: call.apiNow?.()?.toISOString() ?? null,
      stock: call.stock ?? null,
    });
    call.onOpen?.(id);
    return id;
  });
  const ended = await endOf(call.kind, () => call.send(callId));
  store.transaction(() => {
    const reference = call.onClose?.(ended, callId);
    const problem = ended.outcome === 'answered' ? undefined : ended.problem;
    store.journal.close(callId, {
      outcome: ended.outcome,
      closedAt: now(),
      apiClosedAt: call.apiNow?.() ?? null,
      ...(reference === undefined ? {} : { reference }),
      ...(problem === undefined ? {} : { problem }),
    });
  });
  return { callId, ...ended };
}

async function endOf<T>(kind: ActKind, send: () => Promise<T>): Promise<Ended<T>> {
  try {
    return { outcome: 'answered', answer: await send() };
  } catch (error) {
    const problem = problemOf(error);
    // Without a key the client sends nothing at all.
    if (problem.code === 'account.no-key') return { outcome: 'unsent', problem };
    // Our own mistakes prove nothing about the API.
    if (!(error instanceof ApiError) || error.effect === 'unknown') {
      return { outcome: 'unknown', problem: unknownOutcome(kind) };
    }
    const outcome: Outcome = REFUSALS.has(problem.code) ? 'refused' : 'unsent';
    return { outcome, problem };
  }
}
