import { describe, expect, it } from 'vitest';
import { createClock, DATED, DAY, GB, JP, STOCK, start, US } from './training-support.ts';

const FOREIGN = '8944422999900000019';

async function messageOf(response: Response): Promise<string> {
  return ((await response.json()) as { message: string }).message;
}

describe('PUT /esims', () => {
  it('sets the customer reference from a body, from the query, and from the body when there are both', async () => {
    const { api, sell, json, send } = await start();
    const iccid = await sell();
    const reference = async () => (await json(`/esims/${iccid}`)).customerRef;
    const set = await send('PUT', '/esims', { iccid, customerRef: 'order-1' });
    expect([set.status, await set.json()]).toEqual([200, { status: 'success' }]);
    expect(await reference()).toBe('order-1');
    expect((await send('PUT', `/esims?iccid=${iccid}&customerRef=order%202`)).status).toBe(200);
    expect(await reference()).toBe('order 2');
    const both = await send('PUT', `/esims?iccid=${FOREIGN}&customerRef=query`, { iccid, customerRef: 'body' });
    expect(both.status).toBe(200);
    expect(api.ledger().customerRefs).toEqual({ [iccid]: 'body' });
    expect((await json('/esims')).esims[0]).toMatchObject({ customerRef: 'body', lastAction: 'eSIM Updated' });
    await send('PUT', '/esims', { iccid, customerRef: '' });
    expect(api.ledger().customerRefs).toEqual({});
  });

  it('wants both fields, no others, and an eSIM of its own', async () => {
    const { api, sell, send } = await start();
    const iccid = await sell();
    for (const [query, body] of [
      ['', { iccid }],
      ['', { customerRef: 'x' }],
      ['', { iccid, customerRef: 7 }],
      ['', { iccid, customerRef: 'x', note: 'y' }],
      [`?iccid=${iccid}`, undefined],
      [`?iccid=${iccid}&customerRef=x&other=1`, undefined],
      [`?page=1`, { iccid, customerRef: 'x' }],
    ] as const) {
      expect((await send('PUT', `/esims${query}`, body)).status, query + JSON.stringify(body)).toBe(400);
    }
    expect((await send('PUT', '/esims', { iccid: FOREIGN, customerRef: 'x' })).status).toBe(403);
    expect(api.ledger().customerRefs).toEqual({});
  });
});

