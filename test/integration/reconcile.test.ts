/** Calls whose answer got lost, settled from the account: adopted, sent again, or put before a person. */
import { describe, expect, it } from 'vitest';
import type { Station } from '../../electron/station.ts';
import type { FaultName, TrainingApi } from '../../electron/training/index.ts';
import { readMark } from '../../shared/station-mark.ts';
import { temporaryFolder } from '../support/folder.ts';
import { BUNDLE, KEY, stationAt, trainingApi, wish } from '../support/station.ts';

const APPLY = '/esims/apply';

async function provision(station: Station, quantity: number) {
  const id = await station.provisioning.create(wish(quantity), 'operator');
  await station.provisioning.idle();
  return station.history.batch(id);
}

function agree(api: TrainingApi, station: Station, batchIds: string[]): void {
  const known = batchIds.flatMap((id) => station.history.sheet(id).cards.map(({ iccid }) => iccid));
  expect(known.sort()).toEqual(
    api
      .ledger()
      .esims.map(({ iccid }) => iccid)
      .sort(),
  );
}

/** Somebody who works with the account by other means and leaves no marks. */
async function stranger(api: TrainingApi, repeat: number): Promise<string[]> {
  const response = await fetch(`${api.url}${APPLY}`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ name: BUNDLE, ...(repeat > 1 && { repeat }) }),
  });
  const { esims } = (await response.json()) as { esims: { iccid: string }[] };
  return esims.map(({ iccid }) => iccid);
}

const MADE: FaultName[] = ['reset-after', 'truncated-json'];
const NOT_MADE: FaultName[] = ['reset-before', '500-empty', '503', '503-date', 'html'];

describe('a lost answer', () => {
  for (const quantity of [1, 5, 20, 60]) {
    it.each(MADE)(`of ${quantity} after %s: its eSIMs are found and adopted, nothing is sent again`, async (name) => {
      const api = await trainingApi();
      const station = await stationAt(api);
      api.fault({ name, path: APPLY });
      const batch = await provision(station, quantity);
      expect(batch).toMatchObject({ state: 'ready', quantity, problem: null });
      expect(api.ledger().esims).toHaveLength(quantity);
      agree(api, station, [batch.id]);
    });

    it.each(NOT_MADE)(`of ${quantity} after %s: it was never made, and is sent again`, async (name) => {
      const api = await trainingApi();
      const station = await stationAt(api);
      api.fault({ name, path: APPLY });
      const batch = await provision(station, quantity);
      expect(batch).toMatchObject({ state: 'ready', quantity, problem: null });
      expect(api.ledger().esims).toHaveLength(quantity);
      agree(api, station, [batch.id]);
    });
  }

  it('in both shapes of the answers, several times in one batch', async () => {
    for (const variant of ['wild', 'documented'] as const) {
      const api = await trainingApi({ variant });
      const station = await stationAt(api);
      for (const name of ['reset-after', 'reset-before', 'reset-after'] as const) api.fault({ name, path: APPLY });
      const batch = await provision(station, 90);
      expect(batch).toMatchObject({ state: 'ready', quantity: 90 });
      agree(api, station, [batch.id]);
    }
  });

  it('is not taken for never made while the stock says otherwise', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    const lost = api.fault({ name: 'reset-before', path: APPLY });
    const id = await station.provisioning.create(wish(2), 'operator');
    await lost.struck;
    // Three of the stock go to an eSIM that was there before: gone, and nothing new to explain it.
    const [iccid] = await stranger(api, 1);
    for (let i = 0; i < 3; i++) {
      await fetch(`${api.url}${APPLY}`, {
        method: 'POST',
        headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
        body: JSON.stringify({ name: BUNDLE, iccid }),
      });
    }
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'unknown', questions: 1, counts: { unknown: 2 } });
  });

  it('of a top-up is settled from the eSIM itself', async () => {
    for (const [name, applies] of [
      ['reset-after', 1],
      ['reset-before', 1],
    ] as const) {
      const api = await trainingApi();
      const station = await stationAt(api);
      const first = await provision(station, 2);
      const iccids = first.items.map(({ iccid }) => iccid ?? '');
      api.fault({ name, path: APPLY });
      const id = await station.provisioning.topUp({ bundle: BUNDLE, iccids, reference: '' }, 'operator');
      await station.provisioning.idle();
      expect(station.history.batch(id)).toMatchObject({ state: 'ready', kind: 'top-up' });
      const topUps = api.ledger().applies.filter(({ iccids: [only] }, index) => index > 0 && only);
      expect(topUps.map(({ iccids: [only] }) => only).sort()).toEqual([...iccids].sort());
      expect(topUps).toHaveLength(1 + applies);
    }
  });
});

