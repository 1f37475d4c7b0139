/** An honest operator who knows what really happened, and answers what the station asks. */
import type { Question } from '../../shared/model.ts';
import type { Account } from './account.ts';
import type { Books } from './books.ts';
import type { Ended } from './process.ts';

interface Options {
  /** Names the station gave itself. */
  agents: ReadonlySet<string>;
  account: Account;
  /** Calls he was ever asked about. */
  asked: Set<string>;
  start: (args: string[]) => Promise<Ended>;
}

export async function answerQuestions(books: Books, { agents, account, asked, start }: Options): Promise<void> {
  const { code, stdout } = await start(['questions', '--json']);
  // It had its troubles too; he asks again later.
  if (code !== 0) return;
  const { applies } = account.training.ledger();
  const ours = applies.filter(({ agent, iccids }) => agents.has(agent) && iccids.length > 0);
  const known = new Set(books.batches.flatMap(({ items }) => items.map(({ iccid }) => iccid)));
  for (const { callId, kind, bundle, quantity, candidates } of JSON.parse(stdout) as Question[]) {
    asked.add(callId);
    const made = ours.find(({ reference, bundle: name, iccids }) =>
      kind === 'top-up'
        ? candidates.some((candidate) => candidate.reference === reference)
        : name === bundle && iccids.length <= quantity && !iccids.some((iccid) => known.has(iccid)),
    );
    if (made && kind === 'new') for (const iccid of made.iccids) known.add(iccid);
    await start(['settle', callId, ...(made ? ['--adopt', made.reference] : ['--send-again'])]);
  }
}
