import { describe, expect, it } from 'vitest';
import { type Client, createClock, DAY, GB, KEY, start } from './training-support.ts';

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
          { id: 1, name: 'hold', path: '/esims/apply', left: 0, struck: 1 },
          { id: 2, name: '503', path: '/inventory', left: 1, struck: 1 },
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