describe('two who work with one account', () => {
  it('a stranger with as many of the same bundle at the same time: a person is asked, and each choice does what it says', async () => {
    for (const choice of ['adopt', 'send-again', 'leave'] as const) {
      const api = await trainingApi();
      const folder = temporaryFolder();
      const station = await stationAt(api, { folder });
      await stranger(api, 1);
      api.advance(60_000);
      // One answer does not tell the API's clock, two do.
      await station.stock.list();
      api.fault({ name: 'reset-after', path: APPLY });
      const id = await station.provisioning.create(wish(3), 'operator');
      await station.provisioning.idle();
      const theirs = await stranger(api, 3);
      expect(station.history.batch(id)).toMatchObject({ state: 'unknown', questions: 1 });
      const [question] = station.provisioning.questions(id);
      expect(question).toMatchObject({ bundle: BUNDLE, quantity: 3, others: true, stock: { before: 99, now: 96 } });
      expect(question?.candidates).toHaveLength(1);
      const [candidate] = question?.candidates ?? [];
      expect(candidate?.iccids).toHaveLength(3);
      expect(candidate?.iccids).not.toEqual(expect.arrayContaining(theirs));

      const reference = choice === 'adopt' ? (candidate?.reference ?? '') : null;
      let answer = { callId: question?.callId ?? '', choice, reference, number: 1 };
      if (choice !== 'adopt') {
        // What has come since may be the lost one's as well: nothing is bought again before a person has seen it.
        const outdated = { code: 'reconcile.outdated', params: { number: 2 } };
        await expect(station.provisioning.settle(answer, 'Ms Moreau')).rejects.toMatchObject(outdated);
        // Saying it once more is not having seen it.
        if (choice === 'send-again') {
          await expect(station.provisioning.settle(answer, 'Ms Moreau')).rejects.toMatchObject(outdated);
        }
        const [renewed] = station.provisioning.questions(id);
        expect(renewed?.candidates.map(({ iccids }) => iccids)).toEqual([candidate?.iccids, theirs]);
        expect(api.ledger().esims).toHaveLength(7);
        answer = { ...answer, number: renewed?.number ?? 0 };
      }
      await station.provisioning.settle(answer, 'Ms Moreau');
      await station.provisioning.idle();
      const batch = station.history.batch(id);
      const spent = api.ledger().esims.length - 4;
      if (choice === 'leave') {
        expect(batch).toMatchObject({ state: 'cancelled', counts: { cancelled: 3 } });
        expect(spent).toBe(3);
      } else {
        expect(batch).toMatchObject({ state: 'ready', questions: 0 });
        expect(spent).toBe(choice === 'adopt' ? 3 : 6);
        if (choice === 'adopt') expect(batch.items.map(({ iccid }) => iccid)).toEqual(candidate?.iccids);
      }
      await expect(station.provisioning.settle(answer, 'Ms Moreau')).rejects.toMatchObject({
        code: 'reconcile.no-question',
      });
    }
  });

  it('what somebody made just before is not taken for the own, whose stock was read after it', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    const theirs = await stranger(api, 2);
    api.fault({ name: 'reset-before', path: APPLY });
    const { items } = await provision(station, 2);
    expect(items.filter(({ iccid }) => theirs.includes(iccid ?? ''))).toEqual([]);
  });

  it('nor when others of the same batch are gone from the stock as well', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    const theirs = await stranger(api, 30);
    api.fault({ name: 'reset-before', path: APPLY });
    const { items } = await provision(station, 60);
    expect(items.filter(({ iccid }) => theirs.includes(iccid ?? ''))).toEqual([]);
  });

  it('of two answers to one question the first counts', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    await stranger(api, 1);
    api.advance(60_000);
    api.fault({ name: 'reset-after', path: APPLY });
    const { id } = await provision(station, 2);
    const [question] = station.provisioning.questions(id);
    const { callId = '', candidates = [] } = question ?? {};
    const answers = [
      { callId, choice: 'adopt', reference: candidates[0]?.reference ?? '' },
      { callId, choice: 'send-again', reference: null },
      { callId, choice: 'send-again', reference: null },
    ] as const;
    const ends = await Promise.allSettled(answers.map((answer) => station.provisioning.settle(answer, 'Ms Moreau')));
    await station.provisioning.idle();
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'reconcile.no-question' });
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', questions: 0 });
    expect(api.ledger().esims).toHaveLength(5);
  });

  it('never takes what another station has marked', async () => {
    const api = await trainingApi();
    const [ours, theirs] = [await stationAt(api), await stationAt(api)];
    const other = await provision(theirs, 3);
    await theirs.provisioning.referencesWritten();
    api.fault({ name: 'reset-before', path: APPLY });
    const batch = await provision(ours, 3);
    expect(batch).toMatchObject({ state: 'ready' });
    expect(api.ledger().esims).toHaveLength(6);
    const iccids = new Set([...batch.items, ...other.items].map(({ iccid }) => iccid));
    expect(iccids.size).toBe(6);
  });

  it('adopts by itself once the other station has marked something later: it marks in its order', async () => {
    const api = await trainingApi({ stock: { [BUNDLE]: 10_000 } });
    const [ours, theirs] = [
      await stationAt(api, { processingMs: 20_000 }),
      await stationAt(api, { processingMs: 20_000 }),
    ];
    await provision(theirs, 1);
    await theirs.provisioning.referencesWritten();
    const lost = api.fault({ name: 'reset-after', path: APPLY });
    const id = await ours.provisioning.create(wish(2), 'operator');
    await lost.struck;
    // Until it is later than the account's dates can be confused.
    const begun = performance.now();
    let others = 1;
    while (performance.now() - begun < 3_500) {
      await provision(theirs, 1);
      await theirs.provisioning.referencesWritten();
      others++;
    }
    await ours.provisioning.idle();
    expect(ours.history.batch(id)).toMatchObject({ state: 'ready', questions: 0 });
    expect(api.ledger().esims).toHaveLength(others + 2);
  });
});

