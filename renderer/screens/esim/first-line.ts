/**
 * First-line help for “it does not work”: which question comes next, from what the account knows and what was said so far.
 * Nothing here asks, sends or spends; the screen shows the step and the operator decides.
 */
import type { Act, EsimBundle, EsimState, Verdict } from '../../../shared/model.ts';
import { isProblem } from './parts.ts';

/** `unsure` is passed over: it neither proves a fault nor rules one out. */
export type Answer = 'yes' | 'no' | 'unsure';

/** In the order in which they are gone through: the phone and the installation, then what the network needs. */
export const STEPS = [
  'installed',
  'supports',
  'unlocked',
  'wifi',
  'scan',
  'bundle',
  'country',
  'line',
  'roaming',
  'network',
  'apn',
  'restart',
  'refresh',
] as const;
export type Step = (typeof STEPS)[number];

/** Steps that the customer is asked about; the others nobody but the account or this station can answer. */
export type Question = Exclude<Step, 'bundle' | 'refresh'>;

/** An act of this program that may cure it. */
export type Offer = 'top-up' | 'refresh' | 'replace';

export interface Remedy {
  /** What to do; the words are in the messages. */
  id: RemedyId;
  offer: Offer | null;
  /** Where it does not help, no later step can. */
  last: boolean;
}

export type RemedyId =
  | 'withdrawn'
  | 'other-phone'
  | 'unlock'
  | 'wifi'
  | 'new-esim'
  | 'wait'
  | 'top-up'
  | 'top-up-country'
  | 'line'
  | 'roaming'
  | 'find-network'
  | 'apn'
  | 'restart'
  | 'refresh';

