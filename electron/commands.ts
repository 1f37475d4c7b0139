/** The headless verbs: the services of the windows, without one. */
import { StationError } from '../shared/errors.ts';
import { createTranslate } from '../shared/messages/index.ts';
import type { Batch, BatchProgress, BatchSummary, Sheet } from '../shared/model.ts';
import type { CommandLine, Output } from './command-line.ts';
import { saveFile } from './files.ts';
import { openStation, type Station, type StationOptions } from './station.ts';

/** Exit statuses, as documented in the README. */
export const EXIT = { ready: 0, internal: 1, usage: 2, refused: 3, attention: 4, unknown: 5, unreachable: 6 } as const;

export interface CommandHost {
  station: Omit<StationOptions, 'mode' | 'onProgress'>;
  operator: string;
  locale: string;
  /** Draws a sheet in a hidden window. */
  pdf: (sheet: Sheet) => Promise<Uint8Array>;
  out: (line: string) => void;
  err: (line: string) => void;
}

export type Command = Exclude<CommandLine, { kind: 'window' | 'help' }>;

/** Runs a verb to its end. @returns the exit status; every failure has been said in one sentence by then */
export async function runCommand(command: Command, host: CommandHost): Promise<number> {
  const t = createTranslate(host.locale);
  const sayProgress = progressLine(host, t);
  let station: Station | null = null;
  try {
    station = await openStation({
      ...host.station,
      mode: command.practice ? 'practice' : 'live',
      onProgress: ({ batch }) => sayProgress(batch),
    });
    if (!station.account.status().historyEncrypted) host.err(t('command.history-unencrypted'));
    const batches = await work(command, station, host.operator);
    for (const batch of batches) await deliver(station, batch, command, host);
    const status = batches.length === 0 ? EXIT.ready : Math.max(...batches.map(exitStatus(station)));
    report(command, batches, station, host);
    return status;
  } catch (error) {
    host.err(sentence(error, t));
    return errorStatus(error);
  } finally {
    await station?.close();
  }
}

/** Does the work and waits for it. @returns the batches the command is about */
async function work(command: Command, station: Station, operator: string): Promise<Batch[]> {
  const { provisioning, history } = station;
  if (!station.account.key()) throw new StationError('account.no-key');
  const unfinished = provisioning.resumeAll();
  const ids = command.kind === 'provision' ? [await provisioning.create(command, operator)] : unfinished;
  await provisioning.idle();
  return ids.map((id) => history.batch(id));
}

/** Writes the files that were asked for and says why a batch is not all there. */
async function deliver(station: Station, batch: Batch, files: Output, host: CommandHost): Promise<void> {
  const t = createTranslate(host.locale);
  const problems = [batch.problem, ...batch.items.map(({ problem }) => problem)].filter((problem) => problem !== null);
  const sentences = new Set(problems.map(({ code, params }) => t(`error.${code}`, params)));
  for (const text of sentences) host.err(text);
  if (files.codes) {
    await saveFile(files.codes, station.history.codes(batch.id));
    host.err(t('command.saved', { file: files.codes }));
  }
  const sheet = station.history.sheet(batch.id);
  if (files.sheet && sheet.cards.length > 0) {
    await saveFile(files.sheet, await host.pdf(sheet));
    host.err(t('command.saved', { file: files.sheet }));
  }
  if (files.sheet && sheet.leftOut > 0) host.err(t('command.left-out', { count: sheet.leftOut }));
}

function report(command: Command, batches: Batch[], station: Station, host: CommandHost): void {
  const calls = station.calls();
  const sum = (state: keyof BatchSummary['counts']) => batches.reduce((total, { counts }) => total + counts[state], 0);
  const result = {
    batch: batches[0]?.id ?? null,
    ready: sum('ready'),
    failed: sum('failed'),
    unknown: sum('unknown'),
    quarantined: sum('quarantined'),
    calls,
  };
  if (command.json) host.out(JSON.stringify(result));
  else host.out(createTranslate(host.locale)('command.summary', { ...result, batch: result.batch ?? '–' }));
}

/** One line each time the counts of a batch change, at most. */
function progressLine(host: CommandHost, t: ReturnType<typeof createTranslate>) {
  let last = '';
  return ({ counts, quantity }: BatchProgress['batch']) => {
    const bought = counts.assigned + counts.fetched + counts.ready;
    const attention = counts.failed + counts.unknown + counts.quarantined;
    const line = t('command.progress', { ready: counts.ready, quantity, bought, attention });
    if (line !== last) host.err(line);
    last = line;
  };
}

export function sentence(error: unknown, t: ReturnType<typeof createTranslate>): string {
  return error instanceof StationError ? t(`error.${error.code}`, error.params) : t('error.internal');
}

function exitStatus({ provisioning }: Station) {
  return ({ id, state, counts, problem }: BatchSummary): number => {
    if (counts.unknown > 0) return EXIT.unknown;
    if (state === 'ready') return EXIT.ready;
    if (provisioning.mayHaveSpent(id)) return EXIT.attention;
    return problem ? errorStatus(new StationError(problem.code)) : EXIT.refused;
  };
}

/** For a failure before anything was spent. What asks to try again later is 6, what asks to change the request is 3. */
function errorStatus(error: unknown): number {
  if (!(error instanceof StationError)) return EXIT.internal;
  switch (error.code) {
    case 'plan.quantity':
    case 'plan.no-bundle':
    case 'plan.reference':
    case 'api.address':
    case 'account.no-key':
      return EXIT.usage;
    case 'api.unreachable':
    case 'api.busy':
    case 'api.failed':
    case 'api.malformed':
      return EXIT.unreachable;
    case 'internal':
      return EXIT.internal;
    default:
      return error.code.startsWith('store.') || error.code.startsWith('command.') ? EXIT.usage : EXIT.refused;
  }
}
