import { z } from 'zod';
import { holdsActivationCode } from '../../shared/activation-code.ts';
import { readIccid } from '../../shared/iccid.ts';
import { type Answer, type BatchLine, type Choice, type ColumnMap, MANIFEST_COLUMNS } from '../../shared/model.ts';
import { quoted, readArguments, usage, type Values } from './arguments.ts';

/** What the program was started for. */
export type CommandLine = WindowLine | Command | { kind: 'help' };

export type WindowLine = { kind: 'window' } & Common;

export type Command = BatchCommand | QuestionsCommand | EsimCommand;

/** Verbs that work batches to their end. */
export type BatchCommand = (
  | { kind: 'provision'; lines: BatchLine[]; reference: string; startsAt: string | null }
  | ManifestCommand
  | TopUpsCommand
  | { kind: 'resume' }
  | ({ kind: 'settle' } & Answer)
  | { kind: 'retry' | 'cancel'; batchId: string }
) &
  Common &
  Output;

/** `provision` of a file with people and bundles. */
export interface ManifestCommand {
  kind: 'manifest';
  file: string;
  leaveOutWrong: boolean;
  /** Lines that ask for the same for the same person are no mistake. */
  repeatsAreMeant: boolean;
  encoding: string | null;
  /** For a list that names no bundle. */
  bundle: string | null;
  columns: ColumnMap | null;
  reference: string;
  startsAt: string | null;
}

export interface TopUpsCommand {
  kind: 'topups';
  bundle: string;
  /** Of the ICCIDs. */
  file: string;
  reference: string;
}

export type QuestionsCommand = { kind: 'questions'; json: boolean } & Common;

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
  /** How long the API may work on an apply before an eSIM that does not show counts as never made. */
  processingMs: number | null;
}

export interface Output {
  /** Print one JSON object as the last line. */
  json: boolean;
  /** PDF file for the cards. */
  sheet: string | null;
  /** File for the codes: a CSV, or a workbook where its name ends with `.xlsx`. */
  codes: string | null;
}

/**
 * Reads the arguments after the program's name.
 * @throws StationError `command.usage` with the reason
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = readArguments(args);
  if (values.help) return { kind: 'help' };
  if (values.practice && values.api) throw usage('--practice and --api exclude each other');
  const common: Common = {
    data: values.data ?? null,
    api: values.api ?? null,
    practice: values.practice ?? false,
    processingMs: processingOf(values),
  };
  const json = values.json ?? false;
  const output: Output = { json, sheet: values.sheet ?? null, codes: values.codes ?? null };
  const { reference = '' } = values;

  const texts = [...(values.bundle ?? []), reference, values.adopt ?? '', values.assignment ?? ''];
  if (texts.some(holdsActivationCode)) throw usage('an activation code was given where a name belongs');

  const [verb, ...more] = positionals;
  const subject = SUBJECTS.get(verb ?? '');
  // A number may be given in groups without quotation marks.
  const named = subject === ICCID ? more.splice(0).join(' ') : subject ? (more.shift() ?? '') : '';
  if (subject && !named) throw usage(`${subject} is missing`);
  const id = subject === ICCID ? readIccid(named) : named;
  if (id === null) throw usage('what was given is not an ICCID, which has 18 to 20 digits and begins with 89');
  if (more.length > 0) throw usage(`${quoted(more[0])} was not expected`);

  switch (verb) {
    case undefined:
      return { kind: 'window', ...common };
    case 'provision':
      return { ...orderOf(values), reference, startsAt: startOf(values), ...common, ...output };
    case 'topups':
      return { kind: verb, bundle: oneBundle(values), file: need(values, 'iccids'), reference, ...common, ...output };
    case 'resume':
      return { kind: verb, ...common, ...output };
    case 'questions':
      return { kind: verb, json, ...common };
    case 'settle':
      return { kind: verb, callId: id, ...choiceOf(values), number: numberOf(values), ...common, ...output };
    case 'retry':
    case 'cancel':
      return { kind: verb, batchId: id, ...common, ...output };
    case 'esim':
      return { kind: verb, iccid: id, json, ...common };
    case 'topup':
      return { kind: verb, iccid: id, bundle: oneBundle(values), json, ...common };
    case 'revoke': {
      const { assignment = null, yes = false } = values;
      return { kind: verb, iccid: id, bundle: oneBundle(values), assignment, yes, json, ...common };
    }
    case 'sms':
      return { kind: verb, iccid: id, message: need(values, 'message'), json, ...common };
    case 'stock':
      return { kind: verb, json, ...common };
    default:
      throw usage(`there is no verb ${quoted(verb)}`);
  }
}

const ICCID = 'the ICCID';
/** Verbs that are about one thing, and what it is; it is named right after them. */
const SUBJECTS: ReadonlyMap<string, string> = new Map([
  ['esim', ICCID],
  ['topup', ICCID],
  ['revoke', ICCID],
  ['sms', ICCID],
  ['settle', 'the id of the call'],
  ['retry', 'the id of the batch'],
  ['cancel', 'the id of the batch'],
]);

