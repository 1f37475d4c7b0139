/** What the practice API can do to money: work that is done later, other or less than what is asked, and answers that are not its own. */
import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../electron/training/index.ts';
import { type Client, createClock, GB, JP, STOCK, start, US } from './training-support.ts';

const SECOND = 1_000;

const order = (type: string, quantity: number, bundle = GB) => ({
  type,
  assign: false,
  order: [{ type: 'bundle', item: bundle, quantity }],
});

const rowsOf = async ({ get }: Client, reference: string) =>
  (await (await get(`/esims/assignments?reference=${reference}`, 'application/json')).json()) as { iccid: string }[];

describe('work that is done later', () => {
  it.each([
    ['late-effect', null],
    ['late-504', 504],
  ] as const)('%s answers at once and spends when its time has come', async (name, status) => {
    const clock = createClock();
    const { api, post, get } = await start({ clock: clock.now });
    api.fault({ name, value: '90' });
    const answer = await post('/esims/apply', { name: GB, repeat: 3 }).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    clock.pass(89 * SECOND);
    const due = '2026-03-02T10:06:30.123Z';
    expect(api.ledger()).toMatchObject({ stock: STOCK, applies: [], calls: [{ made: null, status, due }] });
    clock.pass(20 * SECOND);
    await get('/inventory');
    const { applies, stock, calls } = api.ledger();
    // At its own time, not when somebody looked.
    expect(applies).toMatchObject([{ bundle: GB, at: '2026-03-02T10:06:30.123Z' }]);
    expect([stock[GB], calls[0]?.made, calls[0]?.due]).toEqual([97, applies[0]?.reference, null]);
  });

  it('follows the clock of the account when that is moved', async () => {
    const { api, post } = await start({ clock: createClock().now });
    api.fault({ name: 'late-effect', value: '600' });
    await expect(post('/esims/apply', { name: GB })).rejects.toThrow();
    api.advance(599 * SECOND);
    expect(api.ledger().applies).toEqual([]);
    api.advance(3_600 * SECOND);
    expect(api.ledger().applies).toMatchObject([{ at: '2026-03-02T10:15:00.123Z' }]);
  });

  it('comes by itself', async () => {
    const { api, post } = await start();
    api.fault({ name: 'late-effect', value: '0' });
    await expect(post('/orders', order('transaction', 2))).rejects.toThrow();
    await expect.poll(() => api.ledger().orders).toHaveLength(1);
  });

  it('finds what there is then: nothing, when others were quicker', async () => {
    const { api, post } = await start({ clock: createClock().now });
    api.fault({ name: 'late-effect', value: '60' });
    await expect(post('/esims/apply', { name: US, repeat: 2 })).rejects.toThrow();
    api.restock(US, -2);
    api.advance(60 * SECOND);
    expect(api.ledger()).toMatchObject({ applies: [], stock: { [US]: 1 } });
  });

  it('shows-late has spent at once and shows it nowhere else until then', async () => {
    const clock = createClock();
    const client = await start({ clock: clock.now });
    const { api, apply, json, get } = client;
    const { esims: known } = await apply({ name: GB });
    api.fault({ name: 'shows-late', value: '120', times: 2 });
    const { esims, applyReference } = await apply({ name: GB });
    const iccid = known[0]?.iccid;
    await apply({ name: US, iccid });
    const seen = async () => ({
      listed: (await json('/esims')).rows,
      details: (await get(`/esims/${esims[0]?.iccid}`)).status,
      codes: (await get(`/esims/assignments?reference=${applyReference}`)).status,
      bundles: (await json(`/esims/${iccid}/bundles`)).bundles.length,
      orders: (await json('/orders')).rows,
    });
    expect(api.ledger().stock).toEqual({ [GB]: 98, [US]: 2 });
    expect(await seen()).toEqual({ listed: 1, details: 403, codes: 503, bundles: 1, orders: 1 });
    clock.pass(120 * SECOND);
    expect(await seen()).toEqual({ listed: 2, details: 200, codes: 200, bundles: 2, orders: 3 });
  });
});

