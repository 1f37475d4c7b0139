import type { Translate } from '../../shared/messages/index.ts';
import { optionsOf, type Verb } from './command-line.ts';

/** What `--help` says: of one verb with every option it has, or of the program. */
export function helpText(verb: Verb | null, t: Translate): string {
  if (verb === null) return t('command.usage');
  const options = optionsOf(verb).map((option) => t(`command.option.${option}`));
  return [t(`command.help.${verb}`), '', ...options].join('\n');
}
