/** What an operator does besides his order, as the command line has it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../../electron/training/index.ts';
import { PROJECT } from '../hosts/project.ts';
import type { Books } from './books.ts';
import type { Act } from './plan.ts';

/** Verbs that the program has: an act that it does not know yet is left out. */
const usage = readFileSync(path.join(PROJECT, 'shared/messages/en/commands.ts'), 'utf8');
const knows = (verb: string): boolean => usage.includes(`station ${verb} `);

/** @returns null for what cannot be done, for there is no such eSIM or no such verb */
export function argumentsOf(
  act: Act,
  { batches }: Books,
  { esims, lots }: Pick<Ledger, 'esims' | 'lots'>,
): string[] | null {
  if (!knows(act.does)) return null;
  const sold = batches.flatMap(({ items }) => items).filter(({ state, iccid }) => state === 'ready' && iccid);
  const iccid = 'which' in act ? sold[act.which % Math.max(1, sold.length)]?.iccid : null;
  switch (act.does) {
    case 'topup':
      return iccid ? ['topup', iccid, '--bundle', act.bundle] : null;
    case 'sms':
      return iccid ? ['sms', iccid, '--message', 'Welcome'] : null;
    case 'revoke': {
      const assignment = esims.find((esim) => esim.iccid === iccid && esim.state === 'queued');
      if (!assignment) return null;
      return [
        'revoke',
        assignment.iccid,
        '--bundle',
        assignment.bundle,
        '--assignment',
        assignment.assignment,
        '--yes',
      ];
    }
    case 'buy':
      return ['buy', act.bundle, '--quantity', String(act.quantity), '--yes'];
    case 'refund': {
      const lot = lots.find(({ bundle, remaining }) => bundle === act.bundle && remaining >= act.quantity);
      return lot ? ['refund', String(lot.id), '--quantity', String(act.quantity), '--yes'] : null;
    }
  }
}
