import { holdsActivationCode } from '../../shared/activation-code.ts';
import type { Handlers } from '../../shared/contract.ts';
import { StationError } from '../../shared/errors.ts';
import { preferencesOf } from '../settings.ts';
import type { Desk } from './desk.ts';

export function preferenceVerbs(desk: Desk): Handlers['preferences'] {
  const preferences = () => preferencesOf(desk.settings.get());

  return {
    get: preferences,
    set(change) {
      if (holdsActivationCode(change.operator ?? '')) throw new StationError('text.holds-code');
      desk.settings.set(change);
      desk.preferencesChanged();
      return preferences();
    },
  };
}
