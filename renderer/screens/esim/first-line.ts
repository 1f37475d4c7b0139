/**
 * First-line help for “it does not work”: which question comes next, from what the account knows and what was said so far.
 * Nothing here asks, sends or spends; the screen shows the step and the operator decides.
 */
import type { EsimBundle, EsimState, Verdict } from '../../../shared/model.ts';

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
}

/** What the operator said, in the order it was said: an answer to a step, or whether its remedy worked. */
export type Said = { step: Step; answer: Answer } | { step: Step; worked: boolean };

export interface Finding {
  step: Step;
  answer: Answer;
  from: 'account' | 'customer';
  tried: { remedy: RemedyId; worked: boolean } | null;
}

export type Next =
  | { kind: 'ask'; step: Step }
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

function bundleFact(bundles: readonly EsimBundle[]): Facts['bundle'] {
  const state = bundleAtHand(bundles)?.state;
  if (state === 'active' || state === 'queued') return 'usable';
  return state === 'processing' ? 'processing' : 'none';
}

/** @param state null where the account could not be asked at all */
export function factsOf(state: EsimState | null): Facts {
  if (!state) return { verdict: null, bundle: null, network: null };
  const { verdict, bundles, location } = state;
  return {
    verdict: verdict.kind,
    bundle: Array.isArray(bundles) ? bundleFact(bundles) : null,
    network: location === null ? 'never' : 'code' in location ? null : 'seen',
  };
}

/** What the account answers by itself; null where the customer has to be asked. */
function knownAnswer(step: Step, facts: Facts): Answer | null {
  switch (step) {
    case 'installed':
      if (facts.verdict === 'installed') return 'yes';
      return facts.verdict === null || facts.verdict === 'other' ? null : 'no';
    case 'bundle':
      // The customer cannot know it either.
      if (facts.bundle === null) return 'unsure';
      return facts.bundle === 'usable' ? 'yes' : 'no';
    case 'network':
      // Having been seen once says nothing about now.
      return facts.network === 'never' ? 'no' : null;
    case 'refresh':
      return 'no';
    default:
      return null;
  }
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
  const answers = new Map<Step, Answer>();
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
    const known = knownAnswer(step, facts);
    const answer = known ?? answers.get(step);
    if (answer === undefined) return { findings, next: solved ? end : { kind: 'ask', step } };

    const cure = remedyFor(step, answer, facts);
    const worked = cure ? tried.get(step) : undefined;
    findings.push({
      step,
      answer,
      from: known === null ? 'customer' : 'account',
      tried: cure && worked !== undefined ? { remedy: cure.id, worked } : null,
    });
    if (!cure) continue;
    if (worked === undefined) return { findings, next: solved ? end : { kind: 'do', step, remedy: cure } };
    if (worked || cure.last) break;
  }
  return { findings, next: end };
}
