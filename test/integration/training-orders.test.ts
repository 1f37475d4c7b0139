import { describe, expect, it } from 'vitest';
import { catalogue, ORGANISATION_API_KEY } from '../../electron/training/index.ts';
import { createClock, DAY, GB, JP, STOCK, start, US } from './training-support.ts';

interface Bundle {
  name: string;
  price: number;
}

const buy = (item: string, quantity: number, more: object = {}) => ({ type: 'bundle', item, quantity, ...more });

describe('GET /catalogue', () => {
  it('lists everything that is sold, page by page and in order', async () => {
    const { json } = await start();
    const all = await json('/catalogue?perPage=100');
    expect(all).toMatchObject({ pageCount: 1, pageSize: 100, rows: catalogue.size });
    const names = all.bundles.map(({ name }: Bundle) => name);
    expect(names).toEqual([...catalogue.keys()].sort());
    expect((await json('/catalogue?perPage=10&page=2&orderBy=bundleName&direction=desc')).bundles[0].name).toBe(
      names.toReversed()[10],
    );
    const durations = (await json('/catalogue?orderBy=duration')).bundles.map(
      ({ duration }: { duration: number }) => duration,
    );
    expect(durations).toEqual([...durations].sort((a, b) => a - b));
    expect(all.bundles.find(({ name }: Bundle) => name === GB)).toEqual({
      name: GB,
      description: 'eSIM, 1GB, 7 Days, United Kingdom, V2',
      groups: ['Standard Fixed Bundles'],
      countries: [{ name: 'United Kingdom', region: 'Europe', iso: 'GB' }],
      dataAmount: 1000,
      duration: 7,
      speed: ['2G', '3G', '4G', '5G'],
      autostart: true,
      unlimited: false,
      roamingEnabled: null,
      imageUrl: 'https://images.example.test/gb.jpg',
      price: 1.36,
      billingType: 'FixedCost',
    });
  });

  it('filters by country, region, group and description', async () => {
    const { json, get } = await start();
    const names = async (query: Record<string, string>) =>
      ((await json(`/catalogue?${new URLSearchParams(query)}`)).bundles ?? []).map(({ name }: Bundle) => name);
    expect(await names({ countries: 'ZA' })).toEqual([
      'esim_1GB_7D_RGB_V2',
      'esim_1GB_7D_ZA_V2',
      'esim_3GB_15D_ZA_V2',
      'esim_5GB_30D_RGB_V2',
    ]);
    expect(await names({ countries: 'ZA,JP', group: 'Standard Unlimited Bundles' })).toEqual(['esim_UL_7D_JP_V2']);
    expect(await names({ region: 'Middle East', description: 'arab EMIRATES' })).toHaveLength(2);
    expect(await names({ region: 'Antarctica' })).toEqual([]);
    for (const query of ['perPage=0', 'perPage=1001', 'orderBy=price', 'country=GB', 'direction=up', 'countries=']) {
      expect((await get(`/catalogue?${query}`)).status, query).toBe(400);
    }
  });

  it('shows one bundle nested in the wild and flat in the documents', async () => {
    const wild = await (await start()).json(`/catalogue/bundle/${GB}`);
    expect(wild).toMatchObject({
      group: ['Standard Fixed Bundles'],
      speed: { speeds: ['2G', '3G', '4G', '5G'] },
      countries: [{ country: { iso: 'GB' }, networks: [{ name: 'EE' }], potentialNetworks: [{ name: 'O2' }] }],
      allowances: [{ type: 'DATA', amount: 1000 }],
    });
    expect(wild).not.toHaveProperty('groups');
    const documented = await start({ variant: 'documented' });
    const flat = await documented.json(`/catalogue/bundle/${GB}`);
    expect(flat).toMatchObject({ countries: [{ iso: 'GB' }], speed: ['2G', '3G', '4G', '5G'] });
    expect(flat).not.toHaveProperty('groups');
    expect(flat).not.toHaveProperty('imageUrl');
    expect(await documented.json('/catalogue')).toBeInstanceOf(Array);
    expect((await documented.get('/catalogue/bundle/esim_9TB_1D_XX_V2')).status).toBe(400);
  });
});

