/** An honest operator who knows what the account did for that very call, and answers what the station asks. */
import type { Ledger } from '../../electron/training/index.ts';
import type { Question } from '../../shared/model.ts';
import type { Account } from './account.ts';
import type { Books } from './books.ts';
import type { Ended } from './process.ts';
import { appliesLike, spendingCalls } from './truth.ts';

interface Options {
  account: Account;
  /** Numbers of the calls of the station. */
  sent: ReadonlySet<number>;
  /** Calls he was ever asked about. */
  asked: Set<string>;
  /** Whether he gives each answer twice. */
  twice: boolean;
  /** How often he has looked again, since the account was not done. */
  again: Map<string, number>;
  start: (args: string[]) => Promise<Ended>;
  wait: (ms: number) => Promise<void>;
}

type Asked = Question & { number?: number; batchId: string | null };
type Answer = { adopt: string } | 'send-again' | 'leave' | 'wait';

/** What is not there to choose though it was made may show a little later. */
const MOST_AGAIN = 2;
const A_WHILE_MS = 60_000;

export async function answerQuestions(books: Books, options: Options): Promise<void> {
  const { account, sent, asked, twice, again, start, wait } = options;
  const { code, stdout } = await start(['questions', '--json']);
  // It had its troubles too; he asks again later.
  if (code !== 0) return;
  const questions = JSON.parse(stdout) as Asked[];
  const taken = new Set(books.taken);
  const { requests } = books;
  for (const question of questions) {
    const { callId } = question;
    asked.add(callId);
    const answer = answerTo(question, {
      questions,
      taken,
      requests,
      ledger: account.training.ledger(),
      sent,
    });
    const tries = again.get(callId) ?? 0;
    if (answer === 'wait' && tries < MOST_AGAIN) {
      again.set(callId, tries + 1);
      await wait(A_WHILE_MS);
      await start(['resume']);
      continue;
    }
    const choice = answer === 'wait' ? 'leave' : answer;
    if (typeof choice === 'object') taken.add(choice.adopt);
    const said = typeof choice === 'object' ? ['--adopt', choice.adopt] : [`--${choice}`];
    const number =
      choice === 'send-again' && question.number !== undefined ? ['--number', String(question.number)] : [];
    for (const _ of twice ? [1, 2] : [1]) await start(['settle', callId, ...said, ...number]);
  }
}

interface Known {
  questions: readonly Pick<Asked, 'callId'>[];
  /** References that belong to the station already. */
  taken: ReadonlySet<string>;
  requests: Books['requests'];
  ledger: Ledger;
  /** Numbers of the calls of the station. */
  sent: ReadonlySet<number>;
}

/** By what the account did for calls that asked for the same: as many as were made are taken, and no more is bought. */
export function answerTo(
  { callId, kind, bundle, candidates }: Pick<Asked, 'callId' | 'kind' | 'bundle' | 'candidates'>,
  { questions, taken, requests, ledger, sent }: Known,
): Answer {
  if (kind !== 'new' && kind !== 'top-up') {
    const [candidate] = candidates;
    return candidate ? { adopt: candidate.reference } : 'leave';
  }
  const spent = new Set(ledger.esims.map(({ reference }) => reference));
  const request = requests.get(callId);
  const alike = appliesLike(ledger, sent, request);
  if (alike.some(({ due }) => due !== null)) return 'wait';
  const free = alike.flatMap(({ made }) => (made && spent.has(made) && !taken.has(made) ? [made] : []));
  const isOffered = (made: string) => candidates.some(({ reference }) => reference === made);
  const candidate = candidates.find(({ reference }) => free.includes(reference));
  if (candidate) return { adopt: candidate.reference };
  // Of two calls that were each given what the other asked for, each takes what it wanted.
  const exchanged = spendingCalls(ledger, sent).find(
    ({ made }) => made && !taken.has(made) && !free.includes(made) && isWish(made, bundle, ledger) && isOffered(made),
  );
  if (exchanged?.made) return { adopt: exchanged.made };
  const open = questions.filter((other) => isSame(requests.get(other.callId), request)).length;
  return free.length < open ? 'send-again' : 'wait';
}

/** Whether an apply brought this bundle where another one was asked for. */
function isWish(made: string, bundle: string, { calls, esims }: Ledger): boolean {
  const { name } = JSON.parse(calls.find((call) => call.made === made)?.body || '{}') as { name?: string };
  return name !== bundle && esims.some((esim) => esim.reference === made && esim.bundle === bundle);
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
