/**
 * What became of a call whose answer got lost: found out from the account itself before anything of it is sent again. See
 * ARCHITECTURE.md, "Reconcile".
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { StationError } from '../../../shared/errors.ts';
import type { Candidate, Choice, Question } from '../../../shared/model.ts';
import { readMark, withMark } from '../../../shared/station-mark.ts';
import { journaled } from '../../calls/index.ts';
import type { Call } from '../../store/index.ts';
import type { Context } from '../context.ts';
import type { Gate } from '../gate.ts';
import { createPatience, patiently } from '../patience.ts';
import { showsMs, type Timing } from '../timing.ts';
import { decide, type Lost, type Waits } from './decide.ts';
import { ageOf, type LostCall, lookAtAccount, lostAlike, newCandidates, type View } from './look.ts';
import { lastPossible } from './times.ts';
import { lookAtEsim } from './top-up.ts';

/** What was found out of a lost call. */
export type Found = 'made' | 'not-made' | 'asked';

/** What looking for a lost call needs besides. */
export interface Means {
  gate: Gate;
  /** Marks what this station made: another one may be waiting for that, as this one waits for the other's marks. */
  mark: () => Promise<void>;
}

/**
 * Looks at the account until it tells what became of a lost call, or until it is clear that it will not; then a person is asked.
 * @throws StationError when the account cannot be looked at; nothing is decided then
 */
export async function reconcile(call: Call, context: Context, { gate, mark }: Means): Promise<Found> {
  const { store, signal, timing } = context;
  const lost = lostCall(call, context);
  const waits = waitsFor(lost.quantity, timing);
  const patience = createPatience();
  const since = performance.now();
  const lookAndDecide = async () => {
    const seen = await patiently(patience, signal, () => gate.alone(() => look(lost, context, since)));
    // Another lost call of ours may have been given one of them since.
    const view = { ...seen, candidates: seen.candidates.filter((one) => !store.journal.isOurs(one.reference)) };
    return { view, decision: decide(lostAmongOthers(lost, view, context, since), view, waits) };
  };
  for (;;) {
    signal.throwIfAborted();
    const { view, decision } = await lookAndDecide();
    if (decision === 'send-again') {
      sendAgain(call, 'station', context);
      return 'not-made';
    }
    if (decision === 'ask') {
      store.transaction(() => ask(call, view, context));
      return 'asked';
    }
    if (decision !== 'wait') {
      const { reference } = decision.adopt;
      // Looked at once more after the claim: whoever else was at work has shown himself by then.
      const stillOurs = async () => {
        const { decision: again } = await lookAndDecide();
        return typeof again === 'object' && again.adopt.reference === reference;
      };
      const adopted = await context.claiming(() => adopt(call, decision.adopt, 'station', context, stillOurs));
      if (adopted) return 'made';
    }
    await mark();
    await patience.pause(null, signal);
  }
}

/** A lost call beside the other lost ones of this station, which the account may have given what it shows. */
function lostAmongOthers({ call, bundle, quantity }: LostCall, view: View, context: Context, since: number): Lost {
  const { store, timing } = context;
  const oldest = Date.parse(view.candidates[0]?.assignedAt ?? '');
  const rest = lostAlike(call, context)
    .filter(({ settled }) => settled === null)
    .filter((one) => !(lastPossible(one, showsMs(quantity, timing)) < oldest));
  const alike = rest.filter(({ request }) => isDeepStrictEqual(request, call.request)).length;
  const isGrowing = (one: Call) => ageOf(one, context, since) < timing.processingMs;
  // What a top-up made stands on its own eSIM.
  const larger = call.kind !== 'top-up' && store.journal.largerLost(bundle, quantity).some(isGrowing);
  return { quantity, alike, unlike: rest.length > alike, larger };
}

/** The question that a person is asked about a lost call, from the rows alone. */
export function questionsOf(batchId: string, { store }: Pick<Context, 'store'>): Question[] {
  return store.settlements.open(batchId).flatMap(({ callId, evidence }): Question[] => {
    const call = store.journal.get(callId);
    if (!call) return [];
    const items = store.items.ofCall(callId);
    return [
      {
        ...evidence,
        callId,
        batchId,
        kind: call.kind === 'top-up' ? 'top-up' : 'new',
        bundle: items[0]?.bundle ?? '',
        quantity: items.length,
        sentAt: call.sentAt,
        operator: call.operator,
      },
    ];
  });
}

