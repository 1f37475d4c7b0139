import { batches } from './batches.ts';
import { buying } from './buying.ts';
import { card } from './card.ts';
import { care } from './care.ts';
import { commands } from './commands.ts';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';
import { scanner } from './scanner.ts';
import { screens } from './screens.ts';
import { training } from './training.ts';

/** English, the language every other one is measured by. Values are ICU messages. */
export const en = {
  ...errors,
  ...screens,
  ...care,
  ...batches,
  ...buying,
  ...card,
  ...commands,
  ...manifest,
  ...scanner,
  ...training,
} as const;
