/**
 * Schedules that once paid twice, sold one eSIM twice, waited for ever, or said what was not true: the real station at the practice API,
 * with something on the way that loses, delays or changes an answer. Waits are shortened; what they are measured by is not.
 */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCare } from '../../electron/care/index.ts';
import { createEngine } from '../../electron/engine.ts';
import { createClient, createLimiter } from '../../electron/esim-go/index.ts';
import type { Station } from '../../electron/station.ts';
import { createStock } from '../../electron/stock/index.ts';
import { openStore } from '../../electron/store/index.ts';
import { StationError } from '../../shared/errors.ts';
import { type Answered, between, isApply, type Passing, rewrite, stranger } from '../support/between.ts';
import { temporaryFolder } from '../support/folder.ts';
import { BUNDLE, KEY, stationAt, trainingApi, wish } from '../support/station.ts';

const OPERATOR = 'operator';

async function provision(station: Station, quantity: number): Promise<string> {
  const id = await station.provisioning.create(wish(quantity, { reference: '' }), OPERATOR);
  await station.provisioning.idle();
  return id;
}

const topUp = async (station: Station, iccids: string[]): Promise<string> => {
  const id = await station.provisioning.topUp({ bundle: BUNDLE, iccids, reference: '' }, OPERATOR);
  await station.provisioning.idle();
  return id;
};

const iccidsOf = (station: Station, id: string) => station.history.batch(id).items.map(({ iccid }) => iccid ?? '');
const firstApply = (call: Passing) => isApply(call) && call.applies === 1;
const isTopUp = (call: Passing) => isApply(call) && call.body?.iccid !== undefined;
const CUT = (call: Passing) => {
  call.cut();
  return true;
};

describe('the clock of one answer', () => {
  it.each([-600, -3_600, 600, 86_400 * 365])(
    'that is %i seconds off, on a 504 after the work was done, decides nothing',
    async (seconds) => {
      const api = await trainingApi();
      const url = await between(api.url, {
        after(call) {
          if (!firstApply(call)) return false;
          const date = new Date(Date.now() + seconds * 1_000).toUTCString();
          call.answer(504, '<h1>504</h1>', { 'content-type': 'text/html', date });
          return true;
        },
      });
      const station = await stationAt({ url });
      const id = await provision(station, 3);
      expect(station.history.batch(id)).toMatchObject({ state: 'ready', counts: { ready: 3 } });
      expect(api.ledger().esims).toHaveLength(3);
    },
  );

  it.each([
    ['stands still', () => new Date('2026-01-01T00:00:00Z')],
    ['jumps', (n: number) => new Date(Date.now() + (n % 2) * 3_600_000)],
  ] as const)('of all answers %s: a person is asked, nothing is bought again', async (_, dateOf) => {
    const api = await trainingApi();
    let answers = 0;
    const url = await between(api.url, {
      after(call, answered) {
        answered.headers.date = dateOf(++answers).toUTCString();
        return firstApply(call) ? CUT(call) : false;
      },
    });
    const station = await stationAt({ url }, { processingMs: 1_000 });
    const id = await provision(station, 3);
    expect(station.history.batch(id)).toMatchObject({ state: 'unknown', questions: 1 });
    expect(api.ledger().esims).toHaveLength(3);
  });
});

describe('an answer from something between', () => {
  it.each([
    [408, '{"message":"Request Timeout"}', 'application/json'],
    [409, '{"message":"Conflict"}', 'application/json'],
    [499, '{"message":"Client Closed Request"}', 'application/json'],
    [400, '<h1>Bad Request</h1>', 'text/html'],
    [403, '<h1>Blocked by the firewall</h1>', 'text/html'],
    [429, '', 'text/plain'],
    [302, '', 'text/html'],
    [502, '{"message":"Bad Gateway"}', 'application/json'],
  ])('%i %s after the work was done is no proof of anything', async (status, body, type) => {
    const api = await trainingApi();
    const url = await between(api.url, {
      after(call) {
        if (!firstApply(call)) return false;
        call.answer(status, body, { 'content-type': type });
        return true;
      },
    });
    const station = await stationAt({ url });
    const id = await provision(station, 3);
    await station.provisioning.retry(id);
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', counts: { ready: 3 } });
    expect(api.ledger().esims).toHaveLength(3);
  });
});

