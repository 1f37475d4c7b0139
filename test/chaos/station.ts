/** One station through a run: started, ended in all the ways of its plan, and started again until nothing is left to do. */
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EXIT } from '../../electron/commands/exit.ts';
import type { ItemState } from '../../shared/model.ts';
import type { Account } from './account.ts';
import { argumentsOf } from './acts.ts';
import { type Books, readBooks } from './books.ts';
import { answerQuestions } from './operator.ts';
import { argumentsFor, asOptions } from './orders.ts';
import type { StationPlan } from './plan.ts';
import { type Ended, IN_PEACE, runProcess, type Tools } from './process.ts';

/** A station that is not done after so many rounds does not settle. */
const MOST_ROUNDS = 18;
/** An operator does not stand beside it all the time. */
const BETWEEN_ROUNDS_MS = 20_000;
const OPEN: readonly ItemState[] = ['planned', 'applying', 'assigned', 'fetched', 'unknown'];

export interface Outcome {
  books: Books;
  /** Numbers of all the calls it has sent to its account. */
  sent: Set<number>;
  /** Every process in order, also those of the operator's answers, with what it has sent. */
  processes: (Ended & { sent: Set<number> })[];
  /** Calls that the operator was asked about. */
  asked: Set<string>;
  settled: boolean;
}

export interface Station {
  /** Makes what it has made before the run begins. @param first whose folder it may begin with */
  prepare(first: Station | null): Promise<void>;
  /** From its order to an end of it. */
  run(): Promise<Outcome>;
  profile: string;
}

interface Options {
  /** Position in the plan. */
  number: number;
  plan: StationPlan;
  /** Seconds that it is told the API may take. */
  patience: number;
  account: Account;
  /** Empty and its own. */
  folder: string;
  tools: Tools;
}

export function createStation({ number, plan, patience, account, folder, tools }: Options): Station {
  const { earlier, order, startsAfter, lives, restores } = plan;
  const { training, other, time } = account;
  const profile = path.join(folder, 'profile');
  const saved = path.join(folder, 'saved');
  const processes: Outcome['processes'] = [];
  const asked = new Set<string>();
  const again = new Map<string, number>();
  const before = new Set<string>();
  let begun = 0;

  const wait = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve));

  async function start(args: string[], life = IN_PEACE, address = training.url): Promise<Ended> {
    const sender = `${number}.${processes.length}`;
    const place = { profile, key: account.key(), api: address, time, sender };
    const ended = await runProcess([...args, '--processing', String(patience)], life, place, tools);
    processes.push({ ...ended, sent: account.sentBy(sender) });
    return ended;
  }

  /** Whatever the operator does next meets the next trouble of the plan. */
  async function next(args: string[]): Promise<Ended> {
    const life = begun++;
    if (number === 0) account.begin(life);
    return await start(args, lives[life]);
  }

  const read = () => readBooks(profile, [...new Set(training.ledger().esims.map(({ reference }) => reference))]);

  /** His order, among what was there before and what came besides. */
  const orderIn = ({ batches }: Books) => batches.filter(({ id }) => !before.has(id)).at(-1);

  async function doBesides(round: number, books: Books): Promise<void> {
    for (const act of plan.acts.filter((act) => act.round === round)) {
      const args = argumentsOf(act, books, training.ledger());
      if (args) await start([...args, '--json']);
    }
    if (round === plan.elsewhere) await start(['resume', '--json'], IN_PEACE, other.url);
    // An operator who has ordered knows that he has, whatever his computer knows.
    if (round === restores?.saved && orderIn(books)) cpSync(profile, saved, { recursive: true });
    if (round === restores?.back && existsSync(saved)) {
      rmSync(profile, { recursive: true });
      cpSync(saved, profile, { recursive: true });
    }
  }

  async function work(): Promise<Pick<Outcome, 'books' | 'settled'>> {
    let books = read();
    for (const { id } of books.batches) before.add(id);
    const ordered = () => orderIn(books);
    const iccids = books.batches.flatMap(({ items }) => items.flatMap(({ iccid }) => iccid ?? []));
    const last = Math.max(-1, restores?.back ?? -1, plan.elsewhere ?? -1, ...plan.acts.map(({ round }) => round));
    let [refused, retried] = [false, !plan.retries];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const batch = ordered();
      const isDone = isSettled(books) && round > last;
      if (!batch) {
        // He is told that it cannot be had, and lets it be.
        if (refused) return { books, settled: true };
        refused = (await next([...argumentsFor(order, iccids, folder), '--json'])).code === EXIT.refused;
      } else if (isDone) {
        if (retried || batch.failed === 0) return { books, settled: true };
        retried = true;
        await next(['retry', batch.id, '--json']);
      } else if (round === plan.cancels) await next(['cancel', batch.id, '--json']);
      else if (books.batches.some(({ questions }) => questions > 0)) {
        await answerQuestions(books, {
          account,
          sent: account.sentBy(String(number)),
          asked,
          twice: plan.twice,
          again,
          start: next,
          wait,
        });
      } else if (!isSettled(books)) await next(['resume', '--json']);
      await doBesides(round, read());
      books = read();
      if (!isSettled(books)) await wait(BETWEEN_ROUNDS_MS);
    }
    return { books, settled: ordered() !== undefined && isSettled(books) };
  }

  return {
    profile,
    async prepare(first) {
      if (plan.isCopy && first) cpSync(first.profile, profile, { recursive: true });
      if (earlier) await start(['provision', ...asOptions(earlier)]);
    },
    async run() {
      if (startsAfter > 0) await wait(startsAfter);
      const outcome = await work();
      return { ...outcome, sent: account.sentBy(String(number)), processes, asked };
    },
  };
}

function isSettled({ batches }: Books): boolean {
  return batches.every(({ items }) => items.every(({ state }) => !OPEN.includes(state)));
}
