import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { apiAddress, createClient, createLimiter } from '../../electron/esim-go/index.ts';
import { type Answer, json, serverThat } from '../support/http.ts';
import { BUNDLE, KEY, trainingApi } from '../support/station.ts';

const ICCID = '8944422000000000019';
const ROW = { iccid: ICCID, matchingId: 'K7QPA-2ZTWM' };

function clientAt(url: string, key: string | null = KEY) {
  return createClient({ base: apiAddress(url), apiKey: () => key, limiter: createLimiter() });
}

async function clientThatGets(answer: Answer) {
  const server = await serverThat(answer);
  return { ...clientAt(server.url), seen: server.seen };
}

describe('the client', () => {
  it.each(['wild', 'documented'] as const)('provisions at the training API with %s shapes', async (variant) => {
    const api = await trainingApi({ variant });
    const client = clientAt(api.url);
    expect(await client.inventory()).toMatchObject([
      { name: BUNDLE, remaining: 100, dataMb: 1000, days: 7, unlimited: false },
    ]);
    const { applyReference, esims } = await client.apply({ name: BUNDLE, repeat: 2 });
    const rows = await client.assignments(applyReference);
    expect(rows.map(({ iccid }) => iccid)).toEqual(esims.map(({ iccid }) => iccid));
    expect(rows[0]).toMatchObject({ smdpAddress: expect.stringMatching(/\./), matchingId: expect.stringMatching(/-/) });
    const iccid = rows[0]?.iccid ?? '';
    expect(await client.esim(iccid)).toMatchObject({ iccid, matchingId: rows[0]?.matchingId });
    expect(await client.esimBundles(iccid)).toMatchObject([
      { name: BUNDLE, assignments: [{ id: expect.any(String) }] },
    ]);
    expect((await client.esims({ perPage: 10 }).next()).value?.rows).toHaveLength(2);
    expect(Buffer.from(await client.assignmentImages(applyReference)).toString('latin1', 0, 2)).toBe('PK');
    expect(api.ledger().stock[BUNDLE]).toBe(98);
  });

  it('asks for one eSIM without a repeat, as the documents do', async () => {
    const api = await trainingApi();
    await clientAt(api.url).apply({ name: BUNDLE, repeat: 1 });
    expect(api.ledger().applies).toHaveLength(1);
  });

  it.each([
    ['a bare list', []],
    ['null', null],
    ['a wrapped list', { bundles: [], rows: 0 }],
    ['a wrapped null', { bundles: null }],
  ])('reads an empty inventory from %s', async (_, body) => {
    expect(await (await clientThatGets(json(body))).inventory()).toEqual([]);
  });

  it.each([
    ['a list with rspUrl', [{ ...ROW, rspUrl: 'rsp.example.test' }]],
    [
      'an object with smdpAddress',
      { ...ROW, smdpAddress: 'rsp.example.test', firstInstalledDateTime: '2026-03-02T10:11:12.000Z' },
    ],
    ['a wrapped list', { esims: [{ ...ROW, smdpAddress: 'rsp.example.test', unknownField: 1 }] }],
  ])('reads assignments from %s', async (_, body) => {
    const client = await clientThatGets(json(body));
    expect(await client.assignments('r')).toEqual([{ ...ROW, smdpAddress: 'rsp.example.test', bundle: null }]);
  });

  it('takes an empty body right after an order for an empty list', async () => {
    expect(await (await clientThatGets((_, response) => response.end())).assignments('r')).toEqual([]);
  });

  it.each([
    [
      'HTML',
      (_: unknown, response: { end(body: string): void }) => response.end('<html>Welcome to our Wi-Fi</html>'),
      'not JSON',
    ],
    ['an object without the list', json({ message: 'hello' }), 'top level'],
    ['an ICCID that lost digits as a number', json([{ iccid: Number('8944422000000000019') }]), 'top level'],
  ] as [string, Answer, string][])('calls %s malformed and shows none of it', async (_, answer, path) => {
    const client = await clientThatGets(answer);
    await expect(client.assignments('r')).rejects.toMatchObject({
      code: 'api.malformed',
      params: { endpoint: 'GET /esims/assignments', path },
    });
  });

  it.each([
    [400, 'api.refused', 'nothing'],
    [401, 'api.unauthorised', 'nothing'],
    [403, 'api.out-of-stock', 'nothing'],
    [404, 'api.refused', 'nothing'],
    [500, 'api.failed', 'unknown'],
    [502, 'api.failed', 'unknown'],
    [503, 'api.busy', 'unknown'],
    [302, 'api.malformed', 'unknown'],
  ])('takes status %d of an apply for %s with effect %s, and sends it once', async (status, code, effect) => {
    const client = await clientThatGets(json({ message: 'no bundles available' }, status));
    await expect(client.apply({ name: BUNDLE, repeat: 1 })).rejects.toMatchObject({ code, effect });
    expect(client.seen).toHaveLength(1);
  });

  it('tells a bad key from the other meanings of 403', async () => {
    const client = await clientThatGets(json({ message: 'access denied' }, 403));
    await expect(client.inventory()).rejects.toMatchObject({ code: 'api.unauthorised' });
    await expect(client.apply({ name: BUNDLE, repeat: 1 })).rejects.toMatchObject({
      code: 'api.unauthorised',
      effect: 'nothing',
    });
  });

  it('waits out a 429 even for a call that spends, because it proves that nothing happened', async () => {
    const answer = { applyReference: 'r', esims: [{ iccid: ICCID, status: 'Success' }] };
    const client = await clientThatGets((request, response, number) =>
      number < 3
        ? json({ message: 'Rate limit exceeded' }, 429, { 'retry-after': '0' })(request, response, number)
        : json(answer)(request, response, number),
    );
    expect(await client.apply({ name: BUNDLE, repeat: 1 })).toMatchObject({ applyReference: 'r' });
    expect(client.seen).toHaveLength(3);
  });

  it('repeats a reading call that failed at the server, and only so often', async () => {
    const flaky = await clientThatGets((request, response, number) =>
      number === 1
        ? json({}, 503, { 'retry-after': '0' })(request, response, number)
        : json([])(request, response, number),
    );
    expect(await flaky.inventory()).toEqual([]);
    const down = await clientThatGets(json({}, 503, { 'retry-after': new Date(0).toUTCString() }));
    await expect(down.inventory()).rejects.toMatchObject({ code: 'api.busy', retryAfterMs: 0 });
    expect(down.seen).toHaveLength(3);
  });

  it('knows that a refused connection did nothing and a cut one may have', async () => {
    const port = await closedPort();
    await expect(clientAt(`http://127.0.0.1:${port}`).apply({ name: BUNDLE, repeat: 1 })).rejects.toMatchObject({
      code: 'api.unreachable',
      effect: 'nothing',
    });
    const cut = await clientThatGets((request) => void request.socket.destroy());
    await expect(cut.apply({ name: BUNDLE, repeat: 1 })).rejects.toMatchObject({
      code: 'api.unreachable',
      effect: 'unknown',
    });
    expect(cut.seen).toHaveLength(1);
  });

  it('takes no endless answer', async () => {
    const client = await clientThatGets((_, response) => {
      const chunk = Buffer.alloc(1_000_000, ' ');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(client.assignments('r')).rejects.toMatchObject({ code: 'api.malformed', params: { path: 'size' } });
  });

  it('lets no secret into an error, whatever the API echoes', async () => {
    const client = await clientThatGets(json({ message: `key ${KEY} said LPA:1$rsp.example.test$SECRET-ID` }, 400));
    const error = await client.inventory().catch((caught: unknown) => caught);
    const shown = JSON.stringify({ ...(error as object), message: String(error) });
    expect(shown).toContain('said');
    expect(shown).not.toContain(KEY);
    expect(shown).not.toContain('SECRET-ID');
  });

  it('follows no redirect with the key', async () => {
    const elsewhere = await serverThat(json([]));
    const client = await clientThatGets((_, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/inventory` }).end();
    });
    await expect(client.inventory()).rejects.toMatchObject({ code: 'api.malformed' });
    expect(elsewhere.seen).toEqual([]);
  });

  it('sends nothing without a key', async () => {
    const server = await serverThat(json([]));
    await expect(clientAt(server.url, null).inventory()).rejects.toMatchObject({ code: 'account.no-key' });
    expect(server.seen).toEqual([]);
  });
});

describe('the address of the API', () => {
  it.each(['https://api.esim-go.com/v2.4', 'http://127.0.0.1:4010/v2.4', 'http://[::1]:80/x', 'http://localhost/v2.4'])(
    'may be %s',
    (text) => {
      expect(apiAddress(text).href).toMatch(/^http/);
    },
  );

  it.each([
    'http://api.esim-go.com/v2.4',
    'http://127.0.0.1.example.test',
    'http://localhost.example.test',
    'https://user:secret@api.example.test',
    'https://api.example.test/?x=1',
    'ftp://127.0.0.1',
    'file:///tmp',
    'api.esim-go.com',
    '',
  ])('may not be %j', (text) => {
    expect(() => apiAddress(text)).toThrowError(expect.objectContaining({ code: 'api.address' }));
  });
});

/** A port on which nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
