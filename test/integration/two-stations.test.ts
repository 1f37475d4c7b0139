/** Two counters of one reseller at the same moment: each ends with its own eSIMs, whatever the network does to their calls. */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_SIZE } from '../../electron/provisioning/plan.ts';
import { verifyImage } from '../../electron/qr-bundle/index.ts';
import type { Station } from '../../electron/station.ts';
import { openStore } from '../../electron/store/index.ts';
import type { FaultRequest, TrainingApi } from '../../electron/training/index.ts';
import { StationError } from '../../shared/errors.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type Counter, openCounter } from '../support/model/counter.ts';
import { openPlaces, type Place } from '../support/model/places.ts';
import { type Fault, simulatedAccount, type Terms } from '../support/model/simulated-account.ts';
import { smallQr } from '../support/model/small-qr.ts';
import { type VirtualClock, virtualClock } from '../support/model/virtual-clock.ts';
import { BUNDLE, stationAt, trainingApi, wish } from '../support/station.ts';

const EACH = 200;
const COMPANY = [
  ['known to each other', true],
  ['that see each other for the first time', false],
] as const;

describe('two stations that sell 200 each at the same time', () => {
  it.each(COMPANY)('%s, in real time, over a network that loses answers', { timeout: 60_000 }, (_, known) =>
    sellInRealTime(known),
  );

  it.each(COMPANY)('%s, with whatever the network does', { timeout: 120_000 }, async (_, known) => {
    const places = openPlaces();
    // The decoder is read from the disk once; nothing after this waits for anything but the virtual clock.
    await verifyImage('', smallQr('code'));
    const clock = virtualClock();
    await fc.assert(
      fc.asyncProperty(terms, fc.array(fault, { minLength: 1, maxLength: 8 }), (terms, faults) =>
        sellInModel({ known, terms, faults, clock, places }),
      ),
      { numRuns: 8, seed: 1 },
    );
  });
});

interface Desk {
  station: Station;
  /** What it calls itself when it calls the API. */
  agent: string;
}

async function deskAt(api: TrainingApi): Promise<Desk> {
  const folder = temporaryFolder();
  const store = openStore({ file: path.join(folder, 'live', 'station.db'), key: null });
  const agent = `esim-station (${store.stationId})`;
  store.close();
  return { station: await stationAt(api, { folder, processingMs: 3_000 }), agent };
}

/** References of what a desk's own calls made and nobody has taken yet. */
function freeOf(api: TrainingApi, { agent, station }: Desk, batchId: string): { reference: string; size: number }[] {
  const taken = new Set(station.history.batch(batchId).items.map(({ iccid }) => iccid));
  return api
    .ledger()
    .applies.filter((apply) => apply.agent === agent && !apply.iccids.some((iccid) => taken.has(iccid)))
    .map(({ reference, iccids }) => ({ reference, size: iccids.length }));
}

/** Sells until everything is ready; somebody who knows the truth answers what is asked. */
async function sell(api: TrainingApi, desk: Desk, quantity: number): Promise<string> {
  const { provisioning } = desk.station;
  const id = await provisioning.create(wish(quantity, { reference: '' }), 'operator');
  for (;;) {
    await provisioning.idle();
    const { state } = provisioning.summary(id);
    const questions = provisioning.questions(id);
    if (state === 'ready') return id;
    for (const { callId, quantity, candidates } of questions) {
      const free = freeOf(api, desk, id).filter(({ size }) => size === quantity);
      const ours = free.find(({ reference }) => candidates.some((one) => one.reference === reference));
      const choice = ours ? 'adopt' : free.length > 0 ? 'leave' : 'send-again';
      // What has come to the account since is shown to him first; then he is asked again.
      await provisioning.settle({ callId, choice, reference: ours?.reference ?? null }, 'operator').catch(isOutdated);
    }
    if (questions.length === 0) provisioning.resume(id);
  }
}

function isOutdated(error: unknown): void {
  if (!(error instanceof StationError && error.code === 'reconcile.outdated')) throw error;
}

