import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apiAddress } from '../../electron/esim-go/index.ts';
import { ORGANISATION_API_KEY } from '../../electron/training/index.ts';
import { serverThat } from '../support/http.ts';
import { BUNDLE, KEY as TRAINING_KEY, trainingApi } from '../support/station.ts';
import { clientAt, clientThatGets, KEY, RATE_LIMITED, type Reply, recordingServer } from './client-support.ts';

const ICCID = '8944422000000000019';
const ROW = { iccid: ICCID, matchingId: 'K7QPA-2ZTWM' };
const READ_ROW = { ...ROW, smdpAddress: 'rsp.example.test', bundle: null, appleInstallUrl: null };

async function rowsOf<Row>(pages: AsyncIterable<{ rows: Row[] }>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

describe.each(['wild', 'documented'] as const)('the client at the training API with %s shapes', (variant) => {
  async function atTraining(processing?: number) {
    const api = await trainingApi({ variant, ...(processing !== undefined && { processing }) });
    return { api, client: clientAt(api.url, { key: TRAINING_KEY }) };
  }

  it('provisions', async () => {
    const { api, client } = await atTraining();
    const [stock] = await client.inventory();
    expect(stock).toMatchObject({ name: BUNDLE, remaining: 100, dataMb: 1000, days: 7, unlimited: false });
    expect(stock?.lots.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(100);

    const { applyReference, esims } = await client.apply({ name: BUNDLE, repeat: 2 });
    const rows = await client.assignments(applyReference, { additionalFields: 'appleInstallUrl' });
    expect(rows.map(({ iccid }) => iccid)).toEqual(esims.map(({ iccid }) => iccid));
    expect(rows[0]).toMatchObject({ smdpAddress: expect.stringMatching(/\./), matchingId: expect.stringMatching(/-/) });
    const table = await client.assignmentsCsv(applyReference, { additionalFields: 'appleInstallUrl' });
    expect(table).toEqual(rows.map((row) => ({ ...row, bundle: BUNDLE })));
    expect(Buffer.from(await client.assignmentImages(applyReference)).toString('latin1', 0, 2)).toBe('PK');
    expect(api.ledger().stock[BUNDLE]).toBe(98);
  });

  it('asks for several references one by one', async () => {
    const { api, client } = await atTraining();
    const one = await client.apply({ name: BUNDLE });
    const two = await client.apply({ bundles: [{ name: BUNDLE, repeat: 2 }] });
    const rows = await client.assignments([one.applyReference, two.applyReference]);
    expect(rows).toHaveLength(3);
    expect(api.ledger().calls.filter(({ path }) => path.includes('assignments'))).toHaveLength(2);
  });

  it('looks after an eSIM', async () => {
    const { api, client } = await atTraining(0);
    const { esims } = await client.apply({ name: BUNDLE });
    const iccid = esims[0]?.iccid ?? '';
    expect(await client.esim(iccid)).toMatchObject({ iccid, profileStatus: 'Released', firstInstalledAt: null });
    expect(await client.location(iccid)).toBeNull();
    expect(await client.compatible(iccid, BUNDLE)).toBe(true);
    expect(await client.setCustomerRef(iccid, 'Ms Müller & Co')).toBe('success');
    expect(await client.refresh(iccid)).toMatch(/refreshed/);
    expect(await client.sms(iccid, 'Bon voyage! ✈')).toBe('sent');
    expect(await client.esim(iccid)).toMatchObject({ customerRef: 'Ms Müller & Co' });
    expect(await client.apply({ name: BUNDLE, iccid })).toMatchObject({ esims: [{ iccid }] });

    const bundles = await client.esimBundles(iccid, { includeUsed: true, limit: 200 });
    expect(bundles).toHaveLength(2);
    expect(bundles[0]).toMatchObject({ name: BUNDLE, initialBytes: 1_000_000_000, unlimited: false });
    expect((await client.esimBundle(iccid, BUNDLE))[0]?.assignmentId).toBe(bundles[0]?.assignmentId);

    const assignment = bundles[0]?.assignmentId ?? '';
    expect(await client.revokeAssignment(iccid, BUNDLE, assignment, 'validate')).not.toBe('');
    expect(api.ledger().revokes).toEqual([]);
    expect(await client.revokeAssignment(iccid, BUNDLE, assignment, 'transaction')).toMatch(/Revoked/);
    expect(await client.revokeBundle(iccid, BUNDLE, 'validate')).not.toBe('');
    expect(api.ledger().revokes).toMatchObject([{ assignment }]);

    const events = await client.history(iccid);
    expect(events.map(({ name }) => name)).toContain('eSIM Refreshed');
    expect(events.map(({ at }) => Date.parse(at))).toEqual(
      events.map(({ at }) => Date.parse(at)).sort((a, b) => a - b),
    );
    expect(api.ledger()).toMatchObject({ refreshes: [{ iccid }], sms: [{ iccid, message: 'Bon voyage! ✈' }] });
  });

  it('says whose eSIM it is not', async () => {
    const { client } = await atTraining();
    for (const call of [
      client.esim(ICCID),
      client.history(ICCID),
      client.refresh(ICCID),
      client.apply({ name: BUNDLE, iccid: ICCID }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'api.not-yours', effect: 'nothing' });
    }
    await expect(client.apply({ name: 'esim_3GB_30D_US_V2' })).rejects.toMatchObject({
      code: 'api.out-of-stock',
      params: { bundle: 'esim_3GB_30D_US_V2' },
    });
  });

  it('lists every eSIM of the account, and some of them', async () => {
    const { client } = await atTraining(0);
    for (let i = 0; i < 3; i++) await client.apply({ name: BUNDLE, repeat: 10 });
    const esims = await rowsOf(client.esims({ perPage: 10 }));
    expect(new Set(esims.map(({ iccid }) => iccid)).size).toBe(30);
    const [first] = esims;
    await client.setCustomerRef(first?.iccid ?? '', 'desk 7');
    expect(await rowsOf(client.esims({ filter: { by: 'customerRef', value: 'desk 7' } }))).toMatchObject([
      { iccid: first?.iccid, customerRef: 'desk 7' },
    ]);
    const backwards = await rowsOf(client.esims({ perPage: 25, direction: 'desc' }));
    expect(backwards.map(({ iccid }) => iccid)).toEqual(esims.map(({ iccid }) => iccid).reverse());
  });

  it('buys and gives back', async () => {
    const { api, client } = await atTraining();
    const catalogue = await rowsOf(client.catalogue({ perPage: 5 }));
    const bundle = catalogue.find(({ name }) => name === BUNDLE) ?? expect.unreachable();
    expect(await client.catalogueBundle(BUNDLE)).toMatchObject({ bundle: { price: bundle.price } });

    const { balance, currency } = await client.organisation();
    const order = { assign: false, order: [{ item: BUNDLE, quantity: 3 }] } as const;
    const quote = await client.validateOrder(order);
    expect(quote).toMatchObject({ valid: true, currency, total: expect.closeTo(3 * (bundle.price ?? 0), 6) });
    const placed = await client.placeOrder(order);
    expect((await client.organisation()).balance).toBeCloseTo((balance ?? 0) - quote.total, 6);
    expect(await client.order(placed.orderReference)).toMatchObject({ orderReference: placed.orderReference });
    const orders = await rowsOf(client.orders({ includeIccids: true, from: '2020-01-01T00:00:00Z' }));
    expect(orders.map(({ orderReference }) => orderReference)).toContain(placed.orderReference);

    const lots = (await client.inventory()).find(({ name }) => name === BUNDLE)?.lots ?? [];
    const lot = lots.find(({ total }) => total === 3) ?? expect.unreachable();
    expect(await client.refundStock({ usageId: lot.id, quantity: 2 })).toMatch(/refunded/);
    expect(api.ledger().refunds).toMatchObject([{ usageId: lot.id, quantity: 2 }]);

    const much = { assign: false, order: [{ item: BUNDLE, quantity: 1_000_000 }] } as const;
    expect(await client.validateOrder(much)).toMatchObject({ valid: false });
    await expect(client.placeOrder(much)).rejects.toMatchObject({ code: 'api.balance', effect: 'nothing' });
  });

  it('knows the organisation without its key', async () => {
    const { client } = await atTraining();
    const organisation = await client.organisation();
    expect(organisation.balance).toBeGreaterThan(0);
    expect(JSON.stringify(organisation)).not.toContain(ORGANISATION_API_KEY);
    expect((await client.groups()).map(({ name }) => name)).toEqual(organisation.groups);
    expect(await client.networks({ isos: ['FR'] })).toMatchObject([
      { country: 'FR', networks: [{ tadig: 'FRAF1', speeds: expect.arrayContaining(['4G']) }] },
    ]);
  });
});

describe('the client', () => {
  it.each([
    ['a bare list', []],
    ['null', null],
    ['nothing at all', undefined],
    ['a wrapped list', { bundles: [], rows: 0 }],
    ['a wrapped null', { bundles: null }],
  ])('reads an empty inventory from %s', async (_, body) => {
    const { client } = await clientThatGets(() => ({ body }));
    expect(await client.inventory()).toEqual([]);
  });

  it('reads stock of which the purchases cannot be told apart', async () => {
    const available = [{ remaining: 2 }, { id: null, remaining: 3, expiry: 'next year' }];
    const { client } = await clientThatGets(() => ({ body: [{ name: BUNDLE, available }] }));
    expect(await client.inventory()).toMatchObject([{ remaining: 5, lots: [], expires: 'next year' }]);
  });

  it.each([
    ['a list with rspUrl', [{ ...ROW, rspUrl: 'rsp.example.test' }]],
    ['an object with smdpAddress', { ...ROW, smdpAddress: 'https://rsp.example.test/' }],
    ['a wrapped list', { esims: [{ ...ROW, smdpAddress: 'rsp.example.test', unknownField: 1 }] }],
  ])('reads assignments from %s', async (_, body) => {
    const { client } = await clientThatGets(() => ({ body }));
    expect(await client.assignments('r')).toEqual([READ_ROW]);
  });

  it('takes an empty body right after an order for an empty list', async () => {
    const { client } = await clientThatGets(() => ({}));
    expect(await client.assignments('r')).toEqual([]);
    expect(await client.assignmentsCsv('r')).toEqual([]);
  });

  it.each<[string, Reply, string]>([
    ['no JSON', { body: Buffer.from('Welcome to our Wi-Fi') }, 'not JSON'],
    ['an object without the list', { body: { message: 'hello' } }, 'esims'],
    ['an ICCID that lost digits as a number', { body: [{ iccid: Number(ICCID) }] }, 'esims.0.iccid'],
    ['a text in place of a list', { body: 'hello' }, 'top level'],
  ])('calls %s malformed and shows none of it', async (_, reply, path) => {
    const { client } = await clientThatGets(() => reply);
    await expect(client.assignments('r')).rejects.toMatchObject({
      code: 'api.malformed',
      params: { endpoint: 'GET /esims/assignments', path },
    });
  });

  it('names the endpoint and not the eSIM where an answer is malformed', async () => {
    const { client } = await clientThatGets(() => ({
      body: { bundles: [{ name: BUNDLE, assignments: [{ id: {} }] }] },
    }));
    await expect(client.esimBundles(ICCID)).rejects.toMatchObject({
      params: { endpoint: 'GET /esims/{iccid}/bundles', path: 'bundles.0.assignments.0.id' },
    });
  });

  it.each([
    [401, 'api.unauthorised', 'nothing'],
    [404, 'api.refused', 'nothing'],
    [502, 'api.failed', 'unknown'],
    [504, 'api.failed', 'unknown'],
    [302, 'api.between', 'unknown'],
  ])('takes the undocumented status %d of an apply for %s with effect %s', async (status, code, effect) => {
    const { client, arrived } = await clientThatGets(() => ({ status, body: { message: 'no' } }));
    await expect(client.apply({ name: BUNDLE, repeat: 1 })).rejects.toMatchObject({ code, effect, status });
    expect(arrived).toHaveLength(1);
  });

  it.each([
    ['no available bundles found in inventory', 'api.out-of-stock'],
    ['no available bundles found in inventory: esim_1GB_7D_GB_V2', 'api.out-of-stock'],
    ['Forbidden: not enough stock', 'api.out-of-stock'],
    ['Insufficient bundles', 'api.out-of-stock'],
    ['no eSIM with this iccid found in your organisation', 'api.not-yours'],
    ['access denied to this eSIM', 'api.not-yours'],
    ['the bundle available for this eSIM is not yours', 'api.forbidden'],
    ['organisation is suspended', 'api.forbidden'],
    ['insufficient permissions', 'api.forbidden'],
    ['bundle may not be sold in this region', 'api.forbidden'],
    ['no', 'api.forbidden'],
    ['access denied', 'api.unauthorised'],
    ['Forbidden', 'api.unauthorised'],
    ['Invalid API key', 'api.unauthorised'],
  ])('reads "%s" on an apply as %s', async (message, code) => {
    const { client } = await clientThatGets(() => ({ status: 403, body: { message } }));
    for (const request of [
      { name: BUNDLE, iccid: ICCID },
      { name: BUNDLE, repeat: 2 },
    ]) {
      const error = await client.apply(request).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code, effect: 'nothing', status: 403 });
      if (code === 'api.forbidden') expect(error).toMatchObject({ params: { bundle: BUNDLE, text: message } });
    }
  });

  it.each([
    ['no eSIM with this iccid found in your organisation', 'api.not-yours'],
    ['no', 'api.not-yours'],
    ['access denied', 'api.unauthorised'],
    ['organisation is suspended', 'api.refused'],
    ['your IP is not on the allow-list', 'api.refused'],
  ])('reads "%s" about one eSIM as %s', async (message, code) => {
    const { client } = await clientThatGets(() => ({ status: 403, body: { message } }));
    await expect(client.esim(ICCID)).rejects.toMatchObject({ code });
    await expect(client.refresh(ICCID)).rejects.toMatchObject({ code, effect: 'nothing' });
  });

  it.each<[string, Reply, object]>([
    [
      'too little balance',
      { status: 400, body: { message: 'Oh dear, no payment taken' } },
      { code: 'api.balance', effect: 'nothing' },
    ],
    [
      'too little balance in plain text',
      { status: 400, body: Buffer.from('insufficient balance'), headers: { 'content-type': 'text/plain' } },
      { code: 'api.balance', effect: 'nothing' },
    ],
    [
      'too little balance in an OK',
      { body: { message: 'no payment taken' } },
      { code: 'api.balance', effect: 'nothing' },
    ],
    ['a busy service in an OK', { body: { message: 'Service Unavailable' } }, { code: 'api.busy', effect: 'unknown' }],
    ['an answer without a reference', { body: { total: 1 } }, { code: 'api.malformed', effect: 'unknown' }],
    [
      'another refusal in plain text',
      { status: 400, body: Buffer.from('bundle not found'), headers: { 'content-type': 'text/plain' } },
      { code: 'api.refused', params: { text: 'bundle not found' } },
    ],
  ])('understands %s of an order', async (_, reply, expected) => {
    const { client, arrived } = await clientThatGets(() => reply);
    const order = { assign: false, order: [{ item: BUNDLE, quantity: 1 }] } as const;
    await expect(client.placeOrder(order)).rejects.toMatchObject(expected);
    expect(arrived).toHaveLength(1);
  });

  it.each(['no location found for this eSIM', 'Location unknown'])('takes "%s" for never seen', async (message) => {
    const { client } = await clientThatGets(() => ({ status: 400, body: { message } }));
    expect(await client.location(ICCID)).toBeNull();
  });

  it.each(['', '.', '..', '\ud800'])('sends nothing for the name %j, which no path can hold', async (name) => {
    const { client, arrived } = await clientThatGets(() => ({ body: {} }));
    await expect(client.revokeBundle(ICCID, name, 'transaction')).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(client.esim(name)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(arrived).toEqual([]);
  });

  it('repeats a reading call that failed at the server, and only so often', async () => {
    const flaky = await clientThatGets((_, number) => (number === 1 ? { status: 500 } : { body: [] }));
    expect(await flaky.client.inventory()).toEqual([]);
    const down = await clientThatGets(() => ({ status: 503, headers: { 'retry-after': new Date(0).toUTCString() } }));
    await expect(down.client.inventory()).rejects.toMatchObject({ code: 'api.busy', retryAfterMs: 0 });
    expect(down.arrived).toHaveLength(3);
  });

  it('tells of a long wait instead of waiting', async () => {
    for (const status of [429, 503]) {
      const { client, arrived } = await clientThatGets(() => ({ status, headers: { 'retry-after': '3600' } }));
      await expect(client.inventory()).rejects.toMatchObject({ code: 'api.busy', retryAfterMs: 600_000 });
      expect(arrived).toHaveLength(1);
    }
  });

  it('gives up on a limit that never opens, with nothing done', async () => {
    const { client, arrived } = await clientThatGets(() => RATE_LIMITED);
    await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({ code: 'api.busy', effect: 'nothing' });
    expect(arrived).toHaveLength(21);
  });

  it('knows that a refused connection did nothing', async () => {
    const client = clientAt(`http://127.0.0.1:${await closedPort()}`);
    await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({
      code: 'api.connection-refused',
      effect: 'nothing',
    });
  });

  it('waits for no answer longer than it was told', async () => {
    const server = await serverThat(() => {});
    await expect(clientAt(server.url, { timeoutMs: 300 }).apply({ name: BUNDLE })).rejects.toMatchObject({
      code: 'api.unreachable',
      effect: 'unknown',
    });
    expect(server.seen).toHaveLength(1);
  });

  it.each([undefined, 'gzip'])('takes no endless answer (encoding: %s)', async (encoding) => {
    const chunk = Buffer.alloc(40_000_000, ' ');
    const body = encoding ? gzipSync(chunk) : chunk;
    const headers = encoding ? { 'content-encoding': encoding } : {};
    const { client } = await clientThatGets(() => ({ body, headers }));
    await expect(client.assignments('r')).rejects.toMatchObject({ code: 'api.malformed', params: { path: 'size' } });
  });

  it.each<[string, Reply]>([
    ['a text', { status: 400, body: { message: `key ${KEY} said LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN` } }],
    [
      'a matching ID alone',
      { status: 400, body: { message: 'said K7QPA-2ZTWM-X94RC-DH6VN, pin: 7391, puk 58203647' } },
    ],
    ['an answer under an error', { status: 500, body: [{ ...ROW, pin: '7391', message: KEY }] }],
    ['half an answer', { status: 400, body: Buffer.from(`{"matchingId":"K7QPA-2ZTWM-X94RC-DH6VN","apiKey":"${KEY}`) }],
    ['a cut answer', { headers: { 'content-length': '9999' }, body: { said: KEY } }],
  ])('lets no secret of %s into an error', async (_, reply) => {
    const { client } = await clientThatGets(() => reply);
    const error = await client.apply({ name: BUNDLE }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    const shown = `${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)}`;
    for (const secret of [KEY, 'K7QPA', 'X94RC', '7391', '58203647']) expect(shown).not.toContain(secret);
  });

  it.each<[string, Reply]>([
    ['JSON without a message', { body: [{ matchingId: 'a-lower-case-one' }] }],
    ['a message that is no text', { body: { message: { matchingId: 'a-lower-case-one' } } }],
    ['a text that is not declared as one', { body: Buffer.from('a lower-case one') }],
    [
      'half of JSON, declared as text',
      { body: Buffer.from('{"matchingId":"a-lower-'), headers: { 'content-type': 'text/plain' } },
    ],
  ])('shows nothing of %s under an error', async (_, reply) => {
    const { client } = await clientThatGets(() => ({ status: 400, ...reply }));
    await expect(client.inventory()).rejects.toMatchObject({ code: 'api.refused', params: { text: 'status 400' } });
  });

  it('keeps the words of a refusal, with references and ICCIDs in them', async () => {
    const message = `no eSIM ${ICCID}\n of 5f0c2b1e-8d53-4c3a-9a0e-0d5b6c7a1f11 found`;
    const { client } = await clientThatGets(() => ({ status: 400, body: { message } }));
    await expect(client.inventory()).rejects.toMatchObject({ params: { text: message.replace('\n ', ' ') } });
  });

  it('follows no redirect with the key', async () => {
    const elsewhere = await serverThat((_, response) => response.end('[]'));
    const { client } = await clientThatGets(() => ({ status: 307, headers: { location: `${elsewhere.url}/x` } }));
    await expect(client.inventory()).rejects.toMatchObject({ code: 'api.between' });
    expect(elsewhere.seen).toEqual([]);
  });

  it('sends nothing without a key', async () => {
    const server = await serverThat((_, response) => response.end('[]'));
    await expect(clientAt(server.url, { key: null }).inventory()).rejects.toMatchObject({ code: 'account.no-key' });
    expect(server.seen).toEqual([]);
  });

  it('counts what it sent, in both priorities', async () => {
    const { client } = await clientThatGets(() => ({ body: [] }));
    await Promise.all([client.inventory(), client.background.inventory()]);
    expect(client.calls()).toBe(2);
  });

  it('lets a person go before its background', async () => {
    const { url, arrived } = await recordingServer(() => ({ body: [] }));
    const client = clientAt(url, { limit: 5 });
    const background = Array.from({ length: 8 }, () => client.background.networks({ returnAll: true }));
    await background[0];
    await client.inventory();
    const place = arrived.findIndex(({ path }) => path === '/inventory');
    expect(place).toBeLessThanOrEqual(2);
    await Promise.all(background);
  });
});

describe("the API's time", () => {
  const behind = (ms: number) => ({ date: new Date(Date.now() - ms).toUTCString() });
  const page: Reply = { status: 504, body: Buffer.from('<h1>504</h1>') };

  it.each<[string, Reply]>([
    ['a gateway', { ...page, headers: { 'content-type': 'text/html', ...behind(600_000) } }],
    ['a login page', { body: Buffer.from('<html>'), headers: { 'content-type': 'text/html', ...behind(600_000) } }],
    ['something that answers JSON', { status: 504, body: { message: 'no' }, headers: behind(600_000) }],
    ['a refusal that is not of the API', { status: 400, body: { error: 'no' }, headers: behind(600_000) }],
    ['an answer that cannot be read', { body: { other: [] }, headers: behind(600_000) }],
    ['no answer at all', { headers: behind(600_000) }],
  ])('is not taken from %s', async (_, reply) => {
    const { client } = await clientThatGets(() => reply);
    for (let i = 0; i < 3; i++) {
      await client.inventory().catch(() => {});
      await client.apply({ name: BUNDLE }).catch(() => {});
    }
    expect(client.now()).toBeNull();
  });

  it('is not taken from bytes that are no archive', async () => {
    const { client } = await clientThatGets(() => ({ body: Buffer.from('no archive') }));
    for (let i = 0; i < 3; i++) await client.assignmentImages('r');
    expect(client.now()).toBeNull();
  });

  it.each<[string, Reply]>([
    ['an answer', { body: [] }],
    ['a refusal', { status: 400, body: { message: 'no' } }],
  ])('is taken from %s, from two of them', async (_, reply) => {
    const { client } = await clientThatGets(() => ({ ...reply, headers: behind(600_000) }));
    await client.inventory().catch(() => {});
    expect(client.now()).toBeNull();
    await client.inventory().catch(() => {});
    expect(Math.abs((client.now()?.getTime() ?? 0) - (Date.now() - 600_000))).toBeLessThan(2_500);
  });

  it('is that of the head of an answer, however long its body takes', async () => {
    const server = await serverThat((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      setTimeout(() => response.end('[]'), 1_500);
    });
    const client = clientAt(server.url);
    await Promise.all([client.inventory(), client.inventory()]);
    expect(Math.abs((client.now()?.getTime() ?? 0) - Date.now())).toBeLessThan(2_500);
  });
});

describe('pages', () => {
  const row = (number: number) => ({ iccid: `89444220000000000${number}` });
  const iccids = async (reply: (page: number) => unknown) => {
    const { client, arrived } = await clientThatGets(({ query }) => ({ body: reply(Number(query.page)) }));
    const rows = await rowsOf(client.esims());
    return { rows: rows.map(({ iccid }) => iccid), asked: arrived.map(({ query }) => query.page) };
  };

  it('end where the API says', async () => {
    const { rows, asked } = await iccids((page) => ({ esims: [row(10 + page)], pageCount: 3 }));
    expect(rows).toHaveLength(3);
    expect(asked).toEqual(['1', '2', '3']);
  });

  it('end with an empty one when the API does not say, however short the others are', async () => {
    const { rows } = await iccids((page) => (page < 4 ? [row(10 + page)] : null));
    expect(rows).toHaveLength(3);
  });

  it('end where an API repeats itself that knows no pages', async () => {
    const { rows, asked } = await iccids(() => [row(11), row(12)]);
    expect(rows).toEqual([row(11).iccid, row(12).iccid]);
    expect(asked).toEqual(['1', '2']);
  });

  it('are not asked for before they are wanted', async () => {
    const { client, arrived } = await clientThatGets(() => ({ body: { esims: [row(11)], pageCount: 9 } }));
    for await (const { rows, page, pageCount } of client.esims({ page: 4 })) {
      expect({ rows: rows.length, page, pageCount }).toEqual({ rows: 1, page: 4, pageCount: 9 });
      break;
    }
    expect(arrived).toHaveLength(1);
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