describe('POST /orders', () => {
  it('validates without buying, whether the money is enough or not', async () => {
    const { api, post } = await start({ balance: 10, clock: createClock().now });
    const validate = async (quantity: number) => {
      const response = await post('/orders', { type: 'validate', assign: true, order: [buy(GB, quantity)] });
      return [response.status, await response.json()];
    };
    expect(await validate(2)).toEqual([
      200,
      {
        order: [{ type: 'bundle', item: GB, quantity: 2, subTotal: 2.72, pricePerUnit: 1.36, AllowReassign: false }],
        total: 2.72,
        valid: true,
        currency: 'USD',
        createdDate: expect.stringMatching(/^2026-03-02T10:05:00\.\d+Z$/),
        assigned: true,
      },
    ]);
    expect(await validate(8)).toMatchObject([200, { total: 10.88, valid: false }]);
    expect(api.ledger()).toMatchObject({ balance: 10, orders: [], stock: STOCK });
  });

  it('puts bundles on new eSIMs and takes the money', async () => {
    const { api, post, json } = await start();
    const order = [buy(GB, 2), buy(JP, 1)];
    const made = await (await post('/orders', { type: 'transaction', assign: true, order })).json();
    expect(made).toMatchObject({
      order: [
        { item: GB, quantity: 2, subTotal: 2.72, esims: [{ smdpAddress: 'rsp.example.test' }, {}] },
        { item: JP, quantity: 1, iccids: [expect.stringMatching(/^8944422/)] },
      ],
      total: 12.52,
      status: 'completed',
      statusMessage: 'Order completed: 3 eSIMs assigned',
      assigned: true,
      runningBalance: 987.48,
    });
    const { orderReference } = made as { orderReference: string };
    expect(await json(`/orders/${orderReference}`)).toEqual(made);
    const details = await json(`/esims/assignments?reference=${orderReference}`);
    const ledger = api.ledger();
    expect(details.map(({ iccid }: { iccid: string }) => iccid)).toEqual(ledger.esims.map(({ iccid }) => iccid));
    expect(ledger).toMatchObject({
      balance: 987.48,
      applies: [],
      stock: { ...STOCK, [JP]: 0 },
      orders: [{ reference: orderReference, total: 12.52, assigned: true, lines: [{ bundle: GB, price: 1.36 }, {}] }],
    });
    expect(ledger.esims.map(({ reference }) => reference)).toEqual(Array(3).fill(orderReference));
    // What went straight onto eSIMs was never stock.
    expect((await json('/inventory')).rows).toBe(2);
  });

  it('tops up eSIMs of the account, each only with what fits', async () => {
    const { api, post, sell } = await start();
    const iccid = await sell();
    const order = (more: object) => post('/orders', { type: 'transaction', assign: true, order: [buy(JP, 1, more)] });
    const refused = await order({ iccids: [iccid] });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { message: 'Incompatible bundle profile combination' },
    ]);
    const moved = await (await order({ iccids: [iccid], allowReassign: true })).json();
    expect(moved).toMatchObject({ order: [{ AllowReassign: true, iccids: [expect.not.stringContaining(iccid)] }] });
    const fitting = { type: 'transaction', assign: true, order: [buy(US, 1, { iccids: [iccid] })] };
    expect(await (await post('/orders', fitting)).json()).toMatchObject({ order: [{ iccids: [iccid] }] });
    expect(api.ledger().esims.filter((esim) => esim.iccid === iccid)).toHaveLength(2);
    const foreign = { ...fitting, order: [buy(US, 1, { iccids: ['8944422999900000019'] })] };
    expect((await post('/orders', foreign)).status).toBe(403);
  });

  it('fills the inventory when nothing is assigned', async () => {
    const { api, post, json, apply } = await start({ clock: createClock().now });
    const order = [buy(GB, 5), buy(JP, 2)];
    const made = await (await post('/orders', { type: 'transaction', assign: false, order })).json();
    expect(made).toMatchObject({ assigned: false, total: 26.4 });
    expect(JSON.stringify(made)).not.toMatch(/esims|iccids/);
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 105, [US]: 3, [JP]: 2 }, balance: 973.6 });
    const { bundles } = await json('/inventory');
    expect(bundles.at(-1)).toMatchObject({
      name: JP,
      available: [{ total: 2, remaining: 2, expiry: '2027-03-02T10:05:00Z' }],
    });
    await apply({ name: JP, repeat: 2 });
    expect(api.ledger().stock).toMatchObject({ [JP]: 0 });
  });

  it('of more than five eSIMs is worked on after the answer', async () => {
    const clock = createClock();
    const { post, json, get } = await start({ clock: clock.now, processing: 2000 });
    const made = await (await post('/orders', { type: 'transaction', assign: true, order: [buy(GB, 6)] })).json();
    expect(made).toMatchObject({ status: 'processing' });
    const { orderReference, order } = made as { orderReference: string; order: object[] };
    expect(order[0]).not.toHaveProperty('esims');
    expect((await get(`/esims/assignments?reference=${orderReference}`)).status).toBe(503);
    clock.pass(2000);
    expect(await json(`/orders/${orderReference}`)).toMatchObject({ status: 'completed', order: [{ quantity: 6 }] });
    expect((await json(`/orders/${orderReference}`)).order[0].esims).toHaveLength(6);
  });

  it('takes no money when it refuses', async () => {
    const { api, post } = await start({ balance: 5 });
    const dear = await post('/orders', { type: 'transaction', assign: true, order: [buy(GB, 4)] });
    expect(dear.status).toBe(400);
    expect(dear.headers.get('content-type')).toBe('application/json');
    expect(await dear.json()).toEqual({ message: expect.stringContaining('no payment taken') });
    const line = buy(GB, 1);
    for (const body of [
      { assign: true, order: [line] },
      { type: 'buy', assign: true, order: [line] },
      { type: 'transaction', order: [line] },
      { type: 'transaction', assign: true, order: [] },
      { type: 'transaction', assign: true, Order: [line] },
      { type: 'transaction', assign: true, order: [line], profileID: '5f0c2b1e-8d53-4c3a-9a0e-0d5b6c7a1f11' },
      { type: 'transaction', assign: true, order: [{ ...line, type: 'topup' }] },
      { type: 'transaction', assign: true, order: [buy(GB, 0)] },
      { type: 'transaction', assign: true, order: [buy(GB.toLowerCase(), 1)] },
      { type: 'transaction', assign: true, order: [buy(GB, 2, { iccids: ['8944422000100000018'] })] },
      { type: 'transaction', assign: false, order: [buy(GB, 1, { iccids: ['8944422000100000018'] })] },
      { type: 'transaction', assign: true, order: [{ ...line, AllowReassign: true }] },
    ]) {
      expect((await post('/orders', body)).status, JSON.stringify(body)).toBe(400);
    }
    expect(api.ledger()).toMatchObject({ balance: 5, orders: [], esims: [] });
  });

  it('says in plain text what is wrong, in the documented variant', async () => {
    const { api, post } = await start({ variant: 'documented', balance: 1 });
    const dear = await post('/orders', { type: 'transaction', assign: true, order: [buy(GB, 1)] });
    expect([dear.status, dear.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(await dear.text()).toMatch(/no payment taken$/);
    const keyless = await fetch(`${api.url}/orders`, { method: 'POST' });
    expect([keyless.status, await keyless.text()]).toEqual([401, 'access denied']);
    const order = [buy(GB, 1, { iccids: ['8944422999900000019'] })];
    expect((await post('/orders', { type: 'validate', assign: true, order })).status).toBe(400);
    api.fault({ name: '503' });
    const busy = await post('/orders', {});
    expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([
      503,
      '1',
      'Processing - Please come back later',
    ]);
  });
});

