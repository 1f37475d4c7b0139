import { StationError } from '../../shared/errors.ts';
import type { BatchLine, ManifestCheck } from '../../shared/model.ts';
import type { Station } from '../station.ts';
import type { BatchCommand, ManifestCommand, TopUpsCommand } from './command-line.ts';
import { EXIT, exitStatusOf } from './exit.ts';
import { readGiven } from './given.ts';
import { type CommandHost, problemSentence } from './host.ts';
import { batchOfCall } from './questions.ts';

/**
 * Sets going what a verb asks for.
 * @returns the ids of the batches it is about
 * @throws StationError with nothing sent
 */
export async function begin(command: BatchCommand, station: Station, host: CommandHost): Promise<string[]> {
  const { provisioning } = station;
  const { operator } = host;
  switch (command.kind) {
    case 'provision':
      return besideUnfinished(await provisioning.create(command, operator), station);
    case 'manifest': {
      const lines = await manifestLines(command, station, host);
      return besideUnfinished(await provisioning.create({ ...command, lines }, operator), station);
    }
    case 'topups':
      return besideUnfinished(await topUp(command, station, host), station);
    case 'resume':
      station.stock.resume();
      return provisioning.resumeAll();
    case 'settle': {
      const batchId = batchOfCall(command.callId, station);
      await provisioning.settle(command, operator);
      return batchId === null ? [] : [batchId];
    }
    case 'retry':
      await provisioning.retry(command.batchId);
      return [command.batchId];
    case 'cancel':
      provisioning.cancel(command.batchId);
      // What was sent before still comes in.
      provisioning.resume(command.batchId);
      return [command.batchId];
  }
}

/** Unfinished batches from before go on beside a new one. */
function besideUnfinished(batchId: string, { provisioning }: Station): string[] {
  provisioning.resumeAll();
  return [batchId];
}

/** Says what was not understood of a manifest, and line by line what is wrong. @throws StationError `manifest.*` or `file.read` */
async function manifestLines(
  { file, leaveOutWrong, repeatsAreMeant, encoding, bundle, columns }: ManifestCommand,
  { manifests }: Station,
  host: CommandHost,
): Promise<BatchLine[]> {
  const { t, err } = host;
  const check = await manifests.check(await readGiven(file), {
    encoding: encoding ?? undefined,
    bundle: bundle ?? undefined,
    columns: columns ?? undefined,
  });
  sayDoubts(check, host);
  const wrong = check.rows.filter(({ problems }) => problems.length > 0);
  for (const { line, problems } of wrong) {
    for (const problem of problems) err(t('command.line', { line, sentence: problemSentence(problem, t) }));
  }
  if (!leaveOutWrong) return manifests.lines(check.id, [], repeatsAreMeant);
  if (wrong.length > 0) err(t('command.lines-left-out', { count: wrong.length }));
  const leaveOut = wrong.map(({ line }) => line);
  return manifests.lines(check.id, leaveOut, repeatsAreMeant);
}

function sayDoubts({ columns, encoding, repeats }: ManifestCheck, { t, err }: CommandHost): void {
  const { unread, header } = columns;
  if (unread.length > 0) {
    const named = unread.map((index) => `“${header[index]}”`).join(', ');
    err(t('manifest.unread', { count: unread.length, columns: named }));
  }
  for (const { name, names } of encoding.certain ? [] : [encoding, ...encoding.alternatives]) {
    err(t('manifest.letters', { name, names: names.join(', ') }));
  }
  for (const { lines } of repeats) err(t('manifest.repeated', { lines: lines.join(', ') }));
}

/** Says of each eSIM what is wrong with it. @throws StationError with nothing spent, also when only one of them is wrong */
async function topUp(
  { bundle, file, reference }: TopUpsCommand,
  { provisioning, manifests }: Station,
  { operator, t, err }: CommandHost,
): Promise<string> {
  const { iccids, faults } = await manifests.iccids(await readGiven(file));
  for (const { line, column } of faults) err(t('command.line-column', { line, column }));
  const [first] = faults;
  if (first)
    throw new StationError('iccids.unreadable', { count: faults.length, line: first.line, column: first.column });
  for (const { iccid, problem } of await provisioning.checkTopUps(bundle, iccids)) {
    // An API that cannot be reached is no matter of one eSIM; it is said once, at the end.
    if (!problem || exitStatusOf(problem.code) === EXIT.unreachable) continue;
    err(t('command.esim', { iccid, sentence: problemSentence(problem, t) }));
  }
  return await provisioning.topUp({ bundle, iccids, reference }, operator);
}
