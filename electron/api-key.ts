import { StationError } from '../shared/errors.ts';
import { machineLine } from '../shared/one-line.ts';

/** Where a key for one run alone is given. */
const VARIABLE = 'ESIM_GO_API_KEY';

/**
 * A key as it was pasted, or read from a file, into a field or a variable: without the blanks, line ends, byte order mark and characters that
 * nobody sees around or within it.
 * @throws StationError `account.key-format` for what is more than one word, or no key at all
 */
export function readApiKey(text: string): string {
  const key = machineLine(text);
  if (!/^[\x21-\x7e]{1,512}$/.test(key)) throw new StationError('account.key-format');
  return key;
}

/** Takes the key out of the environment, which every process that is started from here would get a copy of. @returns null for none */
export function takeApiKey(environment: NodeJS.ProcessEnv): string | null {
  const text = environment[VARIABLE];
  delete environment[VARIABLE];
  return text || null;
}