describe('GET /orders', () => {
  it('lists what was bought and what was applied, newest first', async () => {
    const clock = createClock();
    const { apply, post, json, get } = await start({ clock: clock.now });
    const { applyReference, esims } = await apply({ name: GB, repeat: 2 });
    clock.pass(60_000);
    await post('/orders', { type: 'transaction', assign: true, order: [buy(US, 1)] });
    const { orders, ...page } = await json('/orders');
    expect(page).toEqual({ pageCount: 1, pageSize: 10, rows: 2 });
    expect(orders).toMatchObject([
      { order: [{ type: 'bundle', item: US }], runningBalance: 995.8 },
      { order: [{ type: 'bundleAssignment', item: `${applyReference}-0`, quantity: 0, pricePerUnit: 0 }], total: 0 },
    ]);
    expect(JSON.stringify(orders)).not.toMatch(/iccids|matchingId/);
    const withIccids = await json('/orders?includeIccids=true');
    expect(withIccids.orders[1].order[0].iccids).toEqual(esims.map(({ iccid }) => iccid));
    expect(withIccids.orders[1].order[0].esims).toHaveLength(2);
    const since = await json('/orders?createdAt=gte:2026-03-02T10:05:30Z&createdAt=lte:2026-03-02T10:07:00Z');
    expect(since.rows).toBe(1);
    expect((await json('/orders?limit=1&page=2')).orders).toMatchObject([{ total: 0 }]);
    for (const query of ['limit=0', 'limit=10001', 'createdAt=gte:soon', 'includeIccids=1', 'perPage=10']) {
      expect((await get(`/orders?${query}`)).status, query).toBe(400);
    }
    expect((await get('/orders/5f0c2b1e-8d53-4c3a-9a0e-0d5b6c7a1f11')).status).toBe(400);
  });

  it('is a bare list in the documents', async () => {
    const { sell, json } = await start({ variant: 'documented' });
    expect(await json('/orders')).toBeNull();
    await sell();
    const [order] = await json('/orders');
    expect(order).not.toHaveProperty('runningBalance');
  });
});