describe('a look that cannot see everything', () => {
  it.each(['assignments', 'bundles'] as const)(
    'because of %s of a stranger ends with a question that says so',
    async (what) => {
      const api = await trainingApi();
      let theirs: string[] = [];
      let reference = '';
      const url = await between(api.url, {
        before(call) {
          const isRefused =
            what === 'assignments'
              ? reference !== '' && call.path.includes(`reference=${reference}`)
              : theirs.some((iccid) => call.path.startsWith(`/esims/${iccid}/bundles`));
          if (isRefused)
            call.answer(what === 'bundles' ? 403 : 400, '{"message":"no"}', { 'content-type': 'application/json' });
          return isRefused;
        },
        after: (call) => firstApply(call) && CUT(call),
      });
      const station = await stationAt({ url });
      const id = await station.provisioning.create(wish(3), OPERATOR);
      theirs = await stranger(api, { name: BUNDLE, repeat: 2 });
      reference = api.ledger().applies.find(({ iccids }) => iccids.includes(theirs[0] ?? ''))?.reference ?? '';
      await station.provisioning.idle();
      const [question] = station.provisioning.questions(id);
      expect(question).toMatchObject({ quantity: 3, unseen: what === 'bundles' ? theirs : [] });
      expect(question?.candidates.map(({ iccids }) => iccids.length)).toContain(3);
      station.provisioning.cancel(id);
      await station.provisioning.retry(id);
      await station.provisioning.idle();
      await station.provisioning.settle({ callId: question?.callId ?? '', choice: 'leave', reference: null }, OPERATOR);
      await station.provisioning.idle();
      expect(station.history.batch(id)).toMatchObject({ state: 'cancelled', questions: 0 });
      expect(api.ledger().esims).toHaveLength(5);
    },
  );

  it('because the eSIM of a top-up has left the account is asked about', async () => {
    const api = await trainingApi();
    let gone = '';
    const url = await between(api.url, {
      before(call) {
        const isRefused = gone !== '' && call.path.startsWith(`/esims/${gone}/bundles`);
        if (isRefused)
          call.answer(403, '{"message":"esim does not belong to organisation"}', {
            'content-type': 'application/json',
          });
        return isRefused;
      },
      after: (call) => isTopUp(call) && CUT(call),
    });
    const station = await stationAt({ url });
    const [iccid = ''] = iccidsOf(station, await provision(station, 1));
    gone = iccid;
    const id = await topUp(station, [iccid]);
    expect(station.provisioning.questions(id)).toMatchObject([{ kind: 'top-up', unseen: [iccid] }]);
    expect(api.ledger().applies).toHaveLength(2);
  });
});

