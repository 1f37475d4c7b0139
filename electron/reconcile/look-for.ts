import { isOutOfReach, StationError } from '../../shared/errors.ts';
import type { ApplyCall } from '../store/index.ts';
import { createPatience, isPassing, type Patience } from '../waiting/index.ts';
import type { Context } from './context.ts';
import { type Decision, decide, type Lost } from './decide.ts';
import { blindView, lookAtAccount, lookAtEsim, prepareLook, type View } from './look.ts';
import type { Marks } from './marks.ts';
import { adopt, ask, ITSELF, sendAgain } from './settle.ts';
import { spanOf } from './times.ts';

/** How often in a row the same group is to be adopted and cannot be, before a person is asked. */
const MOST_FAILURES = 5;

/** What was found out of a lost call. */
export type Found = 'made' | 'not-made' | 'asked';

/**
 * Looks at the account until it tells what became of a lost call, or until it is clear that it will not; then a person is asked.
 * @param signal ends the looking; nothing is decided then
 * @throws StationError when the account is out of reach or the key does not open it; nothing is decided then
 */
export async function lookForCall(
  call: ApplyCall,
  context: Context,
  marks: Marks,
  signal: AbortSignal,
): Promise<Found> {
  const { elapsed, timing } = context;
  const patience = createPatience(timing.patienceMs);
  const lookAndDecide = async () => {
    const view = await look(call, context, patience, signal);
    return { view, decision: decide(lostAmongOthers(call, view, context), view.sight, timing) };
  };
  let failed: string | null = null;
  let failures = 0;
  elapsed.of(call.id);
  try {
    await prepareLook(call, context).catch(() => {});
    for (;;) {
      signal.throwIfAborted();
      const { view, decision } = await lookAndDecide();
      const found = await carryOut(call, view, decision, context, lookAndDecide);
      if (found) return found;
      // What is to be adopted and never can be, because it cannot be marked, is for a person as well.
      if (decision.what === 'adopt' && failed !== decision.reference) failures = 0;
      failed = decision.what === 'adopt' ? decision.reference : null;
      if (failed !== null && ++failures >= MOST_FAILURES && elapsed.of(call.id) > timing.showsMs + timing.doubtMs) {
        ask(call, view.evidence, context);
        return 'asked';
      }
      elapsed.save(call.id);
      await marks.write(() => true, 'marks');
      await patience.pause(null, signal);
    }
  } finally {
    elapsed.save(call.id);
  }
}

async function carryOut(
  call: ApplyCall,
  { evidence }: View,
  decision: Decision,
  context: Context,
  lookAndDecide: () => Promise<{ decision: Decision }>,
): Promise<Found | null> {
  switch (decision.what) {
    case 'wait':
      return null;
    case 'send-again':
      sendAgain(call, ITSELF, context);
      return 'not-made';
    case 'ask':
      ask(call, evidence, context);
      return 'asked';
    default: {
      const { reference } = decision;
      const candidate = evidence.candidates.find((one) => one.reference === reference);
      // Looked at once more after the claim: whoever else was at work has shown himself by then.
      const stillOurs = async () => {
        const { decision: again } = await lookAndDecide();
        return again.what === 'adopt' && again.reference === reference;
      };
      const adopted = candidate && (await context.claiming(() => adopt(call, candidate, ITSELF, context, stillOurs)));
      return adopted ? 'made' : null;
    }
  }
}

/** What nobody can look at, nobody waits for without an end: after the patience it counts as seen, with nothing in it. */
async function look(call: ApplyCall, context: Context, patience: Patience, signal: AbortSignal): Promise<View> {
  const { gate, elapsed, store } = context;
  const age = () => Math.min(elapsed.of(call.id), ...store.journal.lostAlike(call).map(({ id }) => elapsed.of(id)));
  for (;;) {
    signal.throwIfAborted();
    try {
      return await gate.alone(() =>
        call.kind === 'top-up' ? lookAtEsim(call, context, age()) : lookAtAccount(call, context, age()),
      );
    } catch (error) {
      if (!isOfTheApi(error)) throw error;
      if (!isPassing(error)) return blindView(call, age());
      if (patience.isOver()) {
        if (isOutOfReach(error.code)) throw error;
        return blindView(call, age());
      }
      await patience.pause(error.retryAfterMs, signal);
    }
  }
}

/** A failure of the API itself. Without a key that opens the account nothing can be looked at, and nothing said. */
function isOfTheApi(error: unknown): error is StationError {
  return error instanceof StationError && error.code.startsWith('api.') && error.code !== 'api.unauthorised';
}

/** A lost call beside the other lost ones of this station, which the account may have given what it shows. */
function lostAmongOthers(call: ApplyCall, { evidence }: View, { store, timing, elapsed }: Context): Lost {
  const oldest = Date.parse(evidence.candidates[0]?.assignedAt ?? '');
  const rest = store.journal
    .lostAlike(call)
    .filter(({ settled, restOf }) => settled === null && restOf === call.restOf)
    .filter((one) => !((spanOf(one, timing)?.to ?? Number.NaN) < oldest));
  const alike = rest.filter(({ startsAt }) => startsAt === call.startsAt).length;
  // What a top-up made stands on its own eSIM.
  const larger =
    call.kind !== 'top-up' &&
    store.journal
      .lookedFor()
      .some(
        ({ id, bundle, quantity }) =>
          bundle === call.bundle && quantity > call.quantity && elapsed.of(id) < timing.processingMs,
      );
  return { quantity: call.quantity, alike, unlike: rest.length > alike, larger };
}
