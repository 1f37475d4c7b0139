import type { Problem } from '../../../shared/model.ts';

/** A part of what the account says may hold its problem instead. */
export function isProblem(part: object | null): part is Problem {
  return part !== null && 'code' in part;
}
