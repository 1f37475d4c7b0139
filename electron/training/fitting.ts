/** Which bundle can go on which eSIM: those of one provider cannot top up the eSIMs of another. */
import type { Esim } from './account.ts';
import type { Bundle } from './catalogue.ts';
import { badRequest } from './replies.ts';

export const INCOMPATIBLE = badRequest('Incompatible bundle profile combination');

export function fits(bundle: Bundle, esim: Esim): boolean {
  return bundle.provider === esim.provider;
}
