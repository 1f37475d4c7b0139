import type { ActResult, Problem } from '../../shared/model.ts';
import { t } from '../words.ts';

/** What to tell the operator when an act has ended that was not refused. */
export interface Outcome {
  said: string | null;
  problem: Problem | null;
}

export const NOTHING_DONE: Outcome = { said: null, problem: null };

/** @param done the sentence for success; what the API said follows it */
export function outcomeOf(result: ActResult, done: string): Outcome {
  if (result.outcome === 'unknown') return { said: null, problem: result.problem };
  return { said: result.said === '' ? done : t('care.done.said', { done, said: result.said }), problem: null };
}