describe('an answer that differs from what was asked for', () => {
  const partial = (named: number, listed: number) => (call: Passing, answered: Answered) => {
    if (answered.status !== 200) return false;
    if (isApply(call))
      rewrite(answered, (json) => Object.assign(json, { esims: (json.esims as unknown[]).slice(0, named) }));
    const isList =
      call.path.startsWith('/esims/assignments') && String(answered.headers['content-type']).includes('json');
    if (isList) {
      const json = JSON.parse(answered.body.toString());
      const rows = Array.isArray(json) ? json : json.esims;
      if (Array.isArray(rows)) answered.body = Buffer.from(JSON.stringify(rows.slice(0, listed)));
    }
    return false;
  };

  it.each([
    [2, 3],
    [0, 3],
  ])('names %i of three: the list names them all', async (named, listed) => {
    const api = await trainingApi();
    const url = await between(api.url, { after: partial(named, listed) });
    const station = await stationAt({ url });
    const id = await provision(station, 3);
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', counts: { ready: 3 } });
  });

  it('names one more: it is kept and shown', async () => {
    const api = await trainingApi();
    let extra: string[] = [];
    const url = await between(api.url, {
      after(call, answered) {
        if (isApply(call)) {
          rewrite(
            answered,
            (json) => void (json.esims as unknown[]).push({ iccid: extra[0], status: 'Success', bundle: BUNDLE }),
          );
        }
        return false;
      },
    });
    extra = await stranger(api, { name: BUNDLE });
    const station = await stationAt({ url });
    const { items } = station.history.batch(await provision(station, 2));
    expect(items.map(({ state }) => state)).toEqual(['ready', 'ready', 'quarantined']);
    expect(items[2]).toMatchObject({ iccid: extra[0], problem: { code: 'provisioning.more' } });
  });

  it('names others than were made: those that the account lists are taken', async () => {
    const api = await trainingApi();
    const wrong = ['8944422999999999996', '8944422999999999988'];
    const url = await between(api.url, {
      after(call, answered) {
        if (isApply(call)) {
          rewrite(answered, (json) => {
            (json.esims as { iccid: string }[]).forEach((esim, index) => {
              esim.iccid = wrong[index] ?? esim.iccid;
            });
          });
        }
        return false;
      },
    });
    // Twelve minutes of patience pass in a moment.
    const real = performance.now.bind(performance);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() * 200);
    onTestFinished(() => clock.mockRestore());
    const station = await stationAt({ url });
    const id = await provision(station, 3);
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', counts: { ready: 3 } });
    expect(iccidsOf(station, id).sort()).toEqual(
      api
        .ledger()
        .esims.map(({ iccid }) => iccid)
        .sort(),
    );
  });

  it.each(['Unsuccessful: provider rejected the bundle', 'inactive', 'Order processing failed', 'not queued'])(
    '“%s” is that eSIM’s failure, in the API’s words',
    async (status) => {
      const api = await trainingApi();
      const url = await between(api.url, {
        after(call, answered) {
          if (firstApply(call))
            rewrite(answered, (json) => Object.assign((json.esims as object[])[0] ?? {}, { status }));
          return false;
        },
      });
      const station = await stationAt({ url });
      const { items } = station.history.batch(await provision(station, 2));
      expect(items.map(({ state }) => state)).toEqual(['failed', 'ready']);
      expect(items[0]?.problem).toEqual({ code: 'provisioning.item-refused', params: { text: status } });
    },
  );

  it('another bundle is set aside', async () => {
    const api = await trainingApi();
    const url = await between(api.url, {
      after(call, answered) {
        if (isApply(call))
          rewrite(answered, (json) => Object.assign((json.esims as object[])[0] ?? {}, { bundle: 'another' }));
        return false;
      },
    });
    const station = await stationAt({ url });
    const { items } = station.history.batch(await provision(station, 2));
    expect(items.map(({ state }) => state)).toEqual(['quarantined', 'ready']);
  });

  it('the same code for two eSIMs: neither is handed out', async () => {
    const api = await trainingApi();
    const url = await between(api.url, {
      after(call, answered) {
        const isList =
          call.path.startsWith('/esims/assignments') && String(answered.headers['content-type']).includes('json');
        if (!isList || answered.status !== 200) return false;
        const rows = JSON.parse(answered.body.toString());
        for (const row of rows) row.matchingId = 'AAAAA-BBBBB-CCCCC-DDDDD';
        answered.body = Buffer.from(JSON.stringify(rows));
        return false;
      },
    });
    const station = await stationAt({ url });
    const { items } = station.history.batch(await provision(station, 2));
    expect(items.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['quarantined', 'provisioning.same-code'],
      ['quarantined', 'provisioning.same-code'],
    ]);
  });
});

