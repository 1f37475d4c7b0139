import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../electron/training/index.ts';
import { type Client, createClock, DAY, GB, STOCK, scan, start } from './training-support.ts';

/** The archive of a fresh apply of `repeat` eSIMs, taken while the fault strikes. */
async function archiveUnder(name: FaultName, repeat = 3): Promise<{ client: Client; bytes: ArrayBuffer }> {
  const client = await start();
  const { applyReference } = await client.apply({ name: GB, repeat });
  client.api.fault({ name });
  const response = await client.get(`/esims/assignments?reference=${applyReference}`, 'application/zip');
  expect(response.status).toBe(200);
  return { client, bytes: await response.arrayBuffer() };
}

async function openUnder(name: FaultName, repeat = 3) {
  const { client, bytes } = await archiveUnder(name, repeat);
  const archive = await JSZip.loadAsync(bytes);
  const { esims } = client.api.ledger();
  const codes = esims.map(({ smdpAddress, matchingId }) => `LPA:1$${smdpAddress}$${matchingId}`);
  const textOf = async (index: number) => {
    const png = await archive.file(`${esims[index]?.iccid}.png`)?.async('uint8array');
    return png ? ((await scan(png))?.text ?? 'unreadable') : 'missing';
  };
  return { archive, esims, codes, textOf };
}

describe('when a fault strikes', () => {
  it('is the next request, as often as asked', async () => {
    const { api, get } = await start();
    api.fault({ name: '503', times: 2 });
    api.fault({ name: '429' });
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await get('/inventory')).status);
    expect(statuses).toEqual([503, 503, 429, 200]);
  });

  it.each([0, Number.POSITIVE_INFINITY])('is every request for %d times, until released', async (times) => {
    const { api, get } = await start();
    const fault = api.fault({ name: '503', times });
    for (let i = 0; i < 5; i++) expect((await get('/inventory')).status).toBe(503);
    await fault.struck;
    fault.release();
    expect((await get('/inventory')).status).toBe(200);
  });

  it('is only where the path says', async () => {
    const { api, get, post } = await start();
    api.fault({ name: '503', path: '/esims/apply' });
    expect((await get('/inventory')).status).toBe(200);
    expect((await post('/esims/apply', { name: GB })).status).toBe(503);
  });

  it('is not a request without the key', async () => {
    const { api, get } = await start();
    api.fault({ name: '503' });
    expect((await fetch(`${api.url}/inventory`)).status).toBe(403);
    expect((await get('/inventory')).status).toBe(503);
  });
});

describe('answers in place of the API', () => {
  it.each([
    ['429', 429, '1', '{"message":"Rate limit exceeded"}'],
    ['503', 503, '1', '{"message":"Processing - Please come back later"}'],
    ['500-empty', 500, null, ''],
    ['html', 200, null, expect.stringMatching(/^<!doctype html>/)],
  ] as const)('%s spends nothing', async (name, status, retryAfter, body) => {
    const { api, post } = await start();
    api.fault({ name });
    const response = await post('/esims/apply', { name: GB });
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await response.text()).toEqual(body);
    expect(api.ledger().stock).toEqual(STOCK);
  });
});

describe('an answer that is hard to use', () => {
  it('503-date names the time to come back as an HTTP date', async () => {
    const { api, get } = await start({ clock: createClock().now });
    api.advance(1000 * DAY);
    api.fault({ name: '503-date' });
    const busy = await get('/inventory');
    // By the clock of the client, which nobody has moved.
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, 'Mon, 02 Mar 2026 10:05:02 GMT']);
  });

  it('truncated-json ends in the middle', async () => {
    const { api, get, post } = await start();
    const whole = await (await get('/inventory')).text();
    api.fault({ name: 'truncated-json', times: 2 });
    expect(await (await get('/inventory')).text()).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    const answer = await post('/esims/apply', { name: GB });
    await expect(answer.json()).rejects.toThrow(SyntaxError);
    expect(api.ledger().stock[GB]).toBe(99);
  });

  it('slow-body takes two seconds, and arrives whole', async () => {
    const { api, get } = await start();
    const whole = await (await get('/inventory')).text();
    api.fault({ name: 'slow-body' });
    const before = performance.now();
    const response = await get('/inventory');
    const begun = performance.now() - before;
    expect(await response.text()).toBe(whole);
    const took = performance.now() - before;
    expect(begun).toBeLessThan(took - 500);
    expect(took).toBeGreaterThan(1000);
    expect(took).toBeLessThan(10_000);
  });

  it('slow-body ends with the server', async () => {
    const { api, get } = await start();
    api.fault({ name: 'slow-body' });
    const response = await get('/inventory');
    await api.stop();
    await expect(response.text()).rejects.toThrow();
  });
});

