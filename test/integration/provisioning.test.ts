import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Station } from '../../electron/station.ts';
import type { TrainingApi } from '../../electron/training/index.ts';
import type { BatchProgress } from '../../shared/model.ts';
import { temporaryFolder } from '../support/folder.ts';
import { BUNDLE, KEY, stationAt, trainingApi, wish } from '../support/station.ts';

async function provision(station: Station, quantity: number) {
  const id = await station.provisioning.create(wish(quantity), 'operator');
  await station.provisioning.idle();
  return station.history.batch(id);
}

/** The codes the API gave away against the codes the store knows: one to one, or the difference shows. */
function agree(api: TrainingApi, station: Station, batchIds: string[]): void {
  const sold = api.ledger().esims.map(({ iccid, matchingId }) => `${iccid} ${matchingId}`);
  const known = batchIds.flatMap((id) =>
    station.history.sheet(id).cards.map((card) => `${card.iccid} ${card.matchingId}`),
  );
  expect(known.sort()).toEqual(sold.sort());
}

describe('a batch', () => {
  it('becomes ready, one eSIM for each bundle spent, in few calls', async () => {
    const api = await trainingApi({ processing: 300 });
    const progress: BatchProgress[] = [];
    const station = await stationAt(api, { onProgress: (step) => progress.push(step) });
    const batch = await provision(station, 24);

    expect(batch).toMatchObject({
      state: 'ready',
      quantity: 24,
      reference: 'Fair',
      operator: 'operator',
      problem: null,
    });
    expect(batch.items.map(({ position, qr }) => [position, qr])).toEqual(
      Array.from({ length: 24 }, (_, index) => [index + 1, 'matched']),
    );
    agree(api, station, [batch.id]);
    expect(api.ledger().stock[BUNDLE]).toBe(76);
    expect(station.calls()).toBeLessThanOrEqual(10);
    expect(new Set(progress.flatMap(({ changed }) => changed.map(({ state }) => state)))).toEqual(
      new Set(['applying', 'assigned', 'fetched', 'ready']),
    );
    expect(progress.slice(0, -1).every(({ batch: { state } }) => state === 'working' || state === 'ready')).toBe(true);
  });

  it('agrees with the account at every size and in both shapes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('wild', 'documented'),
        async (quantity, variant) => {
          const api = await trainingApi({ variant, processing: 20 });
          const station = await stationAt(api);
          const batch = await provision(station, quantity);
          expect(batch.state).toBe('ready');
          agree(api, station, [batch.id]);
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('is not written down when it cannot be planned', async () => {
    const api = await trainingApi({ stock: { [BUNDLE]: 3 } });
    const station = await stationAt(api);
    await expect(provision(station, 4)).rejects.toMatchObject({ code: 'plan.stock', params: { left: 3 } });
    api.fault({ name: 'html' });
    await expect(provision(station, 1)).rejects.toMatchObject({ code: 'api.between' });
    expect(station.history.list({ search: '' }).batches).toEqual([]);
    expect(api.ledger().applies).toEqual([]);
  });

  it('fails with what the API said, for the rest of the batch too, when the stock runs out on the way', async () => {
    const api = await trainingApi({ stock: { [BUNDLE]: 60 } });
    const station = await stationAt(api);
    const id = await station.provisioning.create(wish(60), 'operator');
    // Another desk is quicker.
    await takeElsewhere(api, 30);
    await station.provisioning.idle();
    const batch = station.history.batch(id);
    expect(batch.counts.ready + batch.counts.failed).toBe(60);
    expect(batch.counts.failed).toBeGreaterThan(0);
    expect(batch.items.find(({ state }) => state === 'failed')?.problem?.code).toBe('api.out-of-stock');
  });

  it('shows what the API says of a single eSIM inside a 200', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    api.fault({ name: 'item-failure' });
    const batch = await provision(station, 3);
    expect(batch).toMatchObject({ state: 'attention', counts: { ready: 2, failed: 1 } });
    expect(batch.items.find(({ state }) => state === 'failed')?.problem).toMatchObject({
      code: 'provisioning.item-refused',
      params: { text: expect.stringMatching(/./) },
    });
  });

  it('is put back into the plan when there is no key to send it with', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    const id = await station.provisioning.create(wish(100), 'operator');
    await station.account.forget();
    await station.provisioning.idle();
    const stopped = station.history.batch(id);
    expect(stopped).toMatchObject({ state: 'waiting', problem: { code: 'account.no-key' }, counts: { unknown: 0 } });
    expect(stopped.counts.planned).toBeGreaterThan(0);
    await station.account.connect(KEY, () => expect.fail('it is the only account'));
    station.provisioning.resume(id);
    await station.provisioning.idle();
    expect(station.history.batch(id).state).toBe('ready');
    agree(api, station, [id]);
  });

  it('stops where it is when an answer cannot be read, and goes on from there', async () => {
    const api = await trainingApi();
    const folder = temporaryFolder();
    const station = await stationAt(api, { folder });
    api.fault({ name: 'truncated-json', path: '/esims/assignments' });
    const { id, ...stopped } = await provision(station, 3);
    expect(stopped).toMatchObject({
      state: 'waiting',
      counts: { assigned: 3 },
      problem: { code: 'api.malformed' },
    });
    station.provisioning.resume(id);
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', problem: null });
    agree(api, station, [id]);
  });

  it('goes on by itself after a restart, from the rows alone', async () => {
    const api = await trainingApi();
    const folder = temporaryFolder();
    const first = await stationAt(api, { folder });
    api.fault({ name: 'zip-corrupt' });
    const { id } = await provision(first, 3);
    await first.close();
    const second = await stationAt(api, { folder });
    second.provisioning.resumeAll();
    await second.provisioning.idle();
    expect(second.history.batch(id).state).toBe('ready');
    agree(api, second, [id]);
  });
});