describe('a full disk between a call and its answer', () => {
  async function tight(api: { url: string }) {
    const file = path.join(temporaryFolder(), 'station.db');
    const store = openStore({ file, key: null });
    let room = true;
    let written = 0;
    const full = Object.create(store, {
      transaction: {
        value: <T>(work: () => T): T => {
          if (!room && ++written % 2 === 0) throw new StationError('store.full', { file });
          return store.transaction(work);
        },
      },
    }) as typeof store;
    const client = createClient({ base: new URL(api.url), apiKey: () => KEY, limiter: createLimiter() });
    const now = () => new Date();
    const { journal, reconcile, provisioning, stop } = createEngine({
      store: full,
      client,
      now,
      processingMs: 300,
      mustBeOurs: () => null,
      touch: async () => {},
      onProgress: () => {},
      onError: () => {},
    });
    const stock = createStock({ store: full, client, now, journal, settling: reconcile });
    const care = createCare({
      store: full,
      client,
      now,
      journal,
      topUp: provisioning.topUpOne,
      lost: reconcile.lookForOthers,
    });
    const fill = (isFull: boolean) => {
      room = !isFull;
      written = 0;
    };
    return { store, stock, care, reconcile, provisioning, stop, fill };
  }

  it('says of a purchase that it was made, and settles it when there is room', async () => {
    const api = await trainingApi({ balance: 1_000 });
    const { stock, store, reconcile, provisioning, fill, stop } = await tight(api);
    fill(true);
    await expect(stock.buy(BUNDLE, 5, OPERATOR)).rejects.toMatchObject({
      code: 'journal.full',
      params: { done: 'done' },
    });
    expect(api.ledger().stock[BUNDLE]).toBe(105);
    expect(stock.acts()).toMatchObject([{ kind: 'order', outcome: null }]);
    fill(false);
    provisioning.resumeAll();
    reconcile.lookForOthers();
    await reconcile.othersFound();
    expect(stock.acts()).toMatchObject([{ kind: 'order', outcome: 'unknown', settled: 'made' }]);
    await stop();
    store.close();
  });
});

describe('whose history', () => {
  it('a batch of one account never goes on at another', async () => {
    const folder = temporaryFolder();
    const [a, b] = [await trainingApi({ seed: 1 }), await trainingApi({ seed: 2 })];
    const url = await between(a.url, { after: (call) => isApply(call) && CUT(call) });
    const first = await stationAt({ url }, { folder, processingMs: 20_000 });
    const id = await first.provisioning.create(wish(3), OPERATOR);
    await expect.poll(() => a.ledger().esims.length).toBe(3);
    await first.close();
    const other = await stationAt(b, { folder });
    expect(other.provisioning.resumeAll()).toEqual([]);
    await other.provisioning.idle();
    expect([a, b].map((api) => api.ledger().esims.length)).toEqual([3, 0]);
    await other.close();
    const again = await stationAt({ url }, { folder });
    expect(again.provisioning.resumeAll()).toEqual([id]);
    await again.provisioning.idle();
    expect(again.history.batch(id).counts.ready).toBe(3);
    expect(a.ledger().esims).toHaveLength(3);
  });

  it.each([60, 7])('an older copy that is put back buys nothing of %i again', async (quantity) => {
    const [folder, backup] = [temporaryFolder(), temporaryFolder()];
    const api = await trainingApi({ stock: { [BUNDLE]: 200 } });
    const first = await stationAt(api, { folder });
    const id = await first.provisioning.create(wish(quantity, { reference: '' }), OPERATOR);
    first.provisioning.pause(id);
    await first.provisioning.idle();
    await first.close();
    cpSync(folder, backup, { recursive: true });
    const second = await stationAt(api, { folder });
    second.provisioning.resume(id);
    await second.provisioning.idle();
    await second.provisioning.referencesWritten();
    const made = api.ledger().esims.length;
    await second.close();
    const copy = await stationAt(api, { folder: backup });
    copy.provisioning.resume(id);
    await copy.provisioning.idle();
    expect(api.ledger().esims).toHaveLength(made);
    const questions = copy.provisioning.questions(id);
    const asked = questions.reduce((sum, one) => sum + one.quantity, 0);
    expect(asked).toBe(copy.history.batch(id).counts.unknown);
    expect(asked).toBeGreaterThan(0);
    expect(questions.every(({ candidates }) => candidates.length > 0)).toBe(true);
  });
});