describe('customer references', () => {
  it('are written with the mark of the station when the cards are ready, the first of each call first', async () => {
    const api = await trainingApi();
    const station = await stationAt(api);
    const batch = await provision(station, 7);
    await station.provisioning.referencesWritten();
    const { customerRefs } = api.ledger();
    const read = Object.values(customerRefs).map(readMark);
    expect(read).toHaveLength(7);
    expect(new Set(read.map(({ text }) => text))).toEqual(new Set(['Fair']));
    expect(new Set(read.map(({ mark }) => mark?.station)).size).toBe(1);
    expect(read.every(({ mark }) => mark?.clean)).toBe(true);
    expect(station.provisioning.summary(batch.id).unreferenced).toBe(0);
  });

  it('go on after a restart, and one for each call is enough where there is nothing to say', async () => {
    const api = await trainingApi();
    const folder = temporaryFolder();
    const first = await stationAt(api, { folder });
    const id = await first.provisioning.create(wish(7, { reference: '' }), 'operator');
    await first.provisioning.idle();
    await first.close();
    const second = await stationAt(api, { folder });
    second.provisioning.resumeAll();
    await second.provisioning.referencesWritten();
    expect(Object.keys(api.ledger().customerRefs)).toHaveLength(1);
    expect(second.provisioning.summary(id).unreferenced).toBe(0);
  });
});
