import { holdsActivationCode } from '../../shared/activation-code.ts';
import type { Handlers } from '../../shared/contract.ts';
import { StationError } from '../../shared/errors.ts';
import type { Desk } from './desk.ts';

export function preferenceVerbs(desk: Desk): Handlers['preferences'] {
  const preferences = () => {
    const { theme, operator, scanner } = desk.settings.get();
    return { theme, operator, scanner };
  };

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
