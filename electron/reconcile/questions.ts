/** What a person is asked about lost calls, and what his answer does. */
import { StationError } from '../../shared/errors.ts';
import type { Answer, Candidate, Question, QuestionKind } from '../../shared/model.ts';
import { type Call, isApply, type OpenQuestion } from '../store/index.ts';
import { answerAlone, lookAgainAlone } from './alone.ts';
import { release } from './claim.ts';
import type { Context } from './context.ts';
import { lookAtAccount, lookAtEsim, type View } from './look.ts';
import { adopt, leave, type Settler, sendAgain } from './settle.ts';

/** @param batchId of one batch; null for purchases, refunds and revokes */
export function questionsOf(batchId: string | null, { store }: Pick<Context, 'store'>): Question[] {
  const open = batchId === null ? store.settlements.openAlone() : store.settlements.open(batchId);
  return open.flatMap((question) => {
    const call = store.journal.get(question.callId);
    return call ? [toQuestion(question, call)] : [];
  });
}

function toQuestion({ callId, number, evidence }: OpenQuestion, call: Call): Question {
  const { batchId, bundle, quantity, sentAt, operator } = call;
  return {
    ...evidence,
    callId,
    number,
    batchId,
    kind: kindOf(call),
    bundle: bundle ?? '',
    quantity: quantity ?? 1,
    sentAt,
    operator,
  };
}

function kindOf({ kind }: Call): QuestionKind {
  if (kind === 'order' || kind === 'refund' || kind === 'revoke' || kind === 'top-up') return kind;
  return 'new';
}

/**
 * Carries out what a person decided about a lost call.
 * @returns the batch that goes on
 * @throws StationError `reconcile.*` with nothing changed, or `api.*` when the account has to be asked for it and cannot
 */
export async function carryOut(answer: Answer, operator: string, context: Context): Promise<string | null> {
  const { call, question } = openQuestion(answer.callId, context);
  const settler: Settler = { by: 'operator', operator };
  if (!isApply(call)) {
    await answerAlone(call, answer, settler, context);
    return null;
  }
  if (answer.choice === 'leave') {
    await mayLeave(call, question, context);
    if (!leave(call, settler, context)) throw new StationError('reconcile.no-question');
  } else if (answer.choice === 'send-again') {
    await mustHaveSeenAll(call, question, answer.number ?? 1, context);
    if (!sendAgain(call, settler, context)) throw new StationError('reconcile.no-question');
  } else {
    const candidate = await candidateFor(call, question, answer.reference, context);
    if (!candidate) throw new StationError('reconcile.no-candidate');
    if (!(await context.claiming(() => adopt(call, candidate, settler, context)))) {
      openQuestion(answer.callId, context);
      throw new StationError('reconcile.taken');
    }
  }
  const firsts = question.candidates.flatMap(({ iccids }) => iccids.slice(0, 1));
  await release(firsts, call, context).catch(() => {});
  return call.batchId;
}

/** @throws StationError `reconcile.no-question` */
function openQuestion(callId: string, { store }: Context): { call: Call; question: Question } {
  const call = store.journal.get(callId);
  const open = store.settlements.ofCall(callId);
  if (!call || !open) throw new StationError('reconcile.no-question');
  return { call, question: toQuestion(open, call) };
}

/**
 * A question may have waited for days. Nobody buys again what is there after all without having seen it: what shows only now is added to
 * the question, which gets a new number, and only who names that number has it sent again.
 * @throws StationError `reconcile.outdated`, `reconcile.no-question`
 */
async function mustHaveSeenAll(call: Call, question: Question, number: number, context: Context): Promise<void> {
  if (number !== question.number) throw outdated(question.number);
  await renew(call, question, context);
}

const outdated = (number: number) => new StationError('reconcile.outdated', { number });

/**
 * Nor does anybody leave what is bought without having seen it; but where the account cannot be looked at, leaving works all the same.
 * @throws StationError `reconcile.outdated`, `reconcile.no-question`
 */
async function mayLeave(call: Call, question: Question, context: Context): Promise<void> {
  try {
    await renew(call, question, context);
  } catch (error) {
    if (error instanceof StationError && error.code.startsWith('reconcile.')) throw error;
  }
}

/** @throws StationError `reconcile.outdated` when the account shows more by now, `reconcile.no-question` */
async function renew(call: Call, question: Question, context: Context): Promise<void> {
  const { evidence } = await context.gate.alone(() => lookNow(call, context));
  // Somebody else may have answered it meanwhile.
  const { question: now } = openQuestion(call.id, context);
  if (question.number !== now.number) throw outdated(now.number);
  const fresh = evidence.candidates.filter((one) => !isShown(one, question.candidates));
  if (fresh.length === 0) return;
  const known = question.candidates.filter(({ reference }) => !fresh.some((one) => one.reference === reference));
  const { store, now: time } = context;
  store.transaction(() => store.settlements.ask(call.id, { ...evidence, candidates: [...known, ...fresh] }, time()));
  throw outdated(question.number + 1);
}

const isShown = (candidate: Candidate, shown: readonly Candidate[]): boolean =>
  shown.some(
    ({ reference, iccids }) =>
      reference === candidate.reference && candidate.iccids.every((iccid) => iccids.includes(iccid)),
  );

function lookNow(call: Call, context: Context): Promise<Pick<View, 'evidence'>> {
  if (!isApply(call)) return lookAgainAlone(call, context);
  const age = context.elapsed.of(call.id);
  return call.kind === 'top-up' ? lookAtEsim(call, context, age) : lookAtAccount(call, context, age);
}

/** What a person points at: as the question showed it, or as the account shows it by now. */
async function candidateFor(
  call: Call,
  { candidates }: Question,
  reference: string | null,
  context: Context,
): Promise<Candidate | undefined> {
  const isMeant = (one: Candidate) => one.reference === reference;
  return candidates.find(isMeant) ?? (await lookNow(call, context)).evidence.candidates.find(isMeant);
}