describe('POST /inventory/refund', () => {
  it('gives stock back for its price', async () => {
    const { api, json, post } = await start();
    const [older] = (await json('/inventory')).bundles[0].available;
    const response = await post('/inventory/refund', { usageId: older.id, quantity: 3 });
    expect(await response.json()).toEqual({ status: 'Successfully refunded bundles to balance' });
    expect(api.ledger()).toMatchObject({
      balance: 1004.08,
      stock: { [GB]: 97, [US]: 3 },
      refunds: [{ usageId: older.id, bundle: GB, quantity: 3, amount: 4.08 }],
    });
    expect((await json('/inventory')).bundles[0].available[0]).toMatchObject({ total: 33, remaining: 30 });
  });

  it('refuses too many, too late, unknown lots, and everything when refunds are off', async () => {
    const { api, json, post } = await start({ clock: createClock().now });
    const [{ id: usageId }] = (await json('/inventory')).bundles[0].available;
    for (const body of [
      { usageId, quantity: 34 },
      { usageId, quantity: 0 },
      { usageId: 1, quantity: 1 },
      { usageId: String(usageId), quantity: 1 },
      { item: GB, quantity: 1 },
      { usageId },
    ]) {
      expect((await post('/inventory/refund', body)).status, JSON.stringify(body)).toBe(400);
    }
    const off = api.fault({ name: 'refunds-off' });
    expect((await post('/inventory/refund', { usageId, quantity: 1 })).status).toBe(400);
    off.release();
    // Bought forty days before the account was opened.
    api.advance(20 * DAY + 1);
    expect((await post('/inventory/refund', { usageId, quantity: 1 })).status).toBe(400);
    expect(api.ledger()).toMatchObject({ balance: 1000, refunds: [], stock: STOCK });
  });
});

describe('the organisation and the networks', () => {
  it('come wrapped in the wild and flat in the documents, with a secret that has no business anywhere', async () => {
    const wild = await (await start({ balance: 12.5 })).json('/organisation');
    expect(wild.organisations).toMatchObject([{ balance: 12.5, currency: 'USD', apiKey: ORGANISATION_API_KEY }]);
    const documented = await start({ variant: 'documented' });
    expect(await documented.json('/organisation')).toMatchObject({ balance: 1000, apiKey: ORGANISATION_API_KEY });
    expect(await documented.json('/organisation/groups')).toMatchObject({
      groups: [{ name: 'Standard Fixed Bundles' }, { name: 'Standard Unlimited Bundles' }],
    });
    expect((await documented.get('/organisation?x=1')).status).toBe(400);
    expect((await documented.get('/organisation/groups?x=1')).status).toBe(400);
  });

  it('are asked by country', async () => {
    const { json, get } = await start();
    const names = async (query: string) =>
      ((await json(`/networks?${query}`)).countryNetworks ?? []).map(({ name }: { name: string }) => name);
    expect(await names('isos=GB,JP')).toEqual(['GB', 'JP']);
    expect(await names('countries=United%20Kingdom')).toEqual(['GB']);
    expect((await names('returnAll=true')).length).toBeGreaterThan(50);
    expect(await names('isos=XX')).toEqual([]);
    expect((await json('/networks?isos=GB')).countryNetworks[0].networks[0]).toEqual({
      name: 'EE',
      brandName: 'EE',
      mcc: '234',
      mnc: '30',
      tagid: 'GBRME',
      speed: ['4G', '5G'],
    });
    for (const query of ['', '?returnAll=false', '?iso=GB', '?isos=']) {
      expect((await get(`/networks${query}`)).status, query).toBe(400);
    }
  });
});