/**
 * Carries out what a person decided about a lost call.
 * @throws StationError `reconcile.*` with nothing changed, or `api.*` when the account has to be asked for it and cannot
 */
export async function carryOut(
  { callId, choice, reference }: { callId: string; choice: Choice; reference: string | null },
  operator: string,
  context: Context,
  gate: Gate,
): Promise<string> {
  const { call, question } = openQuestion(callId, context);
  if (choice === 'send-again') {
    const fresh = await gate.alone(() => newSince(call, question, context));
    // Somebody else may have answered it meanwhile.
    openQuestion(callId, context);
    if (fresh.length > 0) renew(question, fresh, context);
    sendAgain(call, operator, context);
  } else if (choice === 'leave') leave(call, operator, context);
  else {
    const candidate = await candidateFor(call, question, reference, context);
    if (!candidate) throw new StationError('reconcile.no-candidate');
    if (!(await context.claiming(() => adopt(call, candidate, operator, context)))) {
      openQuestion(callId, context);
      throw new StationError('reconcile.taken');
    }
  }
  return question.batchId;
}

/** @throws StationError `reconcile.no-question` */
function openQuestion(callId: string, context: Context): { call: Call; question: Question } {
  const call = context.store.journal.get(callId);
  const question = call?.batchId ? questionsOf(call.batchId, context).find((one) => one.callId === callId) : undefined;
  if (!call || !question) throw new StationError('reconcile.no-question');
  return { call, question };
}

/** What has come to the account since a question was asked, which may have waited for days. */
async function newSince(call: Call, { candidates }: Question, context: Context): Promise<Candidate[]> {
  const lost = lostCall(call, context);
  if (call.kind !== 'top-up') return newCandidates(lost, new Set(candidates.flatMap(({ iccids }) => iccids)), context);
  const now = await lookAtEsim(lost, context, performance.now());
  return now.candidates.filter(({ reference }) => !candidates.some((one) => one.reference === reference));
}

/** Nobody buys again what is there after all without having seen it. @throws StationError `reconcile.outdated` */
function renew({ callId, candidates, others, stock }: Question, fresh: Candidate[], { store, now }: Context): never {
  const known = candidates.filter(({ reference }) => !fresh.some((one) => one.reference === reference));
  store.transaction(() => store.settlements.ask(callId, { candidates: [...known, ...fresh], others, stock }, now()));
  throw new StationError('reconcile.outdated');
}

/** What a person points at: as the question showed it, or as the account shows it by now. */
async function candidateFor(
  call: Call,
  { candidates }: Question,
  reference: string | null,
  context: Context,
): Promise<Candidate | undefined> {
  const isMeant = (one: Candidate) => one.reference === reference;
  const shown = candidates.find(isMeant);
  return shown ?? (await look(lostCall(call, context), context, performance.now())).candidates.find(isMeant);
}

function lostCall(call: Call, { store }: Context): LostCall {
  const items = store.items.ofCall(call.id);
  return { call, bundle: items[0]?.bundle ?? '', quantity: items.length };
}

const look = (lost: LostCall, context: Context, since: number): Promise<View> =>
  lost.call.kind === 'top-up' ? lookAtEsim(lost, context, since) : lookAtAccount(lost, context, since);

function waitsFor(quantity: number, timing: Timing): Waits {
  const { settleMs, doubtMs } = timing;
  return { settleMs, showsMs: showsMs(quantity, timing), doubtMs };
}

/** @param by `station`, or the name of the operator who said so */
function settle(
  call: Call,
  verdict: { verdict: 'made'; reference: string } | { verdict: 'not-made' | 'left' },
  by: string,
  { store, now }: Context,
): void {
  const [who, operator] = by === 'station' ? (['station', call.operator] as const) : (['operator', by] as const);
  store.settlements.settle({ callId: call.id, reference: null, ...verdict, by: who, operator, at: now() });
}

