/** The account of a run: the practice API, with the faults of the plan and whoever else works with it. */
import { startTrainingApi, type TrainingApi } from '../../electron/training/index.ts';
import { iccidOf } from '../../electron/training/numbers.ts';
import type { Deed, FaultPlan, InLife, Line, Plan } from './plan.ts';
import { onceAt, stationOf } from './process.ts';
import { watchRequests } from './requests.ts';
import { createTime, type Time } from './time.ts';

const KEY = 'chaos-key-0001';
/** Requests a second: how fast the program may be is not the matter here, and its time is moved. */
const RATE = 10_000;

export interface Account {
  training: TrainingApi;
  /** Of another organisation, which the station has never worked with. */
  other: TrainingApi;
  time: Time;
  /** The one that is accepted now. */
  key(): string;
  /** The numbers of what a station, or one process of it, has sent so far. */
  sentBy(sender: string): Set<number>;
  /** To be called when a life of the first station begins. */
  begin(life: number): void;
  /** Nothing strikes any more, and nobody else does anything. */
  calm(): void;
  stop(): Promise<void>;
}

export async function openAccount({ account, patience, faults, stranger, deeds }: Plan): Promise<Account> {
  const training = await startTrainingApi({ ...account, key: KEY, rate: RATE });
  const other = await startTrainingApi({
    ...account,
    seed: account.seed + 5_000,
    key: KEY,
    rate: RATE,
    organisation: 'Another Ltd',
  });
  const time = createTime((ms) => {
    training.advance(ms);
    other.advance(ms);
  });
  const cancels: (() => void)[] = [];
  const senders = new Map<number, string>();
  const forget = watchRequests(new URL(training.url).port, ({ number, sender }) => senders.set(number, sender));
  let key = KEY;
  if (stranger) applyAsStranger(stranger.earlier);

  function arm({ name, value, path, times, releaseAfter }: FaultPlan): void {
    const fault = training.fault({ name, value, path, times });
    const isLasting = times === 0;
    const letGo = () => cancels.push(time.after(releaseAfter, () => fault.release()));
    if (isLasting) letGo();
    else void fault.struck.then(letGo);
    cancels.push(() => fault.release());
  }

  /** What he does not get, because nothing is left, he does without. */
  function applyAsStranger({ bundle, quantity }: Line): void {
    const body = { name: bundle, ...(quantity > 1 && { repeat: quantity }) };
    void training.stranger({ method: 'POST', path: '/esims/apply', body });
  }

  /** What cannot be done, because there is no such eSIM or no stock, is not done. */
  function act(deed: Deed): void {
    try {
      doDeed(deed);
    } catch {}
  }

  function doDeed(deed: Deed): unknown {
    const iccid = 'which' in deed ? iccidOf(account.seed, deed.which) : '';
    switch (deed.does) {
      case 'restock':
        return training.restock(deed.bundle, deed.quantity);
      case 'order': {
        const order = [{ type: 'bundle', item: deed.bundle, quantity: deed.quantity }];
        const body = { type: 'transaction', assign: false, order };
        return training.stranger({ method: 'POST', path: '/orders', body });
      }
      case 'refund':
        // Which lot it goes out of makes no difference to anybody.
        return training.restock(deed.bundle, -deed.quantity);
      case 'price':
        return training.price(deed.bundle, deed.price);
      case 'edit': {
        const before = training.ledger().customerRefs[iccid] ?? '';
        const half = before.slice(0, Math.floor(before.length / 2));
        return training.edit(iccid, { nothing: '', words: 'Table 7', half }[deed.to]);
      }
      case 'remove':
        return training.remove(iccid);
      case 'key':
        key = `${KEY}-new`;
        return training.exchangeKey(key);
      case 'close': {
        const reference = training.ledger().esims.find((esim) => esim.iccid === iccid)?.reference;
        if (deed.what === 'codes' && reference === undefined) return null;
        const path = deed.what === 'codes' ? `/esims/assignments?reference=${reference}` : `/esims/${iccid}`;
        const fault = training.fault({ name: 'refused', value: String(deed.status), times: 0, path });
        // Twice as long as the API may take for anything; nobody waits for the codes for ever.
        cancels.push(
          time.after(2_000 * patience, () => fault.release()),
          () => fault.release(),
        );
      }
    }
  }

  function inLife(life: number, all: readonly InLife[], then: (index: number) => void): void {
    for (const [index, one] of all.entries()) {
      if (one.life === life)
        cancels.push(onceAt(one.when, { api: training.url, time, sender: '0' }, () => then(index)));
    }
  }

  return {
    training,
    other,
    time,
    key: () => key,
    sentBy(wanted) {
      const sent = [...senders].filter(([, sender]) => sender === wanted || stationOf(sender) === wanted);
      return new Set(sent.map(([number]) => number));
    },
    begin(life) {
      for (const fault of faults.filter((fault) => fault.life === life)) {
        if (fault.ms === 0) arm(fault);
        else cancels.push(time.after(fault.ms, () => arm(fault)));
      }
      inLife(life, stranger?.applies ?? [], (index) => {
        const line = stranger?.applies[index];
        if (line) applyAsStranger(line);
      });
      inLife(life, deeds, (index) => {
        const deed = deeds[index];
        if (deed) act(deed);
      });
    },
    calm() {
      for (const cancel of cancels) cancel();
    },
    async stop() {
      forget();
      time.stop();
      await Promise.all([training.stop(), other.stop()]);
    },
  };
}
