/**
 * One station at the simulated account: the real engine over a real store, watched at every call and every progress. Dies and comes back
 * as a process would, with what the files held at that moment.
 */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../../electron/engine.ts';
import type { ApplyRequest } from '../../../electron/esim-go/index.ts';
import type { Provisioning } from '../../../electron/provisioning/index.ts';
import { openStore, type Store } from '../../../electron/store/index.ts';
import { StationError } from '../../../shared/errors.ts';
import type { Question } from '../../../shared/model.ts';
import { readMark } from '../../../shared/station-mark.ts';
import { createAudit } from './audit.ts';
import type { Place } from './places.ts';
import type { Ours, SimulatedAccount } from './simulated-account.ts';
import type { VirtualClock } from './virtual-clock.ts';

const PROCESSING_MS = 120_000;
/** Whatever the account does, everything has come to rest after so long. */
const AT_LAST_MS = 6 * 60 * 60_000;
const A_WHILE_MS = 60_000;
const OPERATOR = 'operator';

/** What a person at the counter may meet; anything else is a mistake of the engine. */
const ANSWERS = /^(plan|api|reconcile|care)\./;

export interface Counter {
  account: SimulatedAccount;
  clock: VirtualClock;
  readonly store: Store;
  batches(): string[];
  /** Lets a person do something, and at most so much time pass until it is done. */
  act(deed: (engine: Provisioning) => unknown, ms?: number): Promise<void>;
  pass(ms: number): Promise<void>;
  /** Until nobody is at work any more. */
  rest(): Promise<void>;
  crash(): Promise<void>;
  questions(): Question[];
  /** Answers a question as somebody does who knows the truth, or leaves it. */
  answer(question: Question, leave: boolean): Promise<void>;
  /** @throws when something is wrong */
  check(): void;
  /** The account behaves, everything is resumed and answered; then nothing may be missing. @throws when something is wrong */
  finish(): Promise<void>;
  /** What has happened; for knowing whether a test went where it should. */
  reached: ReadonlySet<string>;
  close(): void;
}

/** @param us as the account knows it */
export function openCounter(
  clock: VirtualClock,
  account: SimulatedAccount,
  { folder, template }: Place,
  us: Ours = 'us',
): Counter {
  const audit = createAudit(account, us);
  const stores: Store[] = [];
  let lives = 0;
  let acts: Promise<unknown>[] = [];
  let crashed = false;
  let file = '';
  let engine: Provisioning;
  let store: Store;

  mkdirSync(folder, { recursive: true });
  live(template);

  function live(from: string): void {
    const life = ++lives;
    const isAlive = () => life === lives && !crashed;
    file = copyOf(from, path.join(folder, String(life)));
    const opened = openStore({ file, key: null });
    stores.push(opened);
    store = opened;
    crashed = false;
    audit.reopened(opened);
    const client = account.clientFor(
      us,
      {
        applies(request: ApplyRequest) {
          return isAlive() ? audit.applies(opened, request) : null;
        },
        writes(iccid, customerRef) {
          if (isAlive()) audit.marks(opened, iccid, readMark(customerRef).mark);
        },
        crash() {
          if (isAlive()) die();
        },
      },
      isAlive,
    );
    ({ provisioning: engine } = createEngine({
      store: opened,
      client,
      now: () => new Date(clock.now()),
      processingMs: PROCESSING_MS,
      mustBeOurs: () => null,
      touch: async () => {},
      onProgress({ batch }) {
        if (isAlive()) audit.told(opened, batch);
      },
      onError(error) {
        if (isAlive()) audit.fault(`told of a mistake: ${error instanceof Error ? error.stack : String(error)}`);
      },
    }));
    engine.resumeAll();
  }

  /** Whatever this process still does from here on, nobody sees. */
  function die(): void {
    crashed = true;
    copyOf(file, path.join(folder, `${lives}-after`));
    clock.killSleepers();
    account.letGo();
    acts = [];
  }

  function revive(): void {
    live(path.join(folder, `${lives}-after`, path.basename(file)));
  }

  async function pass(ms: number, isDone: () => boolean = () => false): Promise<void> {
    const end = clock.now() + ms;
    do {
      await clock.pass(end - clock.now(), () => crashed || isDone());
      if (crashed) revive();
    } while (crashed || (clock.now() < end && !isDone()));
  }

  async function rest(): Promise<void> {
    const end = clock.now() + AT_LAST_MS;
    while (clock.now() < end) {
      let isDone = false;
      const resting = engine;
      void Promise.all(acts)
        .then(() => resting.idle())
        .then(() => resting.referencesWritten())
        .catch((error: unknown) => audit.fault(`references: ${String(error)}`))
        .then(() => {
          isDone = resting === engine;
        });
      await clock.pass(end - clock.now(), () => isDone || crashed);
      if (isDone && !crashed) return audit.atRest(store);
      if (crashed) revive();
    }
    audit.fault('does not come to rest');
  }

  async function act(deed: (engine: Provisioning) => unknown, ms = AT_LAST_MS): Promise<void> {
    // Whoever has just died is started again first.
    await pass(0);
    let done = false;
    const deedDone = Promise.resolve()
      .then(() => deed(engine))
      .catch((error: unknown) => {
        if (!(error instanceof StationError && ANSWERS.test(error.code))) audit.fault(`a person met: ${String(error)}`);
      })
      .then(() => {
        done = true;
      });
    acts.push(deedDone);
    await pass(ms, () => done);
  }

  const questions = () => audit.batches().flatMap((id) => engine.questions(id));

  async function answer(question: Question, leave: boolean): Promise<void> {
    const { callId } = question;
    const choice = leave ? ({ choice: 'leave', reference: null } as const) : audit.truth(store, question);
    if (!choice) return;
    await act((engine) => engine.settle({ callId, number: question.number, ...choice }, OPERATOR));
  }

  function check(): void {
    audit.check(store);
    audit.throwFaults();
  }

  return {
    account,
    clock,
    get store() {
      return store;
    },
    batches: audit.batches,
    act,
    pass: (ms) => pass(ms),
    rest,
    async crash() {
      die();
      revive();
      await pass(0);
    },
    questions,
    answer,
    check,
    async finish() {
      account.calm();
      account.givePictures(true);
      for (let rounds = 0; rounds < 10; rounds++) {
        for (const id of audit.batches()) await act((engine) => engine.resume(id));
        await rest();
        while (account.notDone().length > 0) await pass(A_WHILE_MS);
        check();
        const open = questions();
        for (const question of open) await answer(question, false);
        await rest();
        check();
        if (open.length === 0 && store.batches.unfinished().length === 0) break;
      }
      audit.end(store);
      check();
    },
    reached: audit.reached,
    close() {
      crashed = true;
      clock.killSleepers();
      for (const one of stores) one.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As another program would find the file now: with the log that stands beside it. */
function copyOf(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const copy = path.join(folder, path.basename(file));
  for (const ending of ['', '-wal'])
    if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
  return copy;
}
