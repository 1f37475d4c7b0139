import { request } from 'node:http';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { startTrainingApi } from '../../electron/training/index.ts';
import { StationError } from '../../shared/errors.ts';
import { createClock, GB, KEY, STOCK, scan, start, US } from './training-support.ts';

async function messageOf(response: Response): Promise<string> {
  return ((await response.json()) as { message: string }).message;
}

describe('who may ask', () => {
  it('refuses a wrong key, a missing key and an unknown route in the same words', async () => {
    const { api, get } = await start();
    for (const response of [
      await fetch(`${api.url}/inventory`, { headers: { 'X-API-Key': 'other' } }),
      await fetch(`${api.url}/inventory`),
      await get('/vouchers'),
      await get('/esims/apply/more'),
      await fetch(`${api.url}/inventory`, { method: 'DELETE', headers: { 'X-API-Key': KEY } }),
      await fetch(`${api.origin}/v2.5/inventory`, { headers: { 'X-API-Key': KEY } }),
    ]) {
      expect(response.status).toBe(403);
      expect(await messageOf(response)).toBe('access denied');
    }
  });

  it('refuses a host name that is not this computer', async () => {
    const { api } = await start();
    const status = await new Promise((resolve, reject) => {
      request(`${api.origin}/__ledger`, { headers: { Host: 'rebound.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('says that a taken port is taken', async () => {
    const { api } = await start();
    const port = Number(new URL(api.origin).port);
    await expect(startTrainingApi({ key: KEY, port })).rejects.toThrow(new StationError('training.port', { port }));
  });
});

describe('the rate limit', () => {
  it('counts requests in windows of a second and says so in four headers', async () => {
    const clock = createClock(Date.UTC(2026, 2, 2, 10, 5, 0, 250));
    const { get } = await start({ rate: 3, clock: clock.now });
    for (const left of ['2', '1', '0']) {
      const response = await get('/inventory');
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-ratelimit-limit': '3',
        'x-ratelimit-remaining': left,
        'x-ratelimit-reset': '2026-03-02T10:05:01.000Z',
        'x-ratelimit-cost': '1',
      });
    }
    const refused = await get('/inventory');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(await messageOf(refused)).toBe('Rate limit exceeded');

    clock.pass(750);
    expect((await get('/inventory')).status).toBe(200);
  });

  it('spends nothing for an apply over the limit, and leaves the ledger outside', async () => {
    const { api, get, post } = await start({ rate: 1, clock: createClock().now });
    await get('/inventory');
    expect((await post('/esims/apply', { name: GB })).status).toBe(429);
    const ledger = (await (await fetch(`${api.origin}/__ledger`)).json()) as ReturnType<typeof api.ledger>;
    expect(ledger.stock).toEqual(STOCK);
    expect(ledger.calls.map(({ path, status }) => [path, status])).toEqual([
      ['/v2.4/inventory', 200],
      ['/v2.4/esims/apply', 429],
    ]);
    expect(ledger.requests).toBe(2);
    expect(JSON.stringify(ledger)).not.toContain(KEY);
  });
});

describe('POST /esims/apply', () => {
  it('puts each bundle on a new eSIM and spends it', async () => {
    const { api, apply } = await start();
    const one = await apply({ name: GB });
    const three = await apply({ name: GB, repeat: 3, allowReassign: true });
    const mixed = await apply({ bundles: [{ name: GB, repeat: 2 }, { name: US }] });

    expect(one.esims).toHaveLength(1);
    expect(three.esims).toHaveLength(3);
    expect(mixed.esims.map(({ bundle }) => bundle)).toEqual([GB, GB, US]);
    const esims = [one, three, mixed].flatMap((answer) => answer.esims);
    expect(new Set(esims.map(({ iccid }) => iccid)).size).toBe(7);
    for (const { iccid, status } of esims) {
      expect(iccid).toMatch(/^8944422\d{12}$/);
      expect(status).toBe('Successfully Applied Bundle');
    }
    const ledger = api.ledger();
    expect(ledger.stock).toEqual({ [GB]: 94, [US]: 2 });
    expect(ledger.applies.map(({ reference, bundle, iccids }) => [reference, bundle, iccids.length])).toEqual([
      [one.applyReference, GB, 1],
      [three.applyReference, GB, 3],
      [mixed.applyReference, GB, 2],
      [mixed.applyReference, US, 1],
    ]);
    expect(ledger.esims.map(({ iccid }) => iccid)).toEqual(esims.map(({ iccid }) => iccid));
  });

  it('puts a bundle on an eSIM of the account, and refuses one that is not', async () => {
    const { api, apply, get, post } = await start();
    const { esims } = await apply({ name: GB });
    const iccid = esims[0]?.iccid ?? '';
    expect((await apply({ name: US, iccid })).esims).toEqual([
      { iccid, status: 'Successfully Applied Bundle', bundle: US },
    ]);
    const { bundles } = (await (await get(`/esims/${iccid}/bundles`)).json()) as { bundles: { name: string }[] };
    expect(bundles.map(({ name }) => name)).toEqual([US, GB]);

    expect((await post('/esims/apply', { name: GB, iccid: '8944422999900000019' })).status).toBe(403);
    expect(api.ledger().stock).toEqual({ [GB]: 99, [US]: 2 });
  });

  it('is all or nothing when the stock is too small', async () => {
    const { api, post } = await start();
    for (const body of [
      { name: US, repeat: 4 },
      { name: GB.toLowerCase() },
      { bundles: [{ name: GB }, { name: US, repeat: 2 }, { name: US, repeat: 2 }] },
    ]) {
      const response = await post('/esims/apply', body);
      expect(response.status).toBe(403);
      expect(await messageOf(response)).toMatch(/no available bundles/);
    }
    expect(api.ledger()).toMatchObject({ stock: STOCK, applies: [], esims: [] });
  });

  it('takes nothing that the documents do not name', async () => {
    const { api, post } = await start();
    const bodies: unknown[] = [
      {},
      [],
      null,
      'text',
      { bundle: GB },
      { name: '' },
      { name: 7 },
      { Name: GB },
      { name: GB, repeat: 0 },
      { name: GB, repeat: 1.5 },
      { name: GB, repeat: '2' },
      { name: GB, startTime: '2026-03-02T10:05:07Z' },
      { name: GB, allowReassign: 'yes' },
      { name: GB, iccid: '8944422000100000018', repeat: 1 },
      { name: GB, iccid: 8944422000100000 },
      { bundles: [] },
      { bundles: [GB] },
      { bundles: [{ name: GB, iccid: '8944422000100000018' }] },
      { bundles: [{ name: GB }], name: GB },
    ];
    for (const body of bodies) {
      const response = await post('/esims/apply', JSON.stringify(body));
      expect(response.status, JSON.stringify(body)).toBe(400);
      expect(await messageOf(response)).not.toBe('');
    }
    expect(api.ledger().stock).toEqual(STOCK);
  });

  it('reads JSON that is called JSON, up to 64 KB', async () => {
    const { api, post } = await start();
    for (const [body, headers] of [
      ['{"name":', { 'Content-Type': 'application/json' }],
      ['', { 'Content-Type': 'application/json' }],
      [JSON.stringify({ name: GB }), { 'Content-Type': 'text/plain' }],
      [JSON.stringify({ name: GB }), {}],
    ] as const) {
      const response = await post('/esims/apply', body, headers);
      expect(response.status).toBe(400);
      expect(await messageOf(response)).toBe('failed to parse request body');
    }
    const tooLarge = await post('/esims/apply', { name: GB, iccid: '8'.repeat(70_000) });
    expect(tooLarge.status).toBe(400);
    expect(await messageOf(tooLarge)).toBe('request body too large');
    expect(api.ledger().stock).toEqual(STOCK);

    const charset = await post('/esims/apply', { name: GB }, { 'Content-Type': 'application/json; charset=utf-8' });
    expect(charset.status).toBe(200);
  });
});

describe('more than five bundles', () => {
  it('answers at once, then 503, then short lists, then everything', async () => {
    const clock = createClock();
    const { apply, get } = await start({ clock: clock.now, processing: 2000 });
    const { esims, applyReference } = await apply({ name: GB, repeat: 10 });
    expect(esims).toHaveLength(10);
    const assignments = () => get(`/esims/assignments?reference=${applyReference}`, 'application/json');
    const rows = async () => ((await (await assignments()).json()) as unknown[]).length;
    const state = async () => {
      const answer = await get(`/esims/${esims[0]?.iccid}/bundles/${GB}`);
      return ((await answer.json()) as { assignments: { bundleState: string }[] }).assignments[0]?.bundleState;
    };

    const busy = await assignments();
    expect(busy.status).toBe(503);
    expect(busy.headers.get('retry-after')).toBe('1');
    expect(await state()).toBe('processing');
    clock.pass(1000);
    expect(await rows()).toBe(5);
    clock.pass(900);
    expect(await rows()).toBe(9);
    expect(await state()).toBe('processing');
    clock.pass(100);
    expect(await rows()).toBe(10);
    expect(await state()).toBe('queued');
  });

  it('is done at once with five', async () => {
    const { apply, get } = await start({ clock: createClock().now });
    const { applyReference } = await apply({ name: GB, repeat: 5 });
    const response = await get(`/esims/assignments?reference=${applyReference}`, 'application/json');
    expect(await response.json()).toHaveLength(5);
  });
});

describe('GET /esims/assignments', () => {
  it('is CSV unless JSON or ZIP is asked for', async () => {
    const { api, apply, get } = await start();
    const { applyReference } = await apply({ name: GB, repeat: 2 });
    const path = `/esims/assignments?reference=${applyReference}`;
    const csv = [
      'ICCID,Matching ID,RSP URL,Bundle',
      ...api.ledger().esims.map((esim) => [esim.iccid, esim.matchingId, esim.smdpAddress, GB].join(',')),
      '',
    ].join('\n');
    for (const accept of ['*/*', 'text/csv', 'text/csv; charset=utf-8, */*;q=0.1']) {
      const response = await get(path, accept);
      expect(response.headers.get('content-type')).toBe('text/csv');
      expect(await response.text()).toBe(csv);
    }
    const json = await get(path, 'application/json, text/plain;q=0.5, */*;q=0.1');
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(await json.json()).toEqual(
      api.ledger().esims.map(({ iccid, matchingId, smdpAddress, bundle, reference }) => ({
        iccid,
        matchingId,
        rspUrl: smdpAddress,
        bundle,
        reference,
      })),
    );
    expect((await get(path, 'image/png')).status).toBe(400);
  });

  it('packs one readable QR code for each eSIM, named by its ICCID', async () => {
    const { api, apply, get } = await start();
    const { applyReference } = await apply({ name: GB, repeat: 3 });
    const response = await get(`/esims/assignments?reference=${applyReference}`, 'application/zip');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const archive = await JSZip.loadAsync(await response.arrayBuffer());
    const esims = api.ledger().esims;
    expect(Object.keys(archive.files)).toEqual(esims.map(({ iccid }) => `${iccid}.png`));
    for (const { iccid, smdpAddress, matchingId } of esims) {
      expect(matchingId).toMatch(/^([A-Z0-9]{5}-){3}[A-Z0-9]{5}$/);
      const png = await archive.file(`${iccid}.png`)?.async('uint8array');
      expect(await scan(png ?? new Uint8Array())).toEqual({ text: `LPA:1$${smdpAddress}$${matchingId}`, quietZone: 4 });
    }
  });

  it('adds the Apple address on request and takes several references', async () => {
    const { apply, get } = await start();
    const first = (await apply({ name: GB })).applyReference;
    const second = (await apply({ name: US })).applyReference;
    const response = await get(
      `/esims/assignments?reference=${first}&reference=${second}&additionalFields=appleInstallUrl`,
      'application/json',
    );
    const rows = (await response.json()) as { bundle: string; matchingId: string; appleInstallUrl: string }[];
    expect(rows.map(({ bundle }) => bundle)).toEqual([GB, US]);
    for (const { matchingId, appleInstallUrl } of rows) {
      expect(new URL(appleInstallUrl).searchParams.get('carddata')).toBe(`LPA:1$rsp.example.test$${matchingId}`);
    }
  });

  it('wants a reference it knows, and no other parameters', async () => {
    const { apply, get } = await start();
    const { applyReference } = await apply({ name: GB });
    for (const query of [
      '',
      '?reference=',
      '?reference=5f0c2b1e-8d53-4c3a-9a0e-0d5b6c7a1f11',
      `?reference=${applyReference}&additionalFields=qrCode`,
      `?reference=${applyReference}&page=1`,
    ]) {
      expect((await get(`/esims/assignments${query}`, 'application/json')).status, query).toBe(400);
    }
  });
});

describe('GET /esims', () => {
  interface List {
    esims: { iccid: string; assignedDate: string }[] | null;
    pageCount: number;
    pageSize: number;
    rows: number;
  }

  it('pages through the account in both directions', async () => {
    const { api, apply, get } = await start();
    await apply({ name: GB, repeat: 12 });
    const iccids = api.ledger().esims.map(({ iccid }) => iccid);
    const list = async (query: string) => (await (await get(`/esims${query}`)).json()) as List;

    const first = await list('');
    expect(first).toMatchObject({ pageCount: 2, pageSize: 10, rows: 12 });
    expect(first.esims?.map(({ iccid }) => iccid)).toEqual(iccids.slice(0, 10));
    const second = await list('?page=2&perPage=10&orderBy=iccid&direction=desc');
    expect(second.esims?.map(({ iccid }) => iccid)).toEqual([iccids[1], iccids[0]]);
    expect((await list('?page=3')).esims).toBeNull();
    expect((await list('?perPage=100')).esims).toHaveLength(12);
  });

  it('filters by text and by date', async () => {
    const clock = createClock();
    const { apply, get } = await start({ clock: clock.now });
    const [early] = (await apply({ name: GB })).esims;
    clock.pass(60_000);
    const [late] = (await apply({ name: GB })).esims;
    const found = async (filterBy: string, filter: string) => {
      const query = new URLSearchParams({ filterBy, filter });
      const { esims } = (await (await get(`/esims?${query}`)).json()) as List;
      return esims?.map(({ iccid }) => iccid) ?? [];
    };
    expect(await found('iccid', early?.iccid.slice(-6) ?? '')).toEqual([early?.iccid]);
    expect(await found('iccid', `eq:${late?.iccid}`)).toEqual([late?.iccid]);
    expect(await found('assignedDate', 'gte:2026-03-02T10:06:00Z')).toEqual([late?.iccid]);
    expect(await found('assignedDate', 'lt:2026-03-02T10:06:00Z')).toEqual([early?.iccid]);
    expect(await found('lastAction', 'bundle applied')).toHaveLength(2);
    expect(await found('customerRef', 'nobody')).toEqual([]);
    expect((await get('/esims?filterBy=assignedDate&filter=soon')).status).toBe(400);
  });

  it('refuses unknown, doubled and impossible parameters', async () => {
    const { get } = await start();
    for (const query of [
      'perPage=20',
      'page=0',
      'page=1&page=2',
      'direction=up',
      'orderBy=name',
      'limit=10',
      'filterBy=iccid',
      'filter=8944',
      'filterBy=pin&filter=1',
    ]) {
      expect((await get(`/esims?${query}`)).status, query).toBe(400);
    }
    expect((await get('/inventory?page=1')).status).toBe(400);
  });
});

describe('one eSIM', () => {
  it('shows its details and its bundles', async () => {
    const clock = createClock();
    const { api, apply, get } = await start({ clock: clock.now });
    const { esims, applyReference } = await apply({ name: GB });
    const iccid = esims[0]?.iccid ?? '';
    const { matchingId } = api.ledger().esims[0] ?? {};
    expect(await (await get(`/esims/${iccid}`)).json()).toEqual({
      iccid,
      pin: expect.stringMatching(/^\d{4}$/),
      puk: expect.stringMatching(/^\d{8}$/),
      matchingId,
      smdpAddress: 'rsp.example.test',
      profileStatus: 'Released',
      customerRef: '',
    });
    const assignment = {
      id: '215000001',
      callTypeGroup: 'data',
      initialQuantity: 1_000_000_000,
      remainingQuantity: 1_000_000_000,
      assignmentDateTime: expect.stringMatching(/^2026-03-02T10:05:00\.123\d{0,2}Z$/),
      assignmentReference: `${applyReference}-0`,
      bundleState: 'queued',
      unlimited: false,
    };
    expect(await (await get(`/esims/${iccid}/bundles?includeUsed=true&limit=200`)).json()).toEqual({
      bundles: [{ name: GB, description: 'eSIM, 1GB, 7 Days, United Kingdom, V2', assignments: [assignment] }],
    });
    expect(await (await get(`/esims/${iccid}/bundles/${GB}`)).json()).toEqual({ assignments: [assignment] });
    expect((await get(`/esims/${iccid}/bundles?limit=201`)).status).toBe(400);
  });

  it('decodes names in the path and keeps their case', async () => {
    const name = 'esim 1GB/7D';
    const { apply, get } = await start({ stock: { [name]: 1 } });
    const iccid = (await apply({ name })).esims[0]?.iccid;
    expect((await get(`/esims/${iccid}/bundles/esim%201GB%2F7D`)).status).toBe(200);
    expect((await get(`/esims/${iccid}/bundles/ESIM%201GB%2F7D`)).status).toBe(400);
    expect((await get(`/esims/${iccid}/bundles/%E0%A4%A`)).status).toBe(400);
  });

  it('refuses an eSIM of somebody else', async () => {
    const { get } = await start();
    for (const path of ['', '/bundles', `/bundles/${GB}`]) {
      expect((await get(`/esims/8944422999900000019${path}`)).status).toBe(403);
    }
  });
});

describe('GET /inventory', () => {
  it('shows lots that add up to the stock, and spends the one that expires first', async () => {
    const { apply, get } = await start({ clock: createClock().now });
    await apply({ name: GB, repeat: 40 });
    const { bundles, ...page } = (await (await get('/inventory')).json()) as { bundles: Record<string, unknown>[] };
    expect(page).toEqual({ pageCount: 1, pageSize: 2, rows: 2 });
    expect(bundles[0]).toEqual({
      name: GB,
      desc: 'eSIM, 1GB, 7 Days, United Kingdom, V2',
      useDms: false,
      available: [
        { id: 1_200_345, total: 33, remaining: 0, expiry: '2027-01-21T10:05:00Z' },
        { id: 1_200_346, total: 67, remaining: 60, expiry: '2027-03-02T10:05:00Z' },
      ],
      countries: ['United Kingdom'],
      data: 1000,
      duration: 7,
      durationUnit: 'day',
      autostart: true,
      unlimited: false,
      speed: ['2G', '3G', '4G', '5G'],
      allowances: [
        { type: 'DATA', service: 'Standard', description: '1GB', amount: 1000, unit: 'MB', unlimited: false },
      ],
    });
  });

  it('has a practice stock of many kinds when none is named', async () => {
    const api = await startTrainingApi({ key: KEY });
    try {
      const response = await fetch(`${api.url}/inventory`, { headers: { 'X-API-Key': KEY } });
      const { bundles } = (await response.json()) as { bundles: Record<string, unknown>[] };
      expect(bundles).toHaveLength(8);
      for (const { countries } of bundles) expect(countries).not.toHaveLength(0);
      expect(bundles.filter(({ unlimited }) => unlimited)).toHaveLength(1);
    } finally {
      await api.stop();
    }
  });
});

describe('the documented shapes', () => {
  it('are bare lists, single objects and nulls', async () => {
    const { api, apply, get } = await start({ variant: 'documented', stock: { [GB]: 3 } });
    expect(await (await get('/esims')).json()).toBeNull();
    const one = (await apply({ name: GB })).applyReference;
    const { iccid, matchingId } = api.ledger().esims[0] ?? {};
    const assignments = async (reference: string, accept: string) =>
      get(`/esims/assignments?reference=${reference}`, accept);

    expect(await (await get('/esims')).json()).toMatchObject([{ iccid }]);
    expect(await (await assignments(one, 'application/json')).json()).toMatchObject({
      iccid,
      matchingId,
      smdpAddress: 'rsp.example.test',
      profileStatus: 'Released',
      firstInstalledDateTime: null,
    });
    expect(await (await assignments(one, 'text/csv')).text()).toBe(
      `"ICCID","Matching ID","RSP URL","Bundle"\r\n"${iccid}","${matchingId}","rsp.example.test","${GB}"\r\n`,
    );
    const archive = await JSZip.loadAsync(await (await assignments(one, 'application/zip')).arrayBuffer());
    expect(Object.keys(archive.files)).toEqual([`${iccid}.png`, 'esims.csv']);
    expect(await (await get(`/esims/${iccid}`)).json()).toMatchObject({ smdpAddress: 'http://rsp.example.test' });

    expect(await (await get('/inventory')).json()).toMatchObject([
      { name: GB, speed: null, available: [{ remaining: 2, expiry: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) }] },
    ]);
    const two = (await apply({ name: GB, repeat: 2 })).applyReference;
    expect(await (await assignments(two, 'application/json')).json()).toHaveLength(2);
    expect(await (await get('/inventory')).json()).toMatchObject([{ available: null }]);
  });
});

describe('latency', () => {
  it('is added to each answer', async () => {
    const { get } = await start({ latency: 60 });
    const before = performance.now();
    await get('/inventory');
    // Timers of Node may be a millisecond early.
    expect(performance.now() - before).toBeGreaterThan(58);
  });
});