function sendAgain(call: Call, by: string, context: Context): void {
  const { store } = context;
  const items = store.items.ofCall(call.id);
  store.transaction(() => {
    settle(call, { verdict: 'not-made' }, by, context);
    store.items.putBack(call.id);
  });
  tell(call, items, context);
}

function leave(call: Call, by: string, context: Context): void {
  const { store } = context;
  const items = store.items.ofCall(call.id);
  store.transaction(() => {
    settle(call, { verdict: 'left' }, by, context);
    for (const { position } of items) store.items.update(call.batchId ?? '', position, { state: 'cancelled' });
  });
  tell(call, items, context);
}

function ask(call: Call, { candidates, others, stock }: View, context: Context): void {
  const { store, now } = context;
  const items = store.items.ofCall(call.id);
  store.settlements.ask(call.id, { candidates, others, stock }, now());
  const problem = { code: 'reconcile.ask', params: {} } as const;
  for (const { position } of items) store.items.update(call.batchId ?? '', position, { state: 'unknown', problem });
  tell(call, items, context);
}

function tell(call: Call, items: readonly { position: number }[], { store, changed }: Context): void {
  const batchId = call.batchId ?? '';
  const positions = items.map(({ position }) => position);
  changed(batchId, store.items.at(batchId, positions));
}

/**
 * Takes eSIMs of the account as what the lost call made. They are claimed by this station's mark first, so that of two stations that see
 * the same ones only the last to write keeps them, and the other sees that in time.
 * @param stillOurs asked when the claim stands; a person's word needs no second thought
 * @returns false when they are not to be had
 */
async function adopt(
  call: Call,
  { reference, iccids: seen }: Candidate,
  by: string,
  context: Context,
  stillOurs: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const { store, client } = context;
  const items = store.items.ofCall(call.id);
  const isTopUp = call.kind === 'top-up';
  const isSettled = () => store.journal.get(call.id)?.settled !== null;
  // What was seen may have grown since, and the API may name only some of it.
  const named = isTopUp ? [] : (await client.assignments(reference)).map(({ iccid }) => iccid);
  const iccids = [...new Set([...seen, ...named])];
  if (iccids.length < 1 || iccids.length > items.length || isSettled()) return false;
  if (!isTopUp && !(await claim(iccids, call, context, stillOurs))) return false;
  return store.transaction(() => {
    if (isSettled()) return false;
    if (store.journal.isOurs(reference) || (!isTopUp && iccids.some((iccid) => store.items.owner(iccid)))) return false;
    settle(call, { verdict: 'made', reference }, by, context);
    items.forEach(({ position }, index) => {
      const iccid = iccids[index];
      const batchId = call.batchId ?? '';
      if (isTopUp) store.items.update(batchId, position, { state: 'ready' });
      else if (iccid) store.items.update(batchId, position, { state: 'assigned', iccid });
      // Whether the rest was never made only a person can say; nothing is bought again before that.
      else store.items.update(batchId, position, { state: 'failed', problem: { code: 'reconcile.fewer', params: {} } });
    });
    tell(call, items, context);
    return true;
  });
}

/** @returns whether nobody else has claimed them, before or since; a claim that is given up is taken back */
async function claim(
  [first = '']: readonly string[],
  call: Call,
  context: Context,
  stillOurs: () => Promise<boolean>,
): Promise<boolean> {
  const { client, store, station, timing, signal } = context;
  // Another lost call of ours was quicker.
  if (store.items.owner(first)) return false;
  const claimed = async () => readMark((await client.esim(first)).customerRef);
  const before = await claimed();
  if (before.mark ? before.mark.station !== station : before.text !== '') return false;
  await writeClaim(first, withMark('', { station, clean: false }), call, context);
  await sleep(timing.claimMs, undefined, { signal });
  const holds = await stillOurs();
  const isOurs = (await claimed()).mark?.station === station;
  if (isOurs && !holds) await writeClaim(first, '', call, context);
  return isOurs && holds;
}

async function writeClaim(iccid: string, customerRef: string, call: Call, context: Context): Promise<void> {
  const { client, store, now } = context;
  const send = () => client.setCustomerRef(iccid, customerRef);
  const { operator } = call;
  await journaled({ store, now, kind: 'reference', request: { iccid, customerRef }, operator, iccid, send });
}
