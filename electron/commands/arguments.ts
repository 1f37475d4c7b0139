import { parseArgs } from 'node:util';
import { shown, UsageError } from './usage.ts';

/** Chromium's and Electron's own switches stand among ours; they are not for us to judge. */
const HOST_SWITCH =
  /^--(no-sandbox|inspect|remote-debugging|ozone-platform|enable-|disable-|force-|headless|user-data-dir|lang=)/;

/** Every option there is; which verb has which stands with the verbs. */
const OPTIONS = {
  bundle: { type: 'string', multiple: true },
  quantity: { type: 'string', multiple: true },
  manifest: { type: 'string' },
  'leave-out-wrong': { type: 'boolean' },
  'repeats-are-meant': { type: 'boolean' },
  encoding: { type: 'string' },
  column: { type: 'string', multiple: true },
  reference: { type: 'string' },
  starts: { type: 'string' },
  iccids: { type: 'string' },
  adopt: { type: 'string' },
  'send-again': { type: 'boolean' },
  leave: { type: 'boolean' },
  number: { type: 'string' },
  assignment: { type: 'string' },
  yes: { type: 'boolean' },
  message: { type: 'string' },
  sheet: { type: 'string' },
  codes: { type: 'string' },
  json: { type: 'boolean' },
  practice: { type: 'boolean' },
  data: { type: 'string' },
  api: { type: 'string' },
  processing: { type: 'string' },
  help: { type: 'boolean' },
} as const;

export type Option = keyof typeof OPTIONS;
export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/**
 * Reads loosely, because a verb may stand behind options, then judges each option by what its verb has.
 * Node's own strict reading knows no verbs and says its refusals in English; of the libraries, citty swallows unknown options,
 * and commander and stricli want the verb first and bring words of their own, which repeat whatever was typed.
 * @param optionsOf the options of a verb, or those without one
 * @throws UsageError
 */
export function readArguments(args: readonly string[], optionsOf: (verb: string | undefined) => readonly Option[]) {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const [verb, ...more] = positionals;
  const own = optionsOf(verb);
  const seen = new Set<Option>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = own.find((one) => one === token.name);
    if (!option) {
      if (!isOption(token.name) && HOST_SWITCH.test(args[token.index] ?? '')) continue;
      throw noOption(token.rawName, verb);
    }
    checkValue(option, token);
    if (seen.has(option) && !('multiple' in OPTIONS[option])) throw new UsageError('twice', { option });
    seen.add(option);
  }
  // Each has been held against its type above.
  return { verb, more, values: values as Values };
}

const isOption = (name: string): name is Option => Object.hasOwn(OPTIONS, name);

function noOption(rawName: string, verb: string | undefined): UsageError {
  const option = /^--?[a-z][a-z-]{0,30}$/.test(rawName) ? rawName : '…';
  return verb === undefined
    ? new UsageError('no-window-option', { option })
    : new UsageError('no-option', { option, verb: shown(verb) });
}

interface Given {
  value: string | undefined;
  inlineValue: boolean | undefined;
}

function checkValue(option: Option, { value, inlineValue }: Given): void {
  if (OPTIONS[option].type === 'boolean') {
    if (value !== undefined) throw new UsageError('no-value', { option });
    return;
  }
  if (value === undefined) throw new UsageError('value-missing', { option });
  // Another option was meant, but for `--quantity -1`, a wrong quantity with a sentence of its own.
  const isAnotherOption = !inlineValue && /^-./.test(value) && option !== 'quantity';
  if (isAnotherOption) throw new UsageError('value-missing', { option });
}