describe('a copy from before anything was sent', () => {
  it('buys nothing again although the life that went on left no mark', async () => {
    const [folder, backup] = [temporaryFolder(), temporaryFolder()];
    const api = await trainingApi();
    const first = await stationAt(api, { folder });
    const id = await first.provisioning.create(wish(11), OPERATOR);
    first.provisioning.pause(id);
    await first.close();
    cpSync(folder, backup, { recursive: true });
    expect(api.ledger().esims).toEqual([]);
    // The life that went on died before it could mark what it made.
    await stranger(api, { name: BUNDLE, repeat: 11 });
    const made = api.ledger().esims.length;
    const copy = await stationAt(api, { folder: backup });
    copy.provisioning.resume(id);
    await copy.provisioning.idle();
    expect(api.ledger().esims).toHaveLength(made);
    expect(copy.provisioning.questions(id)).toMatchObject([{ quantity: 11 }]);
  });
});

describe('one road', () => {
  it('two top-ups that a customer paid are two on the eSIM, although the first was lost', async () => {
    const api = await trainingApi();
    let isArmed = true;
    const url = await between(api.url, {
      before(call) {
        if (!isArmed || !isTopUp(call)) return false;
        isArmed = false;
        return CUT(call);
      },
    });
    const station = await stationAt({ url }, { processingMs: 600 });
    const [iccid = ''] = iccidsOf(station, await provision(station, 1));
    const id = await station.provisioning.topUp({ bundle: BUNDLE, iccids: [iccid], reference: '' }, OPERATOR);
    const single = await station.care.topUp(iccid, BUNDLE, OPERATOR);
    await station.provisioning.idle();
    expect(single).toMatchObject({ outcome: 'done' });
    expect(station.history.batch(id).state).toBe('ready');
    expect(api.ledger().applies.filter(({ iccids }) => iccids.includes(iccid))).toHaveLength(3);
  });

  it('a lost top-up and a lost purchase are found out about by themselves', async () => {
    const api = await trainingApi({ balance: 100 });
    const url = await between(api.url, {
      after: (call) => (isTopUp(call) || (call.path === '/orders' && call.body?.type === 'transaction')) && CUT(call),
    });
    const station = await stationAt({ url });
    const [iccid = ''] = iccidsOf(station, await provision(station, 1));
    expect(await station.care.topUp(iccid, BUNDLE, OPERATOR)).toMatchObject({ problem: { code: 'unknown.top-up' } });
    expect(await station.stock.buy(BUNDLE, 3, OPERATOR)).toMatchObject({ problem: { code: 'unknown.order' } });
    await station.provisioning.idle();
    await station.stock.idle();
    expect(station.care.acts(iccid).find(({ kind }) => kind === 'top-up')).toMatchObject({ settled: 'made' });
    expect(station.stock.acts()).toMatchObject([{ kind: 'order', settled: 'made' }]);
    expect(api.ledger().applies).toHaveLength(2);
    expect(api.ledger().stock[BUNDLE]).toBe(101);
  });

  it('what a purchase that never arrived leaves is "not made", and nothing is bought', async () => {
    const api = await trainingApi({ balance: 100 });
    const url = await between(api.url, {
      before: (call) => call.path === '/orders' && call.body?.type === 'transaction' && CUT(call),
    });
    const station = await stationAt({ url });
    expect(await station.stock.buy(BUNDLE, 3, OPERATOR)).toMatchObject({ outcome: 'unknown' });
    await station.stock.idle();
    expect(station.stock.acts()).toMatchObject([{ kind: 'order', settled: 'not-made' }]);
    expect(api.ledger().stock[BUNDLE]).toBe(100);
  });
});

