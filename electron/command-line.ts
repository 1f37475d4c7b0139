import { parseArgs } from 'node:util';
import { StationError } from '../shared/errors.ts';

/** What the program was started for. */
export type CommandLine =
  | ({ kind: 'window' } & Common)
  | ({ kind: 'provision'; bundle: string; quantity: number; reference: string } & Common & Output)
  | ({ kind: 'resume' } & Common & Output)
  | { kind: 'help' };

interface Common {
  /** Profile folder instead of the user's own. */
  data: string | null;
  /** Address of the live API instead of the real one. */
  api: string | null;
  practice: boolean;
}

export interface Output {
  /** Print one JSON object as the last line. */
  json: boolean;
  /** PDF file for the cards. */
  sheet: string | null;
  /** CSV file for the codes. */
  codes: string | null;
}

/** Chromium's and Electron's own switches stand among ours; they are not for us to judge. */
const HOST_SWITCH =
  /^--(no-sandbox|inspect|remote-debugging|ozone-platform|enable-|disable-|force-|headless|user-data-dir|lang=)/;

/**
 * Reads the arguments after the program's name.
 * @throws StationError `command.usage` with the reason
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const ours = args.filter((arg) => !HOST_SWITCH.test(arg));
  const { values, positionals } = parse(ours);
  const common = { data: values.data ?? null, api: values.api ?? null, practice: values.practice ?? false };
  const output = { json: values.json ?? false, sheet: values.sheet ?? null, codes: values.codes ?? null };
  if (common.practice && common.api) throw usage('--practice and --api exclude each other');
  if (values.help) return { kind: 'help' };

  const [verb, ...more] = positionals;
  if (more.length > 0) throw usage(`“${more[0]}” was not expected`);
  switch (verb) {
    case undefined:
      return { kind: 'window', ...common };
    case 'resume':
      return { kind: 'resume', ...common, ...output };
    case 'provision': {
      if (!values.bundle) throw usage('--bundle is missing');
      if (!values.quantity) throw usage('--quantity is missing');
      const quantity = Number(values.quantity);
      return {
        kind: 'provision',
        bundle: values.bundle,
        quantity,
        reference: values.reference ?? '',
        ...common,
        ...output,
      };
    }
    default:
      throw usage(`there is no verb “${verb}”`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args: joinNegative(args),
      allowPositionals: true,
      options: {
        bundle: { type: 'string' },
        quantity: { type: 'string' },
        reference: { type: 'string' },
        sheet: { type: 'string' },
        codes: { type: 'string' },
        json: { type: 'boolean' },
        data: { type: 'string' },
        api: { type: 'string' },
        practice: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw usage(error instanceof Error ? (error.message.split('.')[0] ?? '') : '');
  }
}

/** `--quantity -1` is a wrong quantity with a sentence of its own, not a riddle about unknown options. */
function joinNegative(args: string[]): string[] {
  const at = args.indexOf('--quantity');
  const value = args[at + 1];
  return at < 0 || !value?.startsWith('-') ? args : args.toSpliced(at, 2, `--quantity=${value}`);
}

function usage(reason: string): StationError {
  return new StationError('command.usage', { reason });
}