describe('faults that stand', () => {
  it('strike beside others, until released', async () => {
    const { api, sell, send } = await start();
    const [first, second] = [await sell(), await sell()];
    const off = api.fault({ name: 'refunds-off' });
    api.fault({ name: 'returns-off' });
    api.fault({ name: 'reset-after', path: '/esims' });
    await expect(send('DELETE', `/esims/${first}/bundles/${GB}`)).rejects.toThrow();
    off.release();
    await send('DELETE', `/esims/${second}/bundles/${GB}`);
    expect(api.ledger()).toMatchObject({
      revokes: [{ refund: 'none' }, { refund: 'inventory' }],
      esims: [{ away: false }, { away: false }],
    });
  });

  it('incompatible makes every top-up look like one of another provider', async () => {
    const { api, sell, json, post, apply } = await start();
    const iccid = await sell();
    api.fault({ name: 'incompatible', times: 3 });
    expect(await json(`/esims/${iccid}/compatible/${GB}`)).toEqual({ compatible: false });
    expect((await post('/esims/apply', { name: GB, iccid })).status).toBe(400);
    const { esims } = await apply({ name: GB, iccid, allowReassign: true });
    expect(esims[0]?.iccid).not.toBe(iccid);
    expect((await apply({ name: GB, iccid })).esims[0]?.iccid).toBe(iccid);
  });
});

describe('every endpoint', () => {
  const calls: [method: string, path: string, body?: object][] = [
    ['POST', '/esims/apply', { name: GB }],
    ['GET', '/esims/assignments?reference=REFERENCE'],
    ['GET', '/esims'],
    ['PUT', '/esims', { iccid: 'ICCID', customerRef: 'x' }],
    ['GET', '/esims/ICCID'],
    ['GET', '/esims/ICCID/bundles'],
    ['GET', `/esims/ICCID/bundles/${GB}`],
    ['GET', `/esims/ICCID/compatible/${GB}`],
    ['GET', '/esims/ICCID/history'],
    ['GET', '/esims/ICCID/location'],
    ['GET', '/esims/ICCID/refresh'],
    ['POST', '/esims/ICCID/sms', { message: 'x' }],
    ['DELETE', `/esims/ICCID/bundles/${GB}/assignments/215000001`],
    ['DELETE', `/esims/ICCID/bundles/${GB}`],
    ['GET', '/inventory'],
    ['POST', '/inventory/refund', { usageId: 1_200_345, quantity: 1 }],
    ['GET', '/catalogue'],
    ['GET', `/catalogue/bundle/${GB}`],
    ['POST', '/orders', { type: 'validate', assign: true, order: [{ type: 'bundle', item: GB, quantity: 1 }] }],
    ['GET', '/orders'],
    ['GET', '/orders/ORDER'],
    ['GET', '/organisation'],
    ['GET', '/organisation/groups'],
    ['GET', '/networks?returnAll=true'],
  ];

  it.each(['wild', 'documented'] as const)('meets every fault and then answers, %s', async (variant) => {
    const client = await start({ variant });
    const { api, send } = client;
    const { esims, applyReference } = await client.apply({ name: GB });
    const iccid = esims[0]?.iccid ?? '';
    await client.apply({ name: GB, iccid });
    api.customer({ iccid, does: 'install' });
    api.customer({ iccid, does: 'attach' });
    const orders = await client.json('/orders');
    const [{ orderReference }] = orders.orders ?? orders;
    const fill = (text: string) =>
      text.replace('ICCID', iccid).replace('REFERENCE', applyReference).replace('ORDER', orderReference);
    for (const [method, path, body] of calls) {
      const call = () => send(method, fill(path), body && JSON.parse(fill(JSON.stringify(body))));
      const name = `${method} ${path}`;
      for (const status of [503, 429, 500]) {
        api.fault({ name: status === 500 ? '500-empty' : (String(status) as FaultName) });
        expect((await call()).status, name).toBe(status);
      }
      api.fault({ name: 'reset-before' });
      await expect(call(), name).rejects.toThrow();
      expect((await call()).status, name).toBe(200);
    }
  });

  it.each([
    ['PUT', '/esims', 'customerRefs'],
    ['GET', '/esims/ICCID/refresh', 'refreshes'],
    ['POST', '/esims/ICCID/sms', 'sms'],
    ['DELETE', `/esims/ICCID/bundles/${GB}`, 'revokes'],
    ['POST', '/inventory/refund', 'refunds'],
  ] as const)('has done its work when the answer is cut off: %s %s', async (method, path, record) => {
    const { api, sell, send } = await start();
    const iccid = await sell();
    const body = calls.find(([m, p]) => m === method && p === path)?.[2];
    const filled = body && JSON.parse(JSON.stringify(body).replace('ICCID', iccid));
    api.fault({ name: 'reset-after' });
    await expect(send(method, path.replace('ICCID', iccid), filled)).rejects.toThrow();
    expect(Object.keys(api.ledger()[record])).toHaveLength(1);
  });
});

describe('a connection that is cut', () => {
  it('before the work spends nothing', async () => {
    const { api, post } = await start();
    api.fault({ name: 'reset-before' });
    await expect(post('/esims/apply', { name: GB })).rejects.toThrow();
    expect(api.ledger()).toMatchObject({ stock: STOCK, applies: [], calls: [{ status: null }] });
  });

  it('after the work has spent', async () => {
    const { api, post } = await start();
    api.fault({ name: 'reset-after' });
    await expect(post('/esims/apply', { name: GB })).rejects.toThrow();
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 99 }, applies: [{ bundle: GB }], calls: [{ status: null }] });
  });
});