describe('an answer that is not of the API', () => {
  it.each([
    ['', 504, 'text/html'],
    ['408', 408, 'text/html'],
    ['409-json', 409, 'application/json'],
    ['499', 499, 'text/html'],
    ['302', 302, 'text/html'],
    ['504-json', 504, 'application/json'],
    ['400', 400, 'text/html'],
  ])('between=%s covers the true one, with the work done', async (value, status, type) => {
    for (const [name, spent] of [
      ['between', 1],
      ['between-before', 0],
    ] as const) {
      const { api } = await start();
      api.fault({ name, value });
      const answer = await fetch(`${api.url}/esims/apply`, {
        method: 'POST',
        headers: { 'X-API-Key': 'practice-key', 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: GB }),
        redirect: 'manual',
      });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
      // The API's own refusals are JSON with a message.
      expect(await answer.text()).not.toMatch(/"message"/);
      expect(api.ledger().applies).toHaveLength(spent);
    }
  });

  it('stays what it is for an order, in the documented variant', async () => {
    const { api, post } = await start({ variant: 'documented' });
    api.fault({ name: 'between', value: '409-json' });
    const answer = await post('/orders', order('transaction', 1));
    expect([answer.status, await answer.json()]).toEqual([409, { error: 'Conflict', code: 409 }]);
    expect(api.ledger().orders).toHaveLength(1);
  });

  it('garbage is no HTTP, with the work done', async () => {
    const { api, post } = await start();
    api.fault({ name: 'garbage' });
    await expect(post('/esims/apply', { name: GB })).rejects.toThrow();
    expect(api.ledger()).toMatchObject({ applies: [{ bundle: GB }], calls: [{ status: null }] });
  });

  it.each([
    ['-600', 'Mon, 02 Mar 2026 09:56:00 GMT'],
    ['31536000', 'Tue, 02 Mar 2027 10:06:00 GMT'],
    ['', 'Mon, 02 Mar 2026 10:05:00 GMT'],
    ['absurd', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['none', null],
  ])('foreign-date=%s stands beside another fault, for as long as it is told', async (value, date) => {
    const clock = createClock();
    const { api, get } = await start({ clock: clock.now });
    api.fault({ name: 'foreign-date', value, times: 1 });
    api.fault({ name: 'between', value: '504' });
    clock.pass(60 * SECOND);
    const foreign = await get('/inventory');
    expect([foreign.status, foreign.headers.get('date')]).toEqual([504, date]);
    expect((await get('/inventory')).headers.get('date')).toBe('Mon, 02 Mar 2026 10:06:00 GMT');
  });

  it('refused is the own word of the API, also for one reference or one eSIM alone', async () => {
    const { api, apply, get } = await start();
    const [one, other] = [await apply({ name: GB }), await apply({ name: GB })];
    api.fault({ name: 'refused', value: '400', times: 0, path: `/esims/assignments?reference=${one.applyReference}` });
    api.fault({ name: 'refused', times: 0, path: `/esims/${other.esims[0]?.iccid}` });
    const status = async (path: string) => (await get(path)).status;
    const paths = [one, other].flatMap(({ applyReference, esims }) => [
      `/esims/assignments?reference=${applyReference}`,
      `/esims/${esims[0]?.iccid}/bundles`,
    ]);
    for (const _ of [1, 2]) {
      expect(await Promise.all(paths.map(status))).toEqual([400, 200, 200, 403]);
    }
    expect(await (await get(paths[0] ?? '')).json()).toEqual({ message: expect.any(String) });
  });
});

describe('an apply that does something else', () => {
  it.each([
    ['fewer-made', '2', 3, 3],
    ['more-made', '', 6, 6],
    ['fewer-named', '', 5, 4],
    ['fewer-named', '9', 5, 0],
  ] as const)('%s=%s makes %i and names %i of five', async (name, value, made, named) => {
    const client = await start({ processing: 0 });
    const { api, apply } = client;
    api.fault({ name, value });
    const { esims, applyReference } = await apply({ name: GB, repeat: 5 });
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 100 - made } });
    expect(api.ledger().esims).toHaveLength(made);
    expect(esims).toHaveLength(named);
    expect(await rowsOf(client, applyReference)).toHaveLength(made);
  });

  it('more-made tops up twice', async () => {
    const { api, apply, sell } = await start();
    const iccid = await sell();
    api.fault({ name: 'more-made' });
    expect((await apply({ name: GB, iccid })).esims.map((esim) => esim.iccid)).toEqual([iccid, iccid]);
    expect(api.ledger().stock[GB]).toBe(97);
  });

  it('other-iccids names eSIMs that nobody has', async () => {
    const client = await start();
    client.api.fault({ name: 'other-iccids' });
    const { esims, applyReference } = await client.apply({ name: GB, repeat: 2 });
    const made = (await rowsOf(client, applyReference)).map(({ iccid }) => iccid);
    expect(made).toEqual(client.api.ledger().esims.map(({ iccid }) => iccid));
    for (const { iccid } of esims) {
      expect(made).not.toContain(iccid);
      expect((await client.get(`/esims/${iccid}`)).status).toBe(403);
    }
  });

  it('other-bundle spends another bundle that fits the same eSIMs, and says so', async () => {
    const { api, apply } = await start({ stock: { [JP]: 9, ...STOCK } });
    api.fault({ name: 'other-bundle' });
    expect((await apply({ name: GB })).esims).toMatchObject([{ bundle: US }]);
    expect(api.ledger().stock).toEqual({ [JP]: 9, [GB]: 100, [US]: 2 });
  });

  it('item-status and item-failure say it in other words', async () => {
    const { api, apply } = await start();
    api.fault({ name: 'item-status', value: 'Bundle applied' });
    expect((await apply({ name: GB })).esims).toMatchObject([{ status: 'Bundle applied' }]);
    api.fault({ name: 'item-failure', value: 'Bundle could not be added' });
    expect((await apply({ name: GB })).esims).toMatchObject([{ status: 'Bundle could not be added' }]);
    expect(api.ledger().stock[GB]).toBe(99);
  });

  it('fewer-listed leaves the last out of every list, until released', async () => {
    const client = await start();
    const { applyReference } = await client.apply({ name: GB, repeat: 3 });
    const fault = client.api.fault({ name: 'fewer-listed' });
    for (const _ of [1, 2, 3]) expect(await rowsOf(client, applyReference)).toHaveLength(2);
    fault.release();
    expect(await rowsOf(client, applyReference)).toHaveLength(3);
  });
});

