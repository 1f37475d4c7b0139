/** What becomes of the items of a lost call when it is known what became of the call. Each is one transaction, and happens once. */
import type { Problem, Settled } from '../../shared/model.ts';
import { unknownOutcome } from '../journal/index.ts';
import type { ApplyCall, Evidence } from '../store/index.ts';
import { type By, claim } from './claim.ts';
import type { Context } from './context.ts';

/** How often the station sends one item by itself. */
const MOST_ATTEMPTS = 3;

/** Who settles: the station itself, or a person by name. */
export interface Settler {
  by: By;
  operator: string;
}

export const ITSELF: Settler = { by: 'station', operator: 'station' };

/** @returns false when somebody else was quicker */
export function settleOnce(
  callId: string,
  { verdict, reference = null }: { verdict: Settled; reference?: string | null },
  settler: Settler,
  { store, now }: Pick<Context, 'store' | 'now'>,
): boolean {
  if (store.journal.get(callId)?.settled !== null) return false;
  store.settlements.settle({ callId, verdict, reference, ...settler, at: now() });
  return true;
}

const lostItems = (call: ApplyCall, { store }: Context) =>
  store.items.ofCall(call.id).filter(({ state }) => state === 'unknown');

/** It was never made: its items are planned again. What the API never takes is not sent by itself for ever. */
export function sendAgain(call: ApplyCall, settler: Settler, context: Context): boolean {
  const { store } = context;
  const items = lostItems(call, context);
  const isEnough = settler.by === 'station' && store.items.attempts(call.id) >= MOST_ATTEMPTS;
  const problem = { code: 'provisioning.gave-up', params: { times: MOST_ATTEMPTS } } as const;
  const done = store.transaction(() => {
    if (!settleOnce(call.id, { verdict: 'not-made' }, settler, context)) return false;
    if (!isEnough) store.items.putBack(call.id);
    else for (const { position } of items) store.items.update(call.batchId, position, { state: 'failed', problem });
    return true;
  });
  tell(call, items, context);
  return done;
}

/** A person wants neither to take nor to buy: its items are given up. */
export function leave(call: ApplyCall, settler: Settler, context: Context): boolean {
  const { store } = context;
  const items = lostItems(call, context);
  const done = store.transaction(() => {
    if (!settleOnce(call.id, { verdict: 'left' }, settler, context)) return false;
    for (const { position } of items) store.items.update(call.batchId, position, { state: 'cancelled' });
    return true;
  });
  tell(call, items, context);
  return done;
}

/** The account does not tell: a person is asked. */
export function ask(call: ApplyCall, evidence: Evidence, context: Context): void {
  const { store, now } = context;
  const items = lostItems(call, context);
  const problem: Problem = { code: 'reconcile.ask', params: {} };
  store.transaction(() => {
    store.settlements.ask(call.id, evidence, now());
    for (const { position } of items) store.items.update(call.batchId, position, { state: 'unknown', problem });
  });
  tell(call, items, context);
}

/**
 * Takes eSIMs of the account as what the lost call made.
 * @param seen reference and ICCIDs as they were seen
 * @param stillOurs asked when the claim stands; a person's word needs no second thought
 * @returns false when they are not to be had
 */
export async function adopt(
  call: ApplyCall,
  seen: { reference: string; iccids: readonly string[] },
  settler: Settler,
  context: Context,
  stillOurs: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const { store, facts } = context;
  const { reference } = seen;
  const isSettled = () => store.journal.get(call.id)?.settled !== null;
  if (call.kind === 'top-up') return adoptTopUp(call, reference, settler, context);
  const isRest = call.restOf === reference;
  // What was seen may have grown since, and the API may name only some of it.
  const named = isRest ? [] : ((await facts.assigned(reference)) ?? []);
  const iccids = [...new Set([...seen.iccids, ...named])];
  const wanted = lostItems(call, context).length;
  if (iccids.length < 1 || isSettled()) return false;
  // Only a person takes more than was asked for.
  if (iccids.length > wanted && settler.by === 'station') return false;
  // What an apply of ours made needs no claim: nobody else can have been answered with it.
  if (!isRest && !(await claim(iccids, call, settler.by, context, stillOurs))) return false;
  const items = lostItems(call, context);
  const done = store.transaction(() => {
    if (iccids.some((iccid) => store.items.owner(iccid))) return false;
    if (!isRest && store.journal.isOurs(reference)) return false;
    if (!settleOnce(call.id, { verdict: 'made', reference }, settler, context)) return false;
    items.forEach(({ position }, index) => {
      const iccid = iccids[index];
      if (iccid) store.items.update(call.batchId, position, { state: 'assigned', iccid });
    });
    const problem: Problem = { code: 'provisioning.more', params: {} };
    for (const iccid of iccids.slice(items.length)) {
      store.items.addExtra({ batchId: call.batchId, callId: call.id, bundle: call.bundle, iccid, problem });
    }
    loseRest(call, reference, context.elapsed.of(call.id), context);
    return true;
  });
  if (done) tell(call, items, context);
  return done;
}

function adoptTopUp(call: ApplyCall, reference: string, settler: Settler, context: Context): boolean {
  const { store } = context;
  const items = lostItems(call, context);
  const done = store.transaction(() => {
    if (reference !== call.restOf && store.journal.isOurs(reference)) return false;
    if (!settleOnce(call.id, { verdict: 'made', reference }, settler, context)) return false;
    for (const { position } of items) store.items.update(call.batchId, position, { state: 'ready' });
    return true;
  });
  if (done) tell(call, items, context);
  return done;
}

/**
 * What a call asked for and nothing showed of is lost like a call of its own: found out about, or asked, and never just bought again. Call
 * it in a transaction.
 * @param reference by which the account knows the call @param waitedMs for how long nothing of it showed
 */
export function loseRest(
  call: ApplyCall,
  reference: string,
  waitedMs: number,
  { store, now }: Pick<Context, 'store' | 'now'>,
): void {
  const rest = store.items
    .ofCall(call.id)
    .filter(({ state, iccid }) => state === 'unknown' || (state === 'assigned' && iccid === null));
  if (rest.length === 0) return;
  const problem = unknownOutcome(call.kind);
  const callId = store.journal.presumeLost(call.id, reference, rest.length, problem, now());
  store.journal.saveWaited(callId, waitedMs);
  for (const { position } of rest) {
    store.items.move(call.batchId, position, callId);
    store.items.update(call.batchId, position, { state: 'unknown', problem });
  }
}

function tell(call: ApplyCall, items: readonly { position: number }[], { store, changed }: Context): void {
  const positions = items.map(({ position }) => position);
  changed(call.batchId, store.items.at(call.batchId, positions));
}