describe('hold', () => {
  it('does the work and keeps the answer until it is released', async () => {
    const { api, apply, get } = await start();
    const hold = api.fault({ name: 'hold' });
    const answer = apply({ name: GB });
    await hold.struck;
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 99 }, calls: [{ status: null }] });
    expect((await get('/inventory')).status).toBe(200);
    hold.release();
    expect((await answer).esims).toHaveLength(1);
  });

  it('ends with the server', async () => {
    const { api, apply } = await start();
    const hold = api.fault({ name: 'hold' });
    const answer = expect(apply({ name: GB })).rejects.toThrow();
    await hold.struck;
    await api.stop();
    await answer;
  });
});

describe('a part that is missing', () => {
  it('item-failure refuses one eSIM inside an apply that went through', async () => {
    const { api, apply, get } = await start();
    api.fault({ name: 'item-failure' });
    const { esims, applyReference } = await apply({ name: GB, repeat: 3 });
    expect(esims.map(({ status }) => status)).toEqual([
      'Successfully Applied Bundle',
      'Successfully Applied Bundle',
      'Failed to Apply Bundle',
    ]);
    const kept = esims.slice(0, 2).map(({ iccid }) => iccid);
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 98 }, applies: [{ iccids: kept }] });
    const response = await get(`/esims/assignments?reference=${applyReference}`, 'application/json');
    expect(((await response.json()) as { iccid: string }[]).map(({ iccid }) => iccid)).toEqual(kept);
    expect((await get(`/esims/${esims[2]?.iccid}`)).status).toBe(403);
    const fresh = (await apply({ name: GB })).esims[0]?.iccid;
    expect(esims.map(({ iccid }) => iccid)).not.toContain(fresh);
  });

  it('partial-rows shows half of a list, once', async () => {
    const { api, apply, get } = await start();
    const { applyReference } = await apply({ name: GB, repeat: 5 });
    const rows = async () =>
      (await (await get(`/esims/assignments?reference=${applyReference}`, 'application/json')).json()) as unknown[];
    api.fault({ name: 'partial-rows' });
    expect(await rows()).toHaveLength(2);
    expect(await rows()).toHaveLength(5);
  });
});

describe('a bad archive', () => {
  it('zip-entries holds ten thousand files', async () => {
    const { archive, codes, textOf } = await openUnder('zip-entries');
    expect(Object.keys(archive.files)).toHaveLength(10_000);
    expect(await textOf(0)).toBe(codes[0]);
  });

  it('zip-bomb is small and says that it unpacks to more than 200 MB', async () => {
    const { bytes } = await archiveUnder('zip-bomb');
    expect(bytes.byteLength).toBeLessThan(1_000_000);
    const archive = await JSZip.loadAsync(bytes);
    const [entry] = Object.values(archive.files);
    let unpacked = 0;
    await new Promise<void>((resolve, reject) => {
      entry
        ?.nodeStream()
        .on('data', (chunk: Buffer) => {
          unpacked += chunk.length;
        })
        .on('end', resolve)
        .on('error', reject);
    });
    expect(unpacked).toBeGreaterThan(200_000_000);
  });

  it('zip-traversal names a file outside', async () => {
    const { bytes } = await archiveUnder('zip-traversal');
    // Libraries clean such names, so the raw bytes are asked.
    expect(Buffer.from(bytes).includes('../x.png')).toBe(true);
  });

  it.each([1, 3])('zip-wrong-code gives the first of %d eSIMs the code of another', async (repeat) => {
    const { codes, textOf } = await openUnder('zip-wrong-code', repeat);
    const text = await textOf(0);
    expect(text).toMatch(/^LPA:1\$rsp\.example\.test\$/);
    expect(text).not.toBe(codes[0]);
    if (repeat > 1) expect([text, await textOf(2)]).toEqual([codes[1], codes[2]]);
  });

  it('zip-missing leaves one picture out', async () => {
    const { codes, textOf } = await openUnder('zip-missing');
    expect(await textOf(0)).toBe('missing');
    expect(await textOf(1)).toBe(codes[1]);
  });

  it('zip-unreadable spoils one picture', async () => {
    const { codes, textOf } = await openUnder('zip-unreadable');
    expect(await textOf(0)).toBe('unreadable');
    expect(await textOf(1)).toBe(codes[1]);
  });

  it('zip-corrupt is no archive', async () => {
    const { bytes } = await archiveUnder('zip-corrupt');
    await expect(JSZip.loadAsync(bytes)).rejects.toThrow();
  });

  it('strikes only an archive', async () => {
    const { api, apply, get } = await start();
    const { applyReference } = await apply({ name: GB });
    api.fault({ name: 'zip-corrupt' });
    const path = `/esims/assignments?reference=${applyReference}`;
    expect(await (await get(path, 'application/json')).json()).toHaveLength(1);
    expect(await (await get(path, 'application/zip')).text()).toMatch(/not an archive/);
  });
});
