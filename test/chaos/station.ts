/** One station through a run: started, ended in all the ways of its plan, and started again until nothing is left to do. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../electron/commands/exit.ts';
import type { ItemState } from '../../shared/model.ts';
import type { Account } from './account.ts';
import { type Books, readBooks } from './books.ts';
import { answerQuestions } from './operator.ts';
import { argumentsFor, asOptions } from './orders.ts';
import type { StationPlan } from './plan.ts';
import { type Ended, IN_PEACE, type Place, runProcess, type Tools } from './process.ts';
import { watchRequests } from './requests.ts';

/** A station that is not done after so many rounds does not settle. */
const MOST_ROUNDS = 13;
/** Seconds that the station gives the API, which in no plan needs as long. */
const PROCESSING_S = '1';
const OPEN: readonly ItemState[] = ['planned', 'applying', 'assigned', 'fetched', 'unknown'];

export interface Outcome {
  books: Books;
  /** Names the station gave itself in its requests. */
  agents: Set<string>;
  /** Every process in order, also those of the operator's answers. */
  processes: Ended[];
  /** Calls that the operator was asked about. */
  asked: Set<string>;
  settled: boolean;
}

export interface Station {
  /** Makes what it has made before the run begins. */
  prepare(): Promise<void>;
  /** From its order to an end of it. */
  run(): Promise<Outcome>;
}

interface Options {
  /** Position in the plan. */
  number: number;
  plan: StationPlan;
  account: Account;
  /** Empty and its own. */
  folder: string;
  tools: Tools;
}

export function createStation({ number, plan, account, folder, tools }: Options): Station {
  const { earlier, order, startsAfter, lives } = plan;
  const place: Place = { profile: path.join(folder, 'profile'), key: account.key, api: account.addressFor(number) };
  const agents = new Set<string>();
  const processes: Ended[] = [];
  const asked = new Set<string>();
  let begun = 0;

  const forget = watchRequests(new URL(place.api).host, ({ agent }) => agents.add(agent));

  async function start(args: string[], life = IN_PEACE): Promise<Ended> {
    const ended = await runProcess([...args, '--processing', PROCESSING_S], life, place, tools);
    processes.push(ended);
    return ended;
  }

  /** Whatever the operator does next meets the next trouble of the plan. */
  async function next(args: string[]): Promise<Ended> {
    const life = begun++;
    if (number === 0) account.begin(life);
    return await start(args, lives[life]);
  }

  async function work(): Promise<Pick<Outcome, 'books' | 'settled'>> {
    let books = await readBooks(place);
    const before = new Set(books.batches.map(({ id }) => id));
    const ordered = () => books.batches.find(({ id }) => !before.has(id));
    const iccids = books.batches.flatMap(({ items }) => items.flatMap(({ iccid }) => iccid ?? []));
    let [refused, retried] = [false, !plan.retries];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const batch = ordered();
      if (!batch) {
        // He is told that it cannot be had, and lets it be.
        if (refused) return { books, settled: true };
        refused = (await next(argumentsFor(order, iccids, folder))).code === EXIT.refused;
      } else if (isSettled(books)) {
        if (retried || batch.counts.failed === 0) return { books, settled: true };
        retried = true;
        await next(['retry', batch.id]);
      } else if (round === plan.cancels) await next(['cancel', batch.id]);
      else if (batch.questions > 0) await answerQuestions(books, { agents, account, asked, start: next });
      else await next(['resume']);
      books = await readBooks(place);
    }
    return { books, settled: ordered() !== undefined && isSettled(books) };
  }

  return {
    async prepare() {
      if (earlier) await start(['provision', ...asOptions(earlier)]);
    },
    async run() {
      await sleep(startsAfter);
      const outcome = await work();
      forget();
      return { ...outcome, agents, processes, asked };
    },
  };
}

function isSettled({ batches }: Books): boolean {
  return batches.every(({ items }) => items.every(({ state }) => !OPEN.includes(state)));
}