function need(values: Values, name: 'iccids' | 'message'): string {
  const value = values[name];
  if (!value) throw usage(`--${name} is missing`);
  return value;
}

function oneBundle({ bundle: [bundle, second] = [] }: Values): string {
  if (!bundle) throw usage('--bundle is missing');
  if (second !== undefined) throw usage('--bundle was given more than once');
  return bundle;
}

/** Bundles with a quantity each, in their order, or a file that says so for many people. */
function orderOf(values: Values) {
  const { bundle: bundles = [], quantity: quantities = [], manifest } = values;
  if (manifest !== undefined) {
    if (quantities.length > 0) throw usage('--manifest says the quantities, so --quantity does not go with it');
    return {
      kind: 'manifest',
      file: manifest,
      leaveOutWrong: values['leave-out-wrong'] ?? false,
      repeatsAreMeant: values['repeats-are-meant'] ?? false,
      encoding: values.encoding ?? null,
      bundle: bundles.length > 0 ? oneBundle(values) : null,
      columns: columnsOf(values),
    } as const;
  }
  for (const option of ['leave-out-wrong', 'repeats-are-meant', 'encoding', 'column'] as const) {
    if (values[option]) throw usage(`--${option} is about a --manifest`);
  }
  if (bundles.length === 0) throw usage('--bundle is missing');
  if (quantities.length === 0) throw usage('--quantity is missing');
  if (bundles.length !== quantities.length) throw usage('there is not one --quantity for each --bundle');
  const lines = bundles.map((bundle, index) => ({ bundle, quantity: Number(quantities[index]) }));
  return { kind: 'provision', lines } as const;
}

/** `quantity=Anzahl` for the header of a column, `quantity=` for none. */
function columnsOf({ column: given = [] }: Values): ColumnMap | null {
  const columns: ColumnMap = {};
  for (const text of given) {
    const [name, header] = [text.split('=', 1)[0], text.slice(text.indexOf('=') + 1)];
    const column = MANIFEST_COLUMNS.find((one) => one === name);
    if (!column || !text.includes('='))
      throw usage('--column is one of name=, reference=, bundle= or quantity= and a header');
    columns[column] = header === '' ? null : header;
  }
  return given.length > 0 ? columns : null;
}

function startOf({ starts }: Values): string | null {
  if (starts === undefined) return null;
  if (!z.iso.datetime({ offset: true }).safeParse(starts).success) {
    throw usage(`${quoted(starts)} is not a time such as 2026-12-24T09:00:00Z`);
  }
  return new Date(starts).toISOString();
}

function choiceOf({ adopt, 'send-again': sendAgain, leave }: Values): { choice: Choice; reference: string | null } {
  const choices: Choice[] = [];
  if (adopt !== undefined) choices.push('adopt');
  if (sendAgain) choices.push('send-again');
  if (leave) choices.push('leave');
  const [choice] = choices;
  if (!choice || choices.length > 1) throw usage('say one of --adopt REFERENCE, --send-again and --leave');
  return { choice, reference: adopt ?? null };
}

/** Of the question that was seen. */
function numberOf({ number }: Values): number | undefined {
  if (number === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(number)) throw usage('--number is the number of a question, as “questions” shows it');
  return Number(number);
}

function processingOf({ processing }: Values): number | null {
  if (processing === undefined) return null;
  const ms = /^\d+(\.\d+)?$/.test(processing) ? Number(processing) * 1_000 : 0;
  if (ms <= 0) throw usage('--processing is a number of seconds');
  return ms;
}
