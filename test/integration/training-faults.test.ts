import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../electron/training/index.ts';
import { type Client, GB, STOCK, scan, start } from './training-support.ts';

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
