import type { Batch, BatchSummary } from '../../shared/model.ts';
import { saveFile } from '../files.ts';
import type { Station } from '../station.ts';
import type { BatchCommand, Output } from './command-line.ts';
import { EXIT, exitStatusOf } from './exit.ts';
import { type CommandHost, problemSentence, sentence } from './host.ts';

/** `provision` and `resume`: works batches to their end. @returns the exit status */
export async function runBatches(command: BatchCommand, station: Station, host: CommandHost): Promise<number> {
  const batches = await work(command, station, host.operator);
  let status = Math.max(EXIT.ready, ...batches.map((batch) => statusOf(batch, station)));
  for (const batch of batches) {
    explain(batch, host);
    for (const write of [writeCodes, writeSheet]) {
      // What was bought is bought: a file that cannot be written needs attention and hides neither the other nor the result.
      await write(station, batch.id, command, host).catch((error: unknown) => {
        host.err(sentence(error, host.t));
        status = Math.max(status, EXIT.attention);
      });
    }
  }
  report(command, batches, station, host);
  return status;
}

/** One line each time the counts of a batch change, at most. */
export function progressLine({ t, err }: CommandHost): (batch: BatchSummary) => void {
  let last = '';
  return ({ counts, quantity }) => {
    const bought = counts.assigned + counts.fetched + counts.ready;
    const attention = counts.failed + counts.unknown + counts.quarantined;
    const line = t('command.progress', { ready: counts.ready, quantity, bought, attention });
    if (line !== last) err(line);
    last = line;
  };
}

/** Does the work and waits for it. @returns the batches the command is about */
async function work(command: BatchCommand, station: Station, operator: string): Promise<Batch[]> {
  const { provisioning, history } = station;
  const unfinished = provisioning.resumeAll();
  const ids = command.kind === 'provision' ? [await provisioning.create(command, operator)] : unfinished;
  await provisioning.idle();
  return ids.map((id) => history.batch(id));
}

/** Says once what stands in the way of a batch and of its eSIMs. */
function explain(batch: Batch, { t, err }: CommandHost): void {
  const problems = [batch.problem, ...batch.items.map(({ problem }) => problem)].filter((problem) => problem !== null);
  for (const text of new Set(problems.map((problem) => problemSentence(problem, t)))) err(text);
}

async function writeCodes({ history }: Station, batchId: string, { codes }: Output, host: CommandHost): Promise<void> {
  if (!codes) return;
  await saveFile(codes, history.codes(batchId));
  host.err(host.t('command.saved', { file: codes }));
}

async function writeSheet({ history }: Station, batchId: string, { sheet }: Output, host: CommandHost): Promise<void> {
  if (!sheet) return;
  const cards = history.sheet(batchId);
  if (cards.leftOut > 0) host.err(host.t('command.left-out', { count: cards.leftOut }));
  if (cards.cards.length === 0) return;
  await saveFile(sheet, await host.pdf(cards));
  host.err(host.t('command.saved', { file: sheet }));
}

function report({ json }: Output, batches: Batch[], station: Station, { out, t }: CommandHost): void {
  const sum = (state: keyof BatchSummary['counts']) => batches.reduce((total, { counts }) => total + counts[state], 0);
  const result = {
    batch: batches[0]?.id ?? null,
    ready: sum('ready'),
    failed: sum('failed'),
    unknown: sum('unknown'),
    quarantined: sum('quarantined'),
    calls: station.calls(),
  };
  out(json ? JSON.stringify(result) : t('command.summary', { ...result, batch: result.batch ?? '–' }));
}

function statusOf({ id, state, counts, problem }: BatchSummary, { provisioning }: Station): number {
  if (counts.unknown > 0) return EXIT.unknown;
  if (state === 'ready') return EXIT.ready;
  if (provisioning.mayHaveSpent(id)) return EXIT.attention;
  return problem ? exitStatusOf(problem.code) : EXIT.refused;
}
