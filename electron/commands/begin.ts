import type { BatchLine } from '../../shared/model.ts';
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

/** Says what is wrong with a manifest line by line. @throws StationError `manifest.*` or `file.read` */
async function manifestLines(
  { file, leaveOutWrong }: ManifestCommand,
  { manifests }: Station,
  { t, err }: CommandHost,
): Promise<BatchLine[]> {
  const { id, rows } = await manifests.check(await readGiven(file));
  const wrong = rows.filter(({ problems }) => problems.length > 0);
  for (const { line, problems } of wrong) {
    for (const problem of problems) err(t('command.line', { line, sentence: problemSentence(problem, t) }));
  }
  if (!leaveOutWrong) return manifests.lines(id, []);
  if (wrong.length > 0) err(t('command.lines-left-out', { count: wrong.length }));
  return manifests.lines(
    id,
    wrong.map(({ line }) => line),
  );
}

/** Says of each eSIM what is wrong with it. @throws StationError with nothing spent, also when only one of them is wrong */
async function topUp(
  { bundle, file, reference }: TopUpsCommand,
  { provisioning }: Station,
  { operator, t, err }: CommandHost,
): Promise<string> {
  const lines = (await readGiven(file)).toString().split(/\r\n|\r|\n/);
  const iccids = lines.map((line) => line.trim()).filter(Boolean);
  for (const { iccid, problem } of await provisioning.checkTopUps(bundle, iccids)) {
    // An API that cannot be reached is no matter of one eSIM; it is said once, at the end.
    if (!problem || exitStatusOf(problem.code) === EXIT.unreachable) continue;
    err(t('command.esim', { iccid, sentence: problemSentence(problem, t) }));
  }
  return await provisioning.topUp({ bundle, iccids, reference }, operator);
}
