/** The account of a run: the practice API, with the faults of the plan and whoever else works with it. */
import { startTrainingApi, type TrainingApi } from '../../electron/training/index.ts';
import type { FaultPlan, Line, Plan } from './plan.ts';
import { onceAt } from './process.ts';

const KEY = 'chaos-key-0001';
/** Requests a second: how fast the program may be is not the matter here. */
const RATE = 200;

export interface Account {
  training: TrainingApi;
  key: string;
  /** A station's own name for the address, so that its requests can be told from those of others. */
  addressFor(station: number): string;
  /** To be called when a life of the first station begins. */
  begin(life: number): void;
  /** Nothing strikes any more, and the stranger is done. */
  calm(): Promise<void>;
  stop(): Promise<void>;
}

export async function openAccount({ account, faults, stranger }: Plan): Promise<Account> {
  const training = await startTrainingApi({ ...account, key: KEY, rate: RATE });
  const { port } = new URL(training.url);
  const names = ['127.0.0.1', 'localhost'];
  const addressFor = (station: number) => training.url.replace(`127.0.0.1:${port}`, `${names[station]}:${port}`);
  const timers: NodeJS.Timeout[] = [];
  const cancels: (() => void)[] = [];
  const doings: Promise<unknown>[] = [];
  // Where there is a stranger there is no second station.
  const strangers = addressFor(1);
  if (stranger) await apply(strangers, stranger.earlier);

  function arm({ name, path, times, releaseAfter }: FaultPlan): void {
    const fault = training.fault({ name, path, times });
    void fault.struck.then(() => timers.push(setTimeout(() => fault.release(), releaseAfter)));
    cancels.push(() => fault.release());
  }

  return {
    training,
    key: KEY,
    addressFor,
    begin(life) {
      for (const fault of faults.filter((fault) => fault.life === life)) {
        if (fault.ms === 0) arm(fault);
        else timers.push(setTimeout(() => arm(fault), fault.ms));
      }
      for (const line of stranger?.applies.filter((line) => line.life === life) ?? []) {
        cancels.push(onceAt(line.when, { api: addressFor(0) }, () => doings.push(apply(strangers, line))));
      }
    },
    async calm() {
      for (const timer of timers) clearTimeout(timer);
      for (const cancel of cancels) cancel();
      await Promise.all(doings);
    },
    stop: () => training.stop(),
  };
}

/** As the stranger does it. What he does not get, because nothing is left or a fault was meant for somebody else, he does without. */
async function apply(url: string, { bundle, quantity }: Line): Promise<void> {
  const request = {
    method: 'POST',
    headers: { 'X-API-Key': KEY, 'Content-Type': 'application/json', 'User-Agent': 'stranger' },
    body: JSON.stringify({ name: bundle, ...(quantity > 1 && { repeat: quantity }) }),
  };
  await fetch(`${url}/esims/apply`, request).then(
    (answer) => answer.arrayBuffer(),
    () => {},
  );
}