describe('work that is done late', () => {
  it.each([1, 3, 5, 6, 30])('of %i, nothing is sent again before it can have been done', async (quantity) => {
    const api = await trainingApi();
    let isArmed = true;
    const late: Promise<unknown>[] = [];
    const url = await between(api.url, {
      before(call) {
        if (!isArmed || !isApply(call)) return false;
        isArmed = false;
        late.push(
          new Promise((resolve) => {
            setTimeout(() => resolve(stranger(api, call.body as { name: string })), 900);
          }),
        );
        return CUT(call);
      },
    });
    const station = await stationAt({ url }, { processingMs: 1_500 });
    const id = await provision(station, quantity);
    await Promise.all(late);
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', counts: { ready: quantity } });
    expect(api.ledger().esims).toHaveLength(quantity);
  });

  it('a top-up that shows late is not sent again', async () => {
    const api = await trainingApi();
    let hidden = '';
    let until = 0;
    const url = await between(api.url, {
      after(call, answered) {
        if (isTopUp(call) && !hidden) {
          hidden = JSON.parse(answered.body.toString()).applyReference;
          until = performance.now() + 900;
          return CUT(call);
        }
        if (/^\/esims\/\d+\/bundles/.test(call.path) && performance.now() < until) {
          rewrite(answered, ({ bundles }) => {
            for (const bundle of bundles as { assignments: { assignmentReference: string }[] }[]) {
              bundle.assignments = bundle.assignments.filter((one) => !one.assignmentReference.startsWith(hidden));
            }
          });
        }
        return false;
      },
    });
    const station = await stationAt({ url }, { processingMs: 1_500 });
    const [iccid = ''] = iccidsOf(station, await provision(station, 1));
    const id = await topUp(station, [iccid]);
    expect(station.history.batch(id).state).toBe('ready');
    expect(api.ledger().applies).toHaveLength(2);
  });
});

describe('buying stock', () => {
  it.each([3, 1.001, 0.5])('at %d times the price that a person said yes to stops and asks', async (factor) => {
    const api = await trainingApi({ balance: 1_000 });
    let times = 1;
    const url = await between(api.url, {
      after(call, answered) {
        if (call.path === '/orders' && answered.status === 200) {
          rewrite(answered, (json) => Object.assign(json, { total: Number(json.total) * times }));
        }
        return false;
      },
    });
    const station = await stationAt({ url });
    const { total, currency } = await station.stock.quote(BUNDLE, 50);
    times = factor;
    const agreed = { total, currency };
    await expect(station.stock.buy(BUNDLE, 50, OPERATOR, agreed)).rejects.toMatchObject({ code: 'stock.price' });
    await expect(station.stock.buy(BUNDLE, 50, OPERATOR)).rejects.toMatchObject({ code: 'stock.price' });
    expect(api.ledger().stock[BUNDLE]).toBe(100);
    expect(station.stock.acts()).toEqual([]);
  });

  it('that failed inside an answer is not done', async () => {
    const api = await trainingApi({ balance: 1_000 });
    const url = await between(api.url, {
      before(call) {
        if (call.path !== '/orders' || call.body?.type !== 'transaction') return false;
        const body = {
          orderReference: 'r',
          status: 'failed',
          statusMessage: 'Order processing failed',
          order: [],
          total: 0,
        };
        call.answer(200, JSON.stringify(body), { 'content-type': 'application/json' });
        return true;
      },
    });
    const station = await stationAt({ url });
    await expect(station.stock.buy(BUNDLE, 5, OPERATOR)).rejects.toMatchObject({
      code: 'api.refused',
      params: { text: 'Order processing failed' },
    });
    expect(station.stock.acts()).toMatchObject([{ kind: 'order', outcome: 'refused' }]);
  });

  it('while a batch runs does not turn a lost answer into a question', async () => {
    const api = await trainingApi({ balance: 1_000 });
    let isArmed = false;
    const url = await between(api.url, {
      after(call) {
        if (!isArmed || !isApply(call)) return false;
        isArmed = false;
        return CUT(call);
      },
    });
    const station = await stationAt({ url }, { processingMs: 2_000 });
    isArmed = true;
    const id = await station.provisioning.create(wish(3), OPERATOR);
    expect(await station.stock.buy(BUNDLE, 7, OPERATOR)).toMatchObject({ outcome: 'done' });
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', questions: 0 });
    expect(api.ledger().esims).toHaveLength(3);
  });
});

