import { holdsActivationCode } from '../../shared/activation-code.ts';
import { readIccid } from '../../shared/iccid.ts';
import type { Answer, BatchLine, ColumnMap } from '../../shared/model.ts';
import { type Option, readArguments, type Values } from './arguments.ts';
import { choiceOf, lotOf, need, numberOf, oneBundle, oneQuantity, orderOf, processingOf, startOf } from './readings.ts';
import { shown, UsageError } from './usage.ts';

/** What the program was started for. */
export type CommandLine = WindowLine | Command | { kind: 'help'; verb: Verb | null };

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
  | { kind: 'buy'; bundle: string; quantity: number; yes: boolean }
  | { kind: 'refund'; lot: number; quantity: number; yes: boolean }
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

const COMMON = ['practice', 'data', 'api', 'processing', 'help'] as const satisfies Option[];
const FILES = ['sheet', 'codes', 'json'] as const satisfies Option[];
const ORDER = ['bundle', 'quantity', 'reference', 'starts'] as const satisfies Option[];
const LIST = ['manifest', 'leave-out-wrong', 'repeats-are-meant', 'encoding', 'column'] as const satisfies Option[];

interface Definition {
  /** What the verb is about; it is named right after it. */
  subject: 'iccid' | 'call' | 'batch' | 'bundle' | 'lot' | null;
  /** All that it takes; anything else is a wrong call. */
  options: readonly Option[];
  /** @param id of its subject @throws UsageError */
  read: (values: Values, id: string) => Command;
}

/** One definition for each verb; `--help`, the words of usage errors and the tests follow from it. */
export const VERBS = {
  provision: {
    subject: null,
    options: [...ORDER, ...LIST, ...FILES, ...COMMON],
    read: (values) => ({
      ...orderOf(values),
      reference: values.reference ?? '',
      startsAt: startOf(values),
      ...working(values),
    }),
  },
  topups: {
    subject: null,
    options: ['iccids', 'bundle', 'reference', ...FILES, ...COMMON],
    read: (values) => ({
      kind: 'topups',
      bundle: oneBundle(values),
      file: need(values, 'iccids'),
      reference: values.reference ?? '',
      ...working(values),
    }),
  },
  resume: {
    subject: null,
    options: [...FILES, ...COMMON],
    read: (values) => ({ kind: 'resume', ...working(values) }),
  },
  questions: {
    subject: null,
    options: ['json', ...COMMON],
    read: (values) => ({ kind: 'questions', ...saying(values) }),
  },
  settle: {
    subject: 'call',
    options: ['adopt', 'send-again', 'leave', 'number', ...FILES, ...COMMON],
    read: (values, callId) => ({
      kind: 'settle',
      callId,
      ...choiceOf(values),
      number: numberOf(values),
      ...working(values),
    }),
  },
  retry: {
    subject: 'batch',
    options: [...FILES, ...COMMON],
    read: (values, batchId) => ({ kind: 'retry', batchId, ...working(values) }),
  },
  cancel: {
    subject: 'batch',
    options: [...FILES, ...COMMON],
    read: (values, batchId) => ({ kind: 'cancel', batchId, ...working(values) }),
  },
  stock: {
    subject: null,
    options: ['json', ...COMMON],
    read: (values) => ({ kind: 'stock', ...saying(values) }),
  },
  buy: {
    subject: 'bundle',
    options: ['quantity', 'yes', 'json', ...COMMON],
    read: (values, bundle) => ({
      kind: 'buy',
      bundle,
      quantity: oneQuantity(values),
      yes: values.yes ?? false,
      ...saying(values),
    }),
  },
  refund: {
    subject: 'lot',
    options: ['quantity', 'yes', 'json', ...COMMON],
    read: (values, lot) => ({
      kind: 'refund',
      lot: lotOf(lot),
      quantity: oneQuantity(values),
      yes: values.yes ?? false,
      ...saying(values),
    }),
  },
  esim: {
    subject: 'iccid',
    options: ['json', ...COMMON],
    read: (values, iccid) => ({ kind: 'esim', iccid, ...saying(values) }),
  },
  topup: {
    subject: 'iccid',
    options: ['bundle', 'json', ...COMMON],
    read: (values, iccid) => ({ kind: 'topup', iccid, bundle: oneBundle(values), ...saying(values) }),
  },
  revoke: {
    subject: 'iccid',
    options: ['bundle', 'assignment', 'yes', 'json', ...COMMON],
    read: (values, iccid) => ({
      kind: 'revoke',
      iccid,
      bundle: oneBundle(values),
      assignment: values.assignment ?? null,
      yes: values.yes ?? false,
      ...saying(values),
    }),
  },
  sms: {
    subject: 'iccid',
    options: ['message', 'json', ...COMMON],
    read: (values, iccid) => ({ kind: 'sms', iccid, message: need(values, 'message'), ...saying(values) }),
  },
} satisfies Record<string, Definition>;

export type Verb = keyof typeof VERBS;

/** Of a verb, or of a call without one, which opens the window. */
export function optionsOf(verb: Verb | null): readonly Option[] {
  return verb === null ? COMMON : VERBS[verb].options;
}

/**
 * Reads the arguments after the program's name.
 * @throws UsageError `command.usage` with the reason
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { verb: name, more, values } = readArguments(args, (given) => optionsOf(verbOf(given)));
  const verb = verbOf(name);
  if (values.help) return { kind: 'help', verb };
  if (values.practice && values.api) throw new UsageError('practice-or-api');
  const texts = [...(values.bundle ?? []), values.reference ?? '', values.adopt ?? '', values.assignment ?? ''];
  if (texts.some(holdsActivationCode)) throw new UsageError('activation-code');
  if (verb === null) return { kind: 'window', ...common(values) };
  const { subject, read }: Definition = VERBS[verb];
  return read(values, subjectOf(subject, more));
}

function verbOf(name: string | undefined): Verb | null {
  if (name === undefined) return null;
  if (!Object.hasOwn(VERBS, name)) throw new UsageError('no-verb', { verb: shown(name) });
  return name as Verb;
}

/** Takes what was named after the verb, all of it. */
function subjectOf(subject: Definition['subject'], [first, ...more]: string[]): string {
  // A number may be given in groups without quotation marks.
  const named = subject === 'iccid' ? [first, ...more].join(' ') : first;
  const rest = subject === null ? first : subject === 'iccid' ? undefined : more[0];
  if (rest !== undefined) throw new UsageError('unexpected', { text: shown(rest) });
  if (subject === null) return '';
  if (!named) throw new UsageError('subject-missing', { subject });
  if (subject !== 'iccid') return named;
  const iccid = readIccid(named);
  if (iccid === null) throw new UsageError('no-iccid');
  return iccid;
}

const common = (values: Values): Common => ({
  data: values.data ?? null,
  api: values.api ?? null,
  practice: values.practice ?? false,
  processingMs: processingOf(values),
});

const saying = (values: Values) => ({ json: values.json ?? false, ...common(values) });

const working = (values: Values): Common & Output => ({
  sheet: values.sheet ?? null,
  codes: values.codes ?? null,
  ...saying(values),
});