/** What the account says, as far as it could be asked; null where it could not. */
export interface Facts {
  verdict: Verdict['kind'] | null;
  bundle: 'usable' | 'processing' | 'none' | null;
  network: 'seen' | 'never' | null;
  /** This station has refreshed it within the last day. */
  refreshed: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the operator said, in the order it was said: an answer to a step, or whether its remedy worked. */
export type Said = { step: Question; answer: Answer } | { step: Step; worked: boolean };

export interface Finding {
  step: Step;
  answer: Answer;
  from: 'account' | 'station' | 'customer';
  tried: { remedy: RemedyId; worked: boolean } | null;
}

export type Next =
  | { kind: 'ask'; step: Question }
  | { kind: 'do'; step: Step; remedy: Remedy }
  | { kind: 'end'; solved: boolean };

/** The bundle to go by: the one in use, else the one that would be used next, else the newest. */
export function bundleAtHand(bundles: readonly EsimBundle[]): EsimBundle | undefined {
  const order = ['active', 'queued', 'processing'];
  for (const state of order) {
    const found = bundles.find((bundle) => bundle.state === state);
    if (found) return found;
  }
  return bundles.toSorted((a, b) => (b.assignedAt ?? '').localeCompare(a.assignedAt ?? ''))[0];
}

/** From a state that no document names nothing can be concluded. */
function bundleFact(bundles: readonly EsimBundle[]): Facts['bundle'] {
  const bundle = bundleAtHand(bundles);
  switch (bundle?.state) {
    case 'active':
    case 'queued':
      return bundle.remainingBytes === 0 && !bundle.unlimited ? 'none' : 'usable';
    case 'processing':
      return 'processing';
    case undefined:
    case 'depleted':
    case 'expired':
    case 'revoked':
    case 'lapsed':
      return 'none';
    default:
      return null;
  }
}

/** @param state null where the account could not be asked at all */
export function factsOf(state: EsimState | null, acts: readonly Act[], now: Date): Facts {
  const refreshed = acts.some(
    ({ kind, outcome, at }) => kind === 'refresh' && outcome === 'answered' && now.getTime() - Date.parse(at) < DAY_MS,
  );
  if (!state) return { verdict: null, bundle: null, network: null, refreshed };
  const { verdict, bundles, location } = state;
  return {
    verdict: verdict.kind,
    bundle: isProblem(bundles) ? null : bundleFact(bundles),
    network: location === null ? 'never' : isProblem(location) ? null : 'seen',
    refreshed,
  };
}

type Basis = Pick<Finding, 'answer' | 'from'>;

/** What is known or was said about a step, or the question that is still to be asked. */
function answerTo(step: Step, facts: Facts, said: ReadonlyMap<Question, Answer>): Basis | { ask: Question } {
  switch (step) {
    case 'installed':
      if (facts.verdict === 'installed') return { answer: 'yes', from: 'account' };
      if (facts.verdict === null || facts.verdict === 'other') break;
      return { answer: 'no', from: 'account' };
    case 'bundle':
      if (facts.bundle === null) return { answer: 'unsure', from: 'account' };
      return { answer: facts.bundle === 'usable' ? 'yes' : 'no', from: 'account' };
    case 'network':
      // Having been seen once says nothing about now.
      if (facts.network === 'never') return { answer: 'no', from: 'account' };
      break;
    case 'refresh':
      return { answer: facts.refreshed ? 'yes' : 'no', from: 'station' };
  }
  const answer = said.get(step);
  return answer === undefined ? { ask: step } : { answer, from: 'customer' };
}

const remedy = (id: RemedyId, offer: Offer | null = null, last = false): Remedy => ({ id, offer, last });

function remedyFor(step: Step, answer: Answer, facts: Facts): Remedy | null {
  if (answer !== 'no') return null;
  switch (step) {
    case 'installed':
      return facts.verdict === 'withdrawn' ? remedy('withdrawn', 'replace', true) : null;
    case 'supports':
      return remedy('other-phone', null, true);
    case 'unlocked':
      return remedy('unlock', null, true);
    case 'wifi':
      return remedy('wifi');
    case 'scan':
      return remedy('new-esim', 'replace', true);
    case 'bundle':
      return facts.bundle === 'processing' ? remedy('wait') : remedy('top-up', 'top-up');
    case 'country':
      return remedy('top-up-country', 'top-up');
    case 'line':
      return remedy('line');
    case 'roaming':
      return remedy('roaming');
    case 'network':
      return remedy('find-network', 'refresh');
    case 'apn':
      return remedy('apn');
    case 'restart':
      return remedy('restart');
    case 'refresh':
      return remedy('refresh', 'refresh');
  }
}

const INSTALLING: readonly Step[] = ['supports', 'unlocked', 'wifi', 'scan'];

function applies(step: Step, findings: readonly Finding[]): boolean {
  if (INSTALLING.includes(step)) return findings.some((one) => one.step === 'installed' && one.answer === 'no');
  // The remedy for a missing network was the same.
  if (step === 'refresh') return !findings.some(({ tried }) => tried?.remedy === 'find-network');
  return true;
}

/** Goes through the steps from the start: what is found out by now, and what comes next. */
export function walk(facts: Facts, said: readonly Said[]): { findings: Finding[]; next: Next } {
  const answers = new Map<Question, Answer>();
  const tried = new Map<Step, boolean>();
  for (const one of said) {
    if ('answer' in one) answers.set(one.step, one.answer);
    else tried.set(one.step, one.worked);
  }
  const solved = [...tried.values()].includes(true);
  const end: Next = { kind: 'end', solved };
  const findings: Finding[] = [];

  for (const step of STEPS) {
    if (!applies(step, findings)) continue;
    const basis = answerTo(step, facts, answers);
    if ('ask' in basis) return { findings, next: solved ? end : { kind: 'ask', step: basis.ask } };

    const cure = remedyFor(step, basis.answer, facts);
    const worked = cure ? tried.get(step) : undefined;
    findings.push({ step, ...basis, tried: cure && worked !== undefined ? { remedy: cure.id, worked } : null });
    if (!cure) continue;
    if (worked === undefined) return { findings, next: solved ? end : { kind: 'do', step, remedy: cure } };
    if (worked || cure.last) break;
  }
  return { findings, next: end };
}