describe('GET /esims', () => {
  it('filters by every field, with operators and wildcards', async () => {
    const clock = createClock();
    const { sell, send, json, get } = await start({ clock: clock.now });
    const first = await sell();
    clock.pass(60_000);
    const second = await sell();
    await send('PUT', '/esims', { iccid: first, customerRef: 'Table 12, Smith' });
    await get(`/esims/${second}/refresh`);
    const found = async (filterBy: string, filter: string) => {
      const { esims } = await json(`/esims?${new URLSearchParams({ filterBy, filter })}`);
      return (esims ?? []).map(({ iccid }: { iccid: string }) => iccid);
    };
    expect(await found('customerRef', 'smith')).toEqual([first]);
    expect(await found('customerRef', 'tab*SMI')).toEqual([first]);
    expect(await found('customerRef', 'smi*tab')).toEqual([]);
    expect(await found('customerRef', 'eq:Table 12, Smith')).toEqual([first]);
    expect(await found('customerRef', 'eq:Table')).toEqual([]);
    expect(await found('lastAction', 'refreshed')).toEqual([second]);
    expect(await found('iccid', `gt:${first}`)).toEqual([second]);
    expect(await found('iccid', `lte:${first}`)).toEqual([first]);
    expect(await found('actionDate', 'gt:2026-03-02T10:05:59Z')).toEqual([first, second]);
    expect(await found('assignedDate', 'lte:2026-03-02T10:05:30Z')).toEqual([first]);
    expect(await found('assignedDate', '2026-03-02T10:05:00Z')).toEqual([first]);
  });

  it('answers for thousands of eSIMs at once', async () => {
    const { api, apply, json } = await start({ stock: { [GB]: 5000 }, processing: 0 });
    await apply({ name: GB, repeat: 5000 });
    const before = performance.now();
    const iccids = new Set<string>();
    for (let page = 1; page <= 50; page++) {
      for (const { iccid } of (await json(`/esims?perPage=100&page=${page}`)).esims) iccids.add(iccid);
    }
    expect(iccids.size).toBe(5000);
    expect((await json('/esims?filterBy=lastAction&filter=applied&page=50&perPage=100')).rows).toBe(5000);
    expect(api.ledger().esims).toHaveLength(5000);
    // Each of the calls takes a few milliseconds; one that grew with the square of the account would take seconds.
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

describe('GET /esims/{iccid}', () => {
  it('has the Apple address when asked, encoded in one variant and raw in the other', async () => {
    for (const [variant, address] of [
      ['wild', /carddata=LPA:1\$rsp\.example\.test\$[A-Z0-9-]{23}$/],
      ['documented', /carddata=LPA%3A1%24rsp\.example\.test%24[A-Z0-9-]{23}$/],
    ] as const) {
      const { sell, json, get } = await start({ variant });
      const iccid = await sell();
      expect((await json(`/esims/${iccid}?additionalFields=appleInstallUrl`)).appleInstallUrl).toMatch(address);
      expect(await json(`/esims/${iccid}`)).not.toHaveProperty('appleInstallUrl');
      expect((await get(`/esims/${iccid}?additionalFields=installUrl`)).status).toBe(400);
    }
  });

  it('says when the eSIM was installed, as a number here and as text in the assignments', async () => {
    const clock = createClock();
    const { api, apply, json } = await start({ variant: 'documented', clock: clock.now });
    const { esims, applyReference } = await apply({ name: GB });
    const iccid = esims[0]?.iccid ?? '';
    api.customer({ iccid, does: 'install' });
    expect(await json(`/esims/${iccid}`)).toMatchObject({
      profileStatus: 'Installed',
      firstInstalledDateTime: clock.now(),
    });
    expect(await json(`/esims/assignments?reference=${applyReference}`)).toMatchObject({
      profileStatus: 'Installed',
      firstInstalledDateTime: '2026-03-02T10:05:00.123Z',
    });
    expect(await json(`/esims/assignments/${applyReference}`)).toMatchObject({ iccid });
  });
});

describe('GET /esims/{iccid}/bundles', () => {
  it('shows what is still there, and everything with includeUsed, up to a limit', async () => {
    const { api, apply, json, send, get } = await start();
    const iccid = (await apply({ name: GB })).esims[0]?.iccid ?? '';
    await apply({ name: GB, iccid });
    await apply({ name: US, iccid });
    api.customer({ iccid, does: 'install' });
    api.customer({ iccid, does: 'use', bytes: 1_000_000_000 });
    await send('DELETE', `/esims/${iccid}/bundles/${US}`);
    const shown = async (query = '') => {
      const { bundles } = await json(`/esims/${iccid}/bundles${query}`);
      return (bundles as { name: string; assignments: { id: string; bundleState: string }[] }[]).map(
        ({ name, assignments }) => [name, assignments.map(({ id, bundleState }) => `${id.slice(-1)} ${bundleState}`)],
      );
    };
    expect(await shown()).toEqual([[GB, ['2 queued']]]);
    expect(await shown('?includeUsed=false')).toEqual([[GB, ['2 queued']]]);
    expect(await shown('?includeUsed=true')).toEqual([
      [US, ['3 revoked']],
      [GB, ['2 queued', '1 depleted']],
    ]);
    expect(await shown('?includeUsed=true&limit=2')).toEqual([
      [US, ['3 revoked']],
      [GB, ['2 queued']],
    ]);
    expect((await json(`/esims/${iccid}/bundles/${GB}`)).assignments).toMatchObject([{ bundleState: 'queued' }]);
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'includeUsed=yes', 'perPage=10']) {
      expect((await get(`/esims/${iccid}/bundles?${query}`)).status, query).toBe(400);
    }
    expect((await get(`/esims/${iccid}/bundles/${JP}`)).status).toBe(400);
  });

  it('is null when nothing is left', async () => {
    const { api, sell, json, send } = await start();
    const iccid = await sell();
    api.customer({ iccid, does: 'install' });
    await send('DELETE', `/esims/${iccid}/bundles/${GB}`);
    expect(await json(`/esims/${iccid}/bundles`)).toEqual({ bundles: null });
  });

  it('shows 15 assignments when no limit is named', async () => {
    const { apply, json } = await start();
    const iccid = (await apply({ name: GB })).esims[0]?.iccid ?? '';
    for (let i = 0; i < 17; i++) await apply({ name: GB, iccid });
    expect((await json(`/esims/${iccid}/bundles`)).bundles[0].assignments).toHaveLength(15);
    expect((await json(`/esims/${iccid}/bundles?limit=200`)).bundles[0].assignments).toHaveLength(18);
  });
});

describe('bundles of two providers', () => {
  const stock = { ...STOCK, [JP]: 3 };

  it('do not fit on one eSIM, and go on a new one when that is allowed', async () => {
    const { api, apply, json, post, sell } = await start({ stock });
    const iccid = await sell();
    expect(await json(`/esims/${iccid}/compatible/${US}`)).toEqual({ compatible: true });
    expect(await json(`/esims/${iccid}/compatible/${JP}`)).toEqual({ compatible: false });
    const refused = await post('/esims/apply', { name: JP, iccid });
    expect([refused.status, await messageOf(refused)]).toEqual([400, 'Incompatible bundle profile combination']);
    expect(api.ledger().stock).toEqual({ ...stock, [GB]: 99 });

    const { esims } = await apply({ name: JP, iccid, allowReassign: true });
    expect(esims[0]?.iccid).not.toBe(iccid);
    expect((await apply({ name: JP, iccid: esims[0]?.iccid })).esims[0]?.iccid).toBe(esims[0]?.iccid);
    expect((await apply({ name: US, iccid, allowReassign: true })).esims[0]?.iccid).toBe(iccid);
    expect(api.ledger().stock).toEqual({ [GB]: 99, [US]: 2, [JP]: 1 });
  });

  it('are only asked about with a bundle and an eSIM that exist', async () => {
    const { get, sell } = await start();
    const iccid = await sell();
    expect((await get(`/esims/${iccid}/compatible/esim_9TB_1D_XX_V2`)).status).toBe(400);
    expect((await get(`/esims/${FOREIGN}/compatible/${GB}`)).status).toBe(403);
    expect((await get(`/esims/${iccid}/compatible/${GB}?x=1`)).status).toBe(400);
  });
});

describe('startTime', () => {
  const stock = { ...STOCK, [DATED]: 5 };

  it('is when a bundle begins that does not begin by itself', async () => {
    const clock = createClock();
    const { apply, json, api } = await start({ stock, clock: clock.now });
    const { esims } = await apply({ name: DATED, startTime: '2026-03-04T10:00:00Z' });
    const path = `/esims/${esims[0]?.iccid}/bundles/${DATED}`;
    const state = async () => (await json(path)).assignments[0];
    expect(await state()).toMatchObject({ bundleState: 'queued' });
    expect(await state()).not.toHaveProperty('startTime');
    api.advance(2 * DAY);
    expect(await state()).toMatchObject({
      bundleState: 'active',
      startTime: '2026-03-04T10:00:00Z',
      endTime: '2026-03-11T10:00:00Z',
    });
    api.advance(7 * DAY);
    expect(await state()).toMatchObject({ bundleState: 'expired', remainingQuantity: 1_000_000_000 });

    const now = await apply({ name: DATED });
    expect((await json(`/esims/${now.esims[0]?.iccid}/bundles/${DATED}`)).assignments[0].bundleState).toBe('active');
  });

  it('is refused for bundles that begin with their first use, in the past, and where it is no UTC time', async () => {
    const { api, post } = await start({ stock, clock: createClock().now });
    for (const body of [
      { name: GB, startTime: '2026-03-04T10:00:00Z' },
      { name: DATED, startTime: '2026-03-01T10:00:00Z' },
      { name: DATED, startTime: '2026-03-04T10:00:00+02:00' },
      { name: DATED, startTime: 'tomorrow' },
      { bundles: [{ name: DATED, startTime: '2026-03-04T10:00:00Z' }] },
    ]) {
      expect((await post('/esims/apply', body)).status, JSON.stringify(body)).toBe(400);
    }
    expect(api.ledger().stock).toEqual(stock);
  });
});

describe('history, location, refresh and SMS', () => {
  it('tell what was done with an eSIM, in both shapes', async () => {
    for (const variant of ['wild', 'documented'] as const) {
      const { sell, send, get, json, api } = await start({ variant, clock: createClock().now });
      const iccid = await sell();
      await send('PUT', '/esims', { iccid, customerRef: 'x' });
      const refreshed = await get(`/esims/${iccid}/refresh`);
      expect(await refreshed.json()).toEqual({ status: 'Successfully refreshed SIM' });
      const history = await json(`/esims/${iccid}/history`);
      const names = ['Bundle Applied', 'eSIM Updated', 'eSIM Refreshed'];
      if (variant === 'wild') {
        expect(history).toMatchObject({ rows: 3, pageCount: 1 });
        expect(history.actions.map(({ name }: { name: string }) => name)).toEqual(names.toReversed());
        expect(history.actions[2]).toEqual({
          name: 'Bundle Applied',
          bundleName: GB,
          date: expect.stringMatching(/^2026-03-02T10:05:00\.123\d{1,6}Z$/),
        });
      } else {
        expect(history.map(({ name }: { name: string }) => name)).toEqual(names);
      }
      expect(api.ledger().refreshes).toEqual([{ iccid, at: '2026-03-02T10:05:00.123Z' }]);
      expect((await get(`/esims/${iccid}/history?page=1`)).status).toBe(400);
    }
  });

  it('know where an eSIM was seen last', async () => {
    const { api, sell, json } = await start({ clock: createClock().now });
    const iccid = await sell();
    expect(await json(`/esims/${iccid}/location`)).toMatchObject({ country: '', lastSeen: '' });
    api.customer({ iccid, does: 'install' });
    api.customer({ iccid, does: 'attach', country: 'FR' });
    expect(await json(`/esims/${iccid}/location`)).toEqual({
      mobileNetworkCode: 'FRAF1',
      networkName: 'Orange',
      networkBrandName: 'Orange France',
      country: 'FR',
      lastSeen: expect.stringMatching(/^2026-03-02T10:05:00\.123\d+Z$/),
    });
    const documented = await start({ variant: 'documented' });
    expect((await documented.get(`/esims/${await documented.sell()}/location`)).status).toBe(400);
  });

  it('send a text of 1 to 160 characters from eSIM', async () => {
    const { api, sell, post } = await start({ clock: createClock().now });
    const iccid = await sell();
    const path = `/esims/${iccid}/sms`;
    const sent = await post(path, { message: 'Welcome 🎉', from: 'eSIM' });
    expect([sent.status, await sent.json()]).toEqual([200, { status: 'sent' }]);
    expect((await post(path, { message: '🎉'.repeat(160) })).status).toBe(200);
    for (const body of [
      {},
      { message: '' },
      { message: 'x'.repeat(161) },
      { message: 'x', from: 'Shop' },
      { text: 'x' },
    ]) {
      expect((await post(path, body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await post(`/esims/${FOREIGN}/sms`, { message: 'x' })).status).toBe(403);
    expect(api.ledger().sms.map(({ message }) => message)).toEqual(['Welcome 🎉', '🎉'.repeat(160)]);
  });

  it('are refused for an eSIM of somebody else', async () => {
    const { api, get } = await start();
    for (const what of ['history', 'location', 'refresh']) {
      expect((await get(`/esims/${FOREIGN}/${what}`)).status).toBe(403);
    }
    expect(api.ledger().refreshes).toEqual([]);
  });
});
