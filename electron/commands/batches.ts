import type { Batch, BatchSummary } from '../../shared/model.ts';
import { saveFile } from '../files.ts';
import type { Station } from '../station.ts';
import { begin } from './begin.ts';
import type { BatchCommand, Output } from './command-line.ts';
import { EXIT, exitStatusOf } from './exit.ts';
import { type CommandHost, problemSentence, sentence } from './host.ts';
import { openQuestions } from './questions.ts';

/** The verbs that work batches to their end. @returns the exit status */
export async function runBatches(command: BatchCommand, station: Station, host: CommandHost): Promise<number> {
  const { provisioning, history } = station;
  const ids = await begin(command, station, host);
  await provisioning.idle();
  await station.stock.idle();
  const calls = station.calls();
  const batches = ids.map((id) => history.batch(id));
  let status = Math.max(EXIT.ready, ...batches.map((batch) => statusOf(batch, station)));
  // What was bought is bought: what cannot be written needs attention and hides neither the rest nor the result.
  const attempt = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      host.err(sentence(error, host.t));
      status = Math.max(status, EXIT.attention);
    });
  for (const batch of batches) {
    explain(batch, host);
    await attempt(writeCodes(station, batch.id, command, host));
    await attempt(writeSheet(station, batch.id, command, host));
  }
  await attempt(writeReferences(station, batches, host));
  // What only a person can bring on is left behind by `resume`, and not done.
  const left =
    command.kind === 'resume'
      ? openQuestions(station).filter(({ batchId }) => batchId === null || !ids.includes(batchId))
      : [];
  if (left.length > 0) {
    host.err(host.t('command.asked-before', { count: left.length }));
    status = Math.max(status, EXIT.unknown);
  }
  report(command, batches, calls, host);
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

/** Says once what stands in the way of a batch and of its eSIMs. */
function explain(batch: Batch, { t, err }: CommandHost): void {
  const items = batch.items.filter(({ state }) => state !== 'cancelled');
  const problems = [batch.problem, ...items.map(({ problem }) => problem)].filter((problem) => problem !== null);
  for (const text of new Set(problems.map((problem) => problemSentence(problem, t)))) err(text);
  if (batch.questions > 0) err(t('command.asked', { count: batch.questions }));
}

async function writeCodes({ history }: Station, batchId: string, { codes }: Output, host: CommandHost): Promise<void> {
  if (!codes) return;
  const isWorkbook = codes.toLowerCase().endsWith('.xlsx');
  await saveFile(codes, isWorkbook ? await history.codesWorkbook(batchId) : history.codes(batchId));
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

/** Nobody waits for them in a window, but a run leaves nothing undone. */
async function writeReferences({ provisioning }: Station, batches: Batch[], { err, t }: CommandHost): Promise<void> {
  const count = sum(batches, ({ unreferenced }) => unreferenced);
  if (count > 0) err(t('command.references', { count }));
  await provisioning.referencesWritten();
}

/** @param calls until the cards were ready */
function report({ json }: Output, batches: Batch[], calls: number, { out, t }: CommandHost): void {
  const inState = (state: keyof BatchSummary['counts']) => sum(batches, ({ counts }) => counts[state]);
  const result = {
    batch: batches[0]?.id ?? null,
    ready: inState('ready'),
    failed: inState('failed'),
    unknown: inState('unknown'),
    quarantined: inState('quarantined'),
    cancelled: inState('cancelled'),
    asked: sum(batches, ({ questions }) => questions),
    calls,
  };
  out(json ? JSON.stringify(result) : t('command.summary', { ...result, batch: result.batch ?? '–' }));
}

const sum = (batches: Batch[], of: (batch: Batch) => number) => batches.reduce((total, batch) => total + of(batch), 0);

function statusOf({ id, state, counts, problem }: BatchSummary, { provisioning }: Station): number {
  if (counts.unknown > 0) return EXIT.unknown;
  if (state === 'ready' || state === 'cancelled') return EXIT.ready;
  if (provisioning.mayHaveSpent(id)) return EXIT.attention;
  return problem ? exitStatusOf(problem.code) : EXIT.refused;
}
