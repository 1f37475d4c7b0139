import { StationError } from '../../shared/errors.ts';
import type { Act, ActResult, EsimBundle, EsimState } from '../../shared/model.ts';
import type { Station } from '../station.ts';
import type { EsimCommand } from './command-line.ts';
import { EXIT } from './exit.ts';
import { type CommandHost, problemSentence } from './host.ts';
import { UsageError } from './usage.ts';

/** The verbs about one eSIM and about the stock. @returns the exit status */
export async function runEsims(command: EsimCommand, station: Station, host: CommandHost): Promise<number> {
  const { care, stock } = station;
  const { operator } = host;
  switch (command.kind) {
    case 'esim':
      showEsim(await care.look(command.iccid), command, host);
      return EXIT.ready;
    case 'stock': {
      const bundles = await stock.list();
      if (command.json) host.out(JSON.stringify(bundles));
      else for (const { name, remaining, description } of bundles) host.out([remaining, name, description].join('\t'));
      return EXIT.ready;
    }
    case 'topup':
      return finish(await topUp(command, station, host), command, host);
    case 'sms':
      return finish(await care.sms(command.iccid, command.message, operator), command, host);
    case 'revoke': {
      const { iccid, bundle } = command;
      const { assignmentId } = chosen(await care.look(iccid), command);
      if (!command.yes) {
        const preview = await care.previewRevoke(iccid, bundle, assignmentId);
        host.out(command.json ? JSON.stringify(preview) : host.t('command.revoke-preview', { said: preview.said }));
        return EXIT.usage;
      }
      const revoked = await care.revoke(iccid, bundle, assignmentId, operator);
      return finish(await foundOut(revoked, () => care.acts(iccid), station, host), command, host);
    }
    case 'buy':
      return buy(command, station, host);
    case 'refund':
      return refund(command, station, host);
  }
}

async function buy(
  command: Extract<EsimCommand, { kind: 'buy' }>,
  station: Station,
  host: CommandHost,
): Promise<number> {
  const { bundle, quantity, yes, json } = command;
  const { stock } = station;
  const quote = await stock.quote(bundle, quantity);
  if (!yes) {
    host.out(
      json
        ? JSON.stringify(quote)
        : host.t('command.quote', {
            bundle,
            quantity,
            total: quote.total,
            currency: quote.currency,
            balance: quote.balance ?? '–',
          }),
    );
    return EXIT.usage;
  }
  // What was said yes to on the command line is the price of this very moment.
  const bought = await stock.buy(bundle, quantity, host.operator, quote);
  return finish(await foundOut(bought, stock.acts, station, host), command, host);
}

async function refund(
  command: Extract<EsimCommand, { kind: 'refund' }>,
  station: Station,
  host: CommandHost,
): Promise<number> {
  const { lot, quantity, yes, json } = command;
  const { stock } = station;
  const found = (await stock.list()).flatMap(({ name, lots }) => lots.map((one) => ({ ...one, bundle: name })));
  const held = found.find(({ id }) => id === lot);
  if (!held) throw new StationError('stock.no-lot', { lot });
  const { bundle, remaining } = held;
  if (!yes) {
    host.out(json ? JSON.stringify(held) : host.t('command.lot', { lot, bundle, remaining, quantity }));
    return EXIT.usage;
  }
  const given = await stock.refund({ lot, quantity, bundle }, host.operator);
  return finish(await foundOut(given, stock.acts, station, host), command, host);
}

/**
 * What of a lost act can be found out is waited for: the program must not end before it knows, and says the truth then.
 * @throws StationError `stock.not-made`
 */
async function foundOut(
  result: ActResult,
  acts: () => Act[],
  { stock }: Station,
  { err, t }: CommandHost,
): Promise<ActResult> {
  if (result.outcome === 'done') return result;
  err(problemSentence(result.problem, t));
  await stock.idle();
  const settled = acts().find(({ outcome }) => outcome === 'unknown')?.settled;
  if (settled === 'made') return { outcome: 'done', said: t('command.found-out-done') };
  if (settled === 'not-made') throw new StationError('stock.not-made');
  return result;
}

/** What is not known yet is waited for: the program must not end before it has found out what can be found out. */
async function topUp(
  { iccid, bundle }: { iccid: string; bundle: string },
  { care, provisioning, history }: Station,
  { operator, err, t }: CommandHost,
): Promise<ActResult> {
  const ended = await care.topUp(iccid, bundle, operator);
  if (ended.outcome === 'done') return ended;
  err(problemSentence(ended.problem, t));
  await provisioning.idle();
  const [item] = history.batch(ended.batchId).items;
  if (item?.state === 'ready') return { outcome: 'done', said: t('command.found-out') };
  if (item?.state === 'failed' && item.problem) throw new StationError(item.problem.code, item.problem.params);
  return { outcome: 'unknown', problem: item?.problem ?? ended.problem };
}

/** The assignment that is meant; a bundle that is there more than once has to be named by its id. */
function chosen(
  { bundles }: EsimState,
  { bundle, assignment }: { bundle: string; assignment: string | null },
): EsimBundle {
  if (!Array.isArray(bundles)) throw new StationError(bundles.code, bundles.params);
  const found = bundles.filter(
    ({ name, assignmentId, state }) =>
      name === bundle && state !== 'revoked' && (assignment ?? assignmentId) === assignmentId,
  );
  const [only] = found;
  if (!only) throw new StationError('care.no-assignment');
  if (found.length > 1) {
    const ids = found.map(({ assignmentId }) => assignmentId).join(', ');
    throw new UsageError('which-assignment', { ids });
  }
  return only;
}

function finish(result: ActResult, { json }: EsimCommand, { out, err, t }: CommandHost): number {
  if (json) out(JSON.stringify(result));
  if (result.outcome === 'unknown') {
    err(problemSentence(result.problem, t));
    return EXIT.unknown;
  }
  if (!json) out(result.said);
  return EXIT.ready;
}

function showEsim(esim: EsimState, { json }: EsimCommand, { out, t }: CommandHost): void {
  if (json) {
    out(JSON.stringify(esim));
    return;
  }
  out(`${esim.iccid}\t${t(`command.verdict.${esim.verdict.kind}`)}`);
  if (!Array.isArray(esim.bundles)) out(problemSentence(esim.bundles, t));
  else for (const { name, state, assignmentId } of esim.bundles) out([name, state, assignmentId].join('\t'));
}
