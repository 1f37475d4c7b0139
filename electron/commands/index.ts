/** The headless verbs: the services of the windows, without one. */
import { StationError } from '../../shared/errors.ts';
import { openStation, type Station } from '../station.ts';
import { progressLine, runBatches } from './batches.ts';
import type { Command } from './command-line.ts';
import { runEsims } from './esims.ts';
import { EXIT, exitStatusOf } from './exit.ts';
import { type CommandHost, sentence } from './host.ts';
import { showQuestions } from './questions.ts';

export { type Command, type CommandLine, parseCommandLine, type WindowLine } from './command-line.ts';
export { EXIT } from './exit.ts';
export { helpText } from './help.ts';
export { sentence } from './host.ts';

/** Runs a verb to its end. @returns the exit status; every failure has been said in one sentence by then */
export async function runCommand(command: Command, host: CommandHost): Promise<number> {
  const sayProgress = progressLine(host);
  let station: Station | null = null;
  try {
    station = await openStation({
      ...host.station,
      mode: command.practice ? 'practice' : 'live',
      onProgress: ({ batch }) => sayProgress(batch),
    });
    const { mode, historyEncrypted, organisation, api, notices } = station.account.status();
    for (const notice of notices) host.err(host.t(`account.notice.${notice}`, { account: organisation ?? api }));
    if (mode === 'live' && !historyEncrypted) host.err(host.t('command.history-unencrypted'));
    if (!station.account.key()) throw new StationError('account.no-key');
    return await run(command, station, host);
  } catch (error) {
    host.err(sentence(error, host.t));
    return error instanceof StationError ? exitStatusOf(error.code) : EXIT.internal;
  } finally {
    await station?.close();
  }
}

async function run(command: Command, station: Station, host: CommandHost): Promise<number> {
  switch (command.kind) {
    case 'provision':
    case 'manifest':
    case 'topups':
    case 'resume':
    case 'settle':
    case 'retry':
    case 'cancel':
      return await runBatches(command, station, host);
    case 'questions':
      return showQuestions(command, station, host);
    default:
      return await runEsims(command, station, host);
  }
}