const NETWORK: readonly FaultRequest[] = [
  { name: 'reset-after', path: '/esims/apply' },
  { name: 'hold', path: '/esims/apply' },
  { name: 'reset-before', path: '/esims/apply' },
  { name: 'truncated-json', path: '/esims/apply' },
  { name: '503', path: '/esims/assignments' },
  { name: 'partial-rows', path: '/esims/assignments' },
];
const HELD_MS = 300;

async function sellInRealTime(known: boolean): Promise<void> {
  const api = await trainingApi({ stock: { [BUNDLE]: 1_000 }, processing: 200 });
  const desks = [await deskAt(api), await deskAt(api)];
  if (known) {
    for (const desk of desks) {
      await sell(api, desk, 1);
      await desk.station.provisioning.referencesWritten();
    }
  }
  const before = api.ledger().esims.length;
  for (const { struck, release } of NETWORK.map((fault) => api.fault(fault))) {
    void struck.then(() => setTimeout(release, HELD_MS));
  }
  const ids = await Promise.all(desks.map((desk) => sell(api, desk, EACH)));
  const ledger = api.ledger();
  const sold = desks.map(({ station }, index) =>
    station.history.batch(ids[index] ?? '').items.map(({ iccid }) => iccid ?? ''),
  );
  expect(new Set(sold.flat()).size).toBe(2 * EACH);
  desks.forEach(({ agent }, index) => {
    const own = new Set(ledger.applies.filter((apply) => apply.agent === agent).flatMap(({ iccids }) => iccids));
    expect(sold[index]?.filter((iccid) => !own.has(iccid))).toEqual([]);
  });
  expect(ledger.esims.length - before).toBe(2 * EACH);
}

const terms: fc.Arbitrary<Terms> = fc.record({
  skewMs: fc.constantFrom(0, 421, -3_600_000),
  worksMs: fc.constantFrom(900, 8_000, 100_000),
  names: fc.constantFrom('all', 'half', 'none'),
  stock: fc.constant({ [BUNDLE]: 1_000 }),
});
const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      at: fc.constant('apply' as const),
      outcome: fc.constantFrom('lost-made', 'lost-not-made', 'late', 'timeout-made', 'busy', 'unsent', 'unnamed'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.constantFrom('assignments', 'list', 'look'),
      outcome: fc.constantFrom('busy', 'failed', 'unreachable'),
    }),
  },
);

/** The same engines without the network, watched at every step, in a time that a busy computer cannot stretch. */
async function sellInModel(model: {
  known: boolean;
  terms: Terms;
  faults: readonly Fault[];
  clock: VirtualClock;
  places: (station: string) => Place;
}): Promise<void> {
  const { known, clock, places } = model;
  clock.restart();
  const account = simulatedAccount(clock, model.terms);
  const counters = (['us', 'second'] as const).map((who) => openCounter(clock, account, places(who), who));
  const create = (counter: Counter, quantity: number, ms?: number) =>
    counter.act((engine) => engine.create(wish(quantity, { reference: '' }), 'operator'), ms);
  try {
    if (known) {
      for (const counter of counters) {
        await create(counter, 1);
        await counter.rest();
      }
    }
    const before = account.made.flatMap(({ iccids }) => iccids).length;
    for (const fault of model.faults) account.arm(fault);
    for (const counter of counters) await create(counter, EACH, 0);
    for (const counter of counters) await counter.rest();
    for (const counter of counters) await counter.finish();
    for (const counter of counters) {
      counter.check();
      const [id = ''] = counter.batches().slice(-1);
      const { ready = 0, cancelled = 0 } = counter.store.batches.get(id)?.counts ?? {};
      // What a person was not shown in time he leaves on the account; nobody ever chooses that by himself.
      expect(ready + cancelled).toBe(EACH);
      const left = counter.store.journal.ofBatch(id).filter(({ settled }) => settled === 'left');
      expect(cancelled).toBeLessThanOrEqual(left.length * CHUNK_SIZE);
    }
    expect(account.made.flatMap(({ iccids }) => iccids).length - before).toBe(2 * EACH);
  } finally {
    for (const counter of counters) counter.close();
  }
}
