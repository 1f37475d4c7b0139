import type { ActResult, Problem } from '../../shared/model.ts';
import { t } from '../words.ts';

/** What to tell the operator when an act has ended that was not refused. */
export interface Outcome {
  said: string | null;
  problem: Problem | null;
  /** The batch that goes on with it, where there is one. */
  batchId: string | null;
  /** What is said is no success. */
  calm?: boolean;
}

export const NOTHING_DONE: Outcome = { said: null, problem: null, batchId: null };

/** @param done the sentence for success; what the API said follows it */
export function outcomeOf(result: ActResult & { batchId?: string }, done: string): Outcome {
  if (result.outcome === 'unknown') return { said: null, problem: result.problem, batchId: result.batchId ?? null };
  const said = result.said === '' ? done : t('care.done.said', { done, said: result.said });
  return { ...NOTHING_DONE, said };
}
