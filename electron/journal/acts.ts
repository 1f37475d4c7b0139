import { StationError } from '../../shared/errors.ts';
import type { Act, ActResult } from '../../shared/model.ts';
import { readMark } from '../../shared/station-mark.ts';
import type { Call } from '../store/index.ts';
import type { Ended } from './journaled.ts';

/** A journal entry as an act to show. */
export function toAct({ id, kind, sentAt, operator, outcome, problem, settled, bundle, quantity, request }: Call): Act {
  const { message, customerRef } = request as { message?: string; customerRef?: string };
  // The mark behind a reference is for stations, not for people.
  const reference = customerRef === undefined ? undefined : readMark(customerRef).text;
  const about = message ?? reference ?? bundle ?? '';
  const isCounted = kind === 'order' || kind === 'refund';
  return { id, kind, at: sentAt, operator, outcome, problem, settled, about, quantity: isCounted ? quantity : null };
}

/**
 * A call that has ended, for whoever asked for it.
 * @throws StationError when it was refused or never sent: nothing was changed then
 */
export function resultOf<T>(ended: Ended<T>, said: (answer: T) => string): ActResult {
  if (ended.outcome === 'answered') return { outcome: 'done', said: said(ended.answer) };
  if (ended.outcome === 'unknown') return { outcome: 'unknown', problem: ended.problem };
  throw new StationError(ended.problem.code, ended.problem.params);
}