describe('an order', () => {
  it('that failed is answered like any other and charges nothing', async () => {
    const { api, post, json } = await start();
    api.fault({ name: 'order-failed' });
    expect(await (await post('/orders', order('validate', 2))).json()).toMatchObject({ valid: true });
    const failed = await post('/orders', order('transaction', 2));
    const said = (await failed.json()) as { orderReference: string };
    expect([failed.status, said]).toMatchObject([200, { status: 'failed', order: [], total: 0 }]);
    expect(api.ledger()).toMatchObject({ balance: 1000, stock: STOCK, orders: [] });
    expect((await json('/orders')).orders).toMatchObject([
      { status: 'failed', orderReference: said.orderReference, runningBalance: 1000 },
    ]);
  });

  it('is dearer than it was said to be', async () => {
    const { api, post } = await start();
    api.fault({ name: 'dearer' });
    expect(await (await post('/orders', order('validate', 2))).json()).toMatchObject({ total: 2.72 });
    expect(await (await post('/orders', order('transaction', 2))).json()).toMatchObject({ total: 8.16 });
    expect(api.ledger().balance).toBe(991.84);
  });

  it('and a refund and a revoke can be read back', async () => {
    const { api, post, json, send, sell } = await start({ clock: createClock().now });
    const iccid = await sell();
    const bought = (await (await post('/orders', order('transaction', 4))).json()) as { orderReference: string };
    const { available } = (await json('/inventory')).bundles[0];
    const { id } = available.at(-1);
    await post('/inventory/refund', { usageId: id, quantity: 3 });
    await send('DELETE', `/esims/${iccid}/bundles/${GB}`);
    const { orders } = await json('/orders');
    expect(orders).toMatchObject([
      { order: [{ type: 'bundleRefund', quantity: 3 }], runningBalance: 998.64 },
      { order: [{ type: 'bundle', quantity: 4 }], runningBalance: 994.56, orderReference: bought.orderReference },
      { order: [{ type: 'bundleAssignment', quantity: 0 }], runningBalance: 1000 },
    ]);
    for (const { createdDate } of orders) expect(Date.parse(createdDate)).toBe(Date.parse('2026-03-02T10:05:00.123Z'));
    const lots = (await json('/inventory')).bundles[0].available;
    expect(lots.map(({ remaining }: { remaining: number }) => remaining)).toEqual([33, 67, 1]);
    const { calls, revokes } = api.ledger();
    // Each is told by the request that did it.
    expect(calls.filter(({ made }) => made).map(({ method, made }) => [method, made])).toEqual([
      ['POST', expect.any(String)],
      ['POST', bought.orderReference],
      ['POST', orders[0].orderReference],
      ['DELETE', revokes[0]?.assignment],
    ]);
  });
});

describe('a customer reference', () => {
  const REFERENCE = 'Harbour Festival [ES-K7F2QX4B]';

  it.each([
    ['reference-limit', '16', 400, ''],
    ['reference-limit', '30', 200, REFERENCE],
    ['reference-cut', '16', 200, 'Harbour Festival'],
  ] as const)('%s=%s answers %i', async (name, value, status, kept) => {
    const { api, sell, send, json } = await start();
    const iccid = await sell();
    api.fault({ name, value });
    expect((await send('PUT', '/esims', { iccid, customerRef: REFERENCE })).status).toBe(status);
    expect((await json(`/esims/${iccid}`)).customerRef).toBe(kept);
  });
});

it.each([
  ['between', '99'],
  ['between', 'html'],
  ['late-effect', 'soon'],
  ['refused', '200'],
  ['foreign-date', 'yesterday'],
  ['item-status', ''],
  ['429', '1'],
] as [FaultName, string][])('refuses the fault %s=%s', async (name, value) => {
  const { api, get } = await start();
  expect(() => api.fault({ name, value })).toThrow();
  expect((await get('/inventory')).status).toBe(200);
});
