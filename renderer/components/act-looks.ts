import { Ban, CircleCheck, CircleQuestionMark, CircleSlash, LoaderCircle, type LucideIcon, Unplug } from 'lucide-react';
import type { Act, ActKind, Settled } from '../../shared/model.ts';
import type { Tone } from './state-looks.ts';

/** How an act ended: `pending` is still on its way; one whose outcome was unknown, as it was settled later. */
export type ActState = Exclude<Act['outcome'], null> | 'pending' | Settled;

export function actState({ outcome, settled }: Pick<Act, 'outcome' | 'settled'>): ActState {
  if (outcome === 'unknown' && settled !== null) return settled;
  return outcome ?? 'pending';
}

/** Why it ended so; what was said of an unknown outcome holds no more once that is settled. */
export function actProblem(act: Pick<Act, 'outcome' | 'settled' | 'problem'>): Act['problem'] {
  return act.outcome === 'unknown' && act.settled !== null ? null : act.problem;
}

/** Nobody can find out later what became of these. */
const NEVER_SETTLED: readonly ActKind[] = ['sms', 'refresh', 'reference'];

/** The station is still at it, or finds out what became of it. */
export function mayChange({ kind, outcome, settled }: Pick<Act, 'kind' | 'outcome' | 'settled'>): boolean {
  if (outcome === null) return true;
  return outcome === 'unknown' && settled === null && !NEVER_SETTLED.includes(kind);
}

export const actLooks: Record<ActState, { icon: LucideIcon; tone: Tone }> = {
  answered: { icon: CircleCheck, tone: 'good' },
  refused: { icon: Ban, tone: 'bad' },
  unsent: { icon: Unplug, tone: 'idle' },
  unknown: { icon: CircleQuestionMark, tone: 'warn' },
  pending: { icon: LoaderCircle, tone: 'busy' },
  made: { icon: CircleCheck, tone: 'good' },
  'not-made': { icon: CircleSlash, tone: 'idle' },
  left: { icon: CircleSlash, tone: 'idle' },
};
