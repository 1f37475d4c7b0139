import { parseArgs } from 'node:util';
import { StationError } from '../../shared/errors.ts';
import { isIccid } from '../../shared/iccid.ts';

/** What the program was started for. */
export type CommandLine = WindowLine | Command | { kind: 'help' };

export type WindowLine = { kind: 'window' } & Common;

export type Command = BatchCommand | EsimCommand;

export type BatchCommand = (
  | { kind: 'provision'; bundle: string; quantity: number; reference: string }
  | { kind: 'resume' }
) &
  Common &
  Output;

export type EsimCommand = (
  | { kind: 'esim'; iccid: string }
  | { kind: 'topup'; iccid: string; bundle: string }
  | { kind: 'revoke'; iccid: string; bundle: string; assignment: string | null; yes: boolean }
  | { kind: 'sms'; iccid: string; message: string }
  | { kind: 'stock' }
) &
  Common & { json: boolean };

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
  const { values, positionals } = parse(args.filter((arg) => !HOST_SWITCH.test(arg)));
  if (values.help) return { kind: 'help' };
  if (values.practice && values.api) throw usage('--practice and --api exclude each other');
  const common: Common = { data: values.data ?? null, api: values.api ?? null, practice: values.practice ?? false };
  const json = values.json ?? false;
  const output: Output = { json, sheet: values.sheet ?? null, codes: values.codes ?? null };
  const need = (name: 'bundle' | 'quantity' | 'message'): string => {
    const value = values[name];
    if (!value) throw usage(`--${name} is missing`);
    return value;
  };

  const [verb, ...more] = positionals;
  const aboutEsim = verb === 'esim' || verb === 'topup' || verb === 'revoke' || verb === 'sms';
  const iccid = aboutEsim ? (more.shift() ?? '') : '';
  if (aboutEsim && !isIccid(iccid)) throw usage(`“${iccid}” is not an ICCID`);
  if (more.length > 0) throw usage(`“${more[0]}” was not expected`);

  switch (verb) {
    case undefined:
      return { kind: 'window', ...common };
    case 'provision': {
      const [bundle, quantity] = [need('bundle'), Number(need('quantity'))];
      return { kind: verb, bundle, quantity, reference: values.reference ?? '', ...common, ...output };
    }
    case 'resume':
      return { kind: verb, ...common, ...output };
    case 'esim':
      return { kind: verb, iccid, json, ...common };
    case 'topup':
      return { kind: verb, iccid, bundle: need('bundle'), json, ...common };
    case 'revoke': {
      const { assignment = null, yes = false } = values;
      return { kind: verb, iccid, bundle: need('bundle'), assignment, yes, json, ...common };
    }
    case 'sms':
      return { kind: verb, iccid, message: need('message'), json, ...common };
    case 'stock':
      return { kind: verb, json, ...common };
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
        assignment: { type: 'string' },
        message: { type: 'string' },
        sheet: { type: 'string' },
        codes: { type: 'string' },
        json: { type: 'boolean' },
        yes: { type: 'boolean' },
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
