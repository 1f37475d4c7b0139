import { describe, expect, it } from 'vitest';
import { type Client, clientOf, createClock, DAY, GB, KEY, start } from './training-support.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };

function controlsOf({ api }: Client) {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = JSON_TYPE) => {
    const response = await fetch(api.origin + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return call;
}

describe('POST /__clock', () => {
  it('moves the clock of the account, but not the windows of the rate limit', async () => {
    const clock = createClock();
    const client = await start({ clock: clock.now, rate: 2 });
    const call = controlsOf(client);
    expect(await call('POST', '/__clock', { advanceMs: 3 * DAY })).toEqual({
      status: 200,
      body: { now: '2026-03-05T10:05:00.123Z' },
    });
    await client.get('/inventory');
    await client.get('/inventory');
    await call('POST', '/__clock', { advanceMs: DAY });
    const refused = await client.get('/inventory');
    expect([refused.status, refused.headers.get('x-ratelimit-reset')]).toEqual([429, '2026-03-02T10:05:01.000Z']);
    for (const body of [{}, { advanceMs: -1 }, { advanceMs: 1e18 }, { advanceMs: 1, back: true }]) {
      expect((await call('POST', '/__clock', body)).status, JSON.stringify(body)).toBe(400);
    }
    expect(client.api.ledger().now).toBe('2026-03-06T10:05:00.123Z');
  });
});

describe('POST /__customer', () => {
  it('plays the customer, or says why not', async () => {
    const client = await start();
    const call = controlsOf(client);
    const iccid = await client.sell();
    expect(await call('POST', '/__customer', { iccid, does: 'use', bytes: 5 })).toEqual({
      status: 400,
      body: { message: 'the profile is Released' },
    });
    expect((await call('POST', '/__customer', { iccid, does: 'install' })).status).toBe(200);
    expect((await call('POST', '/__customer', { iccid, does: 'use', bytes: 5, country: 'GB' })).status).toBe(200);
    expect(client.api.ledger().esims).toMatchObject([{ iccid, state: 'active' }]);
    for (const body of [{ iccid, does: 'fly' }, { iccid, does: 'use', bytes: 0 }, { does: 'install' }]) {
      expect((await call('POST', '/__customer', body)).status, JSON.stringify(body)).toBe(400);
    }
  });
});

describe('/__fault', () => {
  it('arms, lists and releases faults from another process', async () => {
    const client = await start();
    const call = controlsOf(client);
    const armed = await call('POST', '/__fault', { name: 'hold', path: '/esims/apply' });
    expect(armed).toEqual({ status: 200, body: { id: 1 } });
    await call('POST', '/__fault', { name: '503', times: 2, path: '/inventory' });
    const answer = client.apply({ name: GB });
    expect((await client.get('/inventory')).status).toBe(503);
    await expect
      .poll(async () => (await call('GET', '/__fault')).body)
      .toEqual({
        faults: [
          { id: 1, name: 'hold', value: '', path: '/esims/apply', left: 0, struck: 1 },
          { id: 2, name: '503', value: '', path: '/inventory', left: 1, struck: 1 },
        ],
      });
    expect(client.api.ledger().stock[GB]).toBe(99);
    expect((await call('DELETE', '/__fault?id=1')).status).toBe(200);
    expect((await answer).esims).toHaveLength(1);
    expect((await call('DELETE', '/__fault?id=1')).status).toBe(400);
    expect((await call('DELETE', '/__fault')).body).toEqual({ faults: [] });
    expect((await client.get('/inventory')).status).toBe(200);
    for (const body of [{ name: 'rain' }, { name: '503', times: -1 }, { name: '503', path: 'esims' }, {}]) {
      expect((await call('POST', '/__fault', body)).status, JSON.stringify(body)).toBe(400);
    }
  });
});

describe('others', () => {
  it('edit and blank a reference, and take an eSIM away', async () => {
    const client = await start();
    const { apply, json, get, api } = client;
    const call = controlsOf(client);
    const { esims, applyReference } = await apply({ name: GB, repeat: 2 });
    const [first, second] = esims.map(({ iccid }) => iccid);
    const reference = async () => (await json(`/esims/${first}`)).customerRef;
    for (const customerRef of ['Table 7', '']) {
      expect((await call('POST', '/__reference', { iccid: first, customerRef })).status).toBe(200);
      expect(await reference()).toBe(customerRef);
    }
    expect((await call('POST', '/__remove', { iccid: second })).status).toBe(200);
    expect([(await json('/esims')).rows, (await get(`/esims/${second}`)).status]).toEqual([1, 403]);
    expect(await json(`/esims/assignments?reference=${applyReference}`)).toMatchObject([{ iccid: first }]);
    expect(api.ledger().esims).toMatchObject([{ away: false }, { away: true }]);
    for (const path of ['/__reference', '/__remove']) {
      const body = { iccid: '8944422999900000019', ...(path === '/__reference' && { customerRef: '' }) };
      expect((await call('POST', path, body)).status).toBe(400);
    }
  });

  it('change the stock and the prices', async () => {
    const client = await start();
    const call = controlsOf(client);
    const stock = () => client.api.ledger().stock[GB];
    for (const [by, status, left] of [
      [-40, 200, 60],
      [5, 200, 65],
      [-66, 400, 65],
      [0.5, 400, 65],
    ]) {
      expect([(await call('POST', '/__stock', { bundle: GB, by })).status, stock()]).toEqual([status, left]);
    }
    expect((await call('POST', '/__price', { bundle: GB, price: 2.5 })).status).toBe(200);
    expect((await client.json(`/catalogue/bundle/${GB}`)).price).toBe(2.5);
    const listed = (await client.json('/catalogue?description=United%20Kingdom')).bundles;
    expect(listed.find(({ name }: { name: string }) => name === GB).price).toBe(2.5);
    const order = [{ type: 'bundle', item: GB, quantity: 2 }];
    const bought = await client.post('/orders', { type: 'transaction', assign: false, order });
    expect(await bought.json()).toMatchObject({ total: 5 });
    expect((await call('POST', '/__price', { bundle: GB, price: -1 })).status).toBe(400);
  });

  it('call the API by other means, whatever is armed', async () => {
    const client = await start();
    const call = controlsOf(client);
    client.api.fault({ name: '503', times: 0 });
    const made = await call('POST', '/__stranger', { method: 'POST', path: '/esims/apply', body: { name: GB } });
    expect(made).toMatchObject({ status: 200, body: { esims: [{ bundle: GB }] } });
    const path = `/esims/${client.api.ledger().esims[0]?.iccid}/bundles/${GB}`;
    expect((await call('POST', '/__stranger', { method: 'DELETE', path })).status).toBe(200);
    expect((await call('POST', '/__stranger', { method: 'GET', path: '/esims?perPage=7' })).status).toBe(400);
    expect(client.api.ledger()).toMatchObject({ applies: [{ agent: 'stranger' }], revokes: [{}], calls: [] });
  });

  it('name the organisation and exchange the key', async () => {
    const client = await start({ organisation: 'Harbour Travel' });
    const call = controlsOf(client);
    const name = async () => (await client.json('/organisation')).organisations[0].name;
    expect(await name()).toBe('Harbour Travel');
    await call('POST', '/__organisation', { name: 'Another Ltd' });
    expect(await name()).toBe('Another Ltd');
    expect((await call('POST', '/__key', { key: 'another-key' })).status).toBe(200);
    expect((await client.get('/inventory')).status).toBe(403);
    expect((await clientOf(client.api, 'another-key').get('/inventory')).status).toBe(200);
    for (const path of ['/__organisation', '/__key']) expect((await call('POST', path, { name: '' })).status).toBe(400);
  });
});

describe('the controls', () => {
  it('are no calls of the API, and take no body a web page could send unasked', async () => {
    const client = await start({ clock: createClock().now });
    const call = controlsOf(client);
    expect((await call('POST', '/__clock', { advanceMs: 1 }, { 'Content-Type': 'text/plain' })).status).toBe(400);
    expect((await call('GET', '/__clock')).status).toBe(403);
    expect((await call('GET', '/__secrets')).status).toBe(403);
    expect((await call('GET', '/__ledger?x=1')).status).toBe(400);
    const { body } = await call('GET', '/__ledger');
    expect(body).toEqual(client.api.ledger());
    expect(body).toMatchObject({ requests: 0, calls: [] });
    expect(JSON.stringify(body)).not.toContain(KEY);
  });
});