describe('a top-up', () => {
  it.each(['Bundle applied', 'ok', 'Erfolgreich'])('answered with “%s” is what the eSIM says', async (status) => {
    const api = await trainingApi();
    const url = await between(api.url, {
      after(call, answered) {
        if (isTopUp(call)) rewrite(answered, (json) => Object.assign((json.esims as object[])[0] ?? {}, { status }));
        return false;
      },
    });
    const station = await stationAt({ url });
    const iccids = iccidsOf(station, await provision(station, 2));
    const id = await topUp(station, iccids);
    await station.provisioning.retry(id);
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready', counts: { ready: 2 } });
    expect(api.ledger().applies).toHaveLength(3);
  });

  it('that was not put on is failed, and its retry is in nobody’s way', async () => {
    const api = await trainingApi();
    let isArmed = true;
    const url = await between(api.url, {
      before(call) {
        if (!isArmed || !isTopUp(call)) return false;
        isArmed = false;
        const esims = [{ iccid: call.body?.iccid, status: 'Bundle could not be added', bundle: BUNDLE }];
        const body = JSON.stringify({ esims, applyReference: '00000000-1111-4222-8333-444444444444' });
        call.answer(200, body, { 'content-type': 'application/json' });
        return true;
      },
    });
    const station = await stationAt({ url });
    const iccids = iccidsOf(station, await provision(station, 2));
    const id = await topUp(station, iccids);
    expect(station.history.batch(id)).toMatchObject({ state: 'attention', counts: { failed: 1, ready: 1 } });
    await station.provisioning.retry(id);
    await station.provisioning.idle();
    expect(station.history.batch(id)).toMatchObject({ state: 'ready' });
    expect(api.ledger().applies).toHaveLength(3);
  });
});

describe('what is in doubt', () => {
  it.each([true, false])(
    'explains nothing: a stranger’s eSIMs are not adopted (an old question: %s)',
    async (hasQuestion) => {
      const api = await trainingApi({ stock: { [BUNDLE]: 300 } });
      let isArmed = false;
      const url = await between(api.url, {
        before(call) {
          if (!isArmed || !isApply(call)) return false;
          isArmed = false;
          return CUT(call);
        },
      });
      const station = await stationAt({ url }, { processingMs: 1_500 });
      if (hasQuestion) {
        isArmed = true;
        const asked = await station.provisioning.create(wish(2), OPERATOR);
        const [iccid = ''] = await stranger(api, { name: BUNDLE });
        await stranger(api, { name: BUNDLE, iccid });
        await station.provisioning.idle();
        expect(station.history.batch(asked).questions).toBe(1);
      }
      isArmed = true;
      const id = await station.provisioning.create(wish(3), OPERATOR);
      await stranger(api, { name: BUNDLE, repeat: 2 });
      const theirs = await stranger(api, { name: BUNDLE, repeat: 3 });
      await station.provisioning.idle();
      expect(iccidsOf(station, id).filter((iccid) => theirs.includes(iccid))).toEqual([]);
      expect(station.history.batch(id).questions).toBe(1);
    },
  );
});

describe('endings', () => {
  it('a lasting 503 at apply ends after a few times, with a sentence, and nothing was bought', async () => {
    const api = await trainingApi();
    let applies = 0;
    const url = await between(api.url, {
      before(call) {
        if (!isApply(call)) return false;
        applies++;
        call.answer(503, '{"message":"Processing"}', { 'content-type': 'application/json', 'retry-after': '1' });
        return true;
      },
    });
    const station = await stationAt({ url });
    const id = await provision(station, 2);
    expect(applies).toBe(3);
    expect(station.history.batch(id)).toMatchObject({ state: 'attention', counts: { failed: 2 } });
    expect(station.history.batch(id).items[0]?.problem).toMatchObject({ code: 'provisioning.gave-up' });
    expect(station.provisioning.mayHaveSpent(id)).toBe(false);
  });
});