describe('QR images', () => {
  it.each([
    ['zip-missing', 'ready', 'redrawn'],
    ['zip-unreadable', 'ready', 'redrawn'],
    ['zip-traversal', 'ready', 'redrawn'],
    ['zip-wrong-code', 'quarantined', null],
  ] as const)('%s: the eSIM is %s', async (name, state, qr) => {
    const api = await trainingApi();
    const station = await stationAt(api);
    api.fault({ name });
    const batch = await provision(station, 3);
    expect(batch.items.filter((item) => item.state === state && item.qr === qr)).toHaveLength(1);
    expect(batch.items.filter((item) => item.state === 'ready' && item.qr === 'matched')).toHaveLength(2);
    // A quarantined eSIM is on no sheet and its code in no file.
    const cards = station.history.sheet(batch.id);
    expect(cards.cards).toHaveLength(state === 'ready' ? 3 : 2);
    expect(cards.leftOut).toBe(3 - cards.cards.length);
    expect(station.history.codes(batch.id).match(/LPA:/g)).toHaveLength(cards.cards.length);
  });

  it.each(['zip-entries', 'zip-bomb', 'zip-corrupt'] as const)(
    '%s is refused as a whole, and the images are drawn from the codes that are known',
    async (name) => {
      const api = await trainingApi();
      const station = await stationAt(api);
      api.fault({ name });
      const batch = await provision(station, 3);
      expect(batch).toMatchObject({ state: 'ready', counts: { ready: 3 }, problem: null });
      expect(batch.items.map(({ qr }) => qr)).toEqual(['redrawn', 'redrawn', 'redrawn']);
      agree(api, station, [batch.id]);
    },
  );
});

describe('a station that is killed', () => {
  it('while its batch waits for its eSIMs completes it after the start', async () => {
    const api = await trainingApi({ processing: 3_000, rate: 10 });
    const folder = temporaryFolder();
    // It asks for the eSIMs of its last chunk only when the answers of both stand in the journal.
    await killWhen(api, folder, () => {
      const { applies, calls } = api.ledger();
      const last = applies[1]?.reference;
      return last !== undefined && calls.some(({ path: called }) => called.includes(last));
    });
    const station = await stationAt(api, { folder });
    const [id = ''] = station.provisioning.resumeAll();
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', quantity: 60 });
    expect(api.ledger().applies).toHaveLength(2);
    agree(api, station, [id]);
  });

  it('while an apply is on its way finds its eSIMs on the account, sends nothing of them again and completes the rest', async () => {
    const api = await trainingApi({ processing: 100 });
    const folder = temporaryFolder();
    api.fault({ name: 'hold', path: '/esims/apply' });
    await killWhen(api, folder, () => api.ledger().applies.length === 2);
    const station = await stationAt(api, { folder });
    const [id = ''] = station.provisioning.resumeAll();
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', quantity: 60 });
    expect(api.ledger().applies.map(({ iccids }) => iccids.length)).toEqual([30, 30]);
    agree(api, station, [id]);
  });
});

/** Provisions sixty eSIMs in a process of its own and kills it as soon as the API has seen what it should. */
async function killWhen(api: TrainingApi, folder: string, moment: () => boolean): Promise<void> {
  const script = path.join(import.meta.dirname, '../support/provision-child.ts');
  const child = spawn(process.execPath, [script, folder, api.url, KEY, BUNDLE, '60'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  await expect.poll(moment, { timeout: 20_000, interval: 5 }).toBe(true);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}

async function takeElsewhere(api: TrainingApi, repeat: number): Promise<void> {
  const response = await fetch(`${api.url}/esims/apply`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ name: BUNDLE, repeat }),
  });
  expect(response.status).toBe(200);
}
