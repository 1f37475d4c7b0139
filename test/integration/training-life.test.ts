import { describe, expect, it } from 'vitest';
import { StationError } from '../../shared/errors.ts';
import { type Client, createClock, DAY, GB, JP, STOCK, start, US } from './training-support.ts';

const GIGABYTE = 1_000_000_000;
const UNLIMITED = 'esim_UL_7D_GB_V2';

async function stateOf({ json }: Client, iccid: string, bundle = GB) {
  return (await json(`/esims/${iccid}/bundles/${bundle}`)).assignments[0];
}

async function historyOf({ json }: Client, iccid: string): Promise<string[]> {
  const { actions } = await json(`/esims/${iccid}/history`);
  return actions
    .toReversed()
    .map(({ name, alertType }: { name: string; alertType?: string }) => (alertType ? `${name} ${alertType}` : name));
}

describe('a bundle', () => {
  it('is queued, then active, then depleted, then expired', async () => {
    const clock = createClock();
    const client = await start({ clock: clock.now });
    const { api } = client;
    const iccid = await client.sell();
    expect(await stateOf(client, iccid)).toMatchObject({ bundleState: 'queued' });
    api.customer({ iccid, does: 'install' });
    api.customer({ iccid, does: 'use', bytes: 600_000_000 });
    expect(await stateOf(client, iccid)).toMatchObject({
      bundleState: 'active',
      initialQuantity: GIGABYTE,
      remainingQuantity: 400_000_000,
      startTime: '2026-03-02T10:05:00Z',
      endTime: '2026-03-09T10:05:00Z',
    });
    clock.pass(DAY);
    api.customer({ iccid, does: 'use', bytes: GIGABYTE });
    expect(await stateOf(client, iccid)).toMatchObject({ bundleState: 'depleted', remainingQuantity: 0 });
    api.advance(6 * DAY - 1);
    expect(await stateOf(client, iccid)).toMatchObject({ bundleState: 'depleted' });
    api.advance(1);
    expect(await stateOf(client, iccid)).toMatchObject({ bundleState: 'expired' });
    expect(await historyOf(client, iccid)).toEqual([
      'Bundle Applied',
      'eSIM First Attachment',
      'eSIM First Use',
      'eSIM Utilisation Alert 1% Used',
      'eSIM Utilisation Alert 50% Used',
      'eSIM Utilisation Alert 80% Used',
      'eSIM Utilisation Alert 100% Used',
      'Bundle Expired',
    ]);
    expect((await client.json('/esims')).esims[0].lastAction).toBe('eSIM Utilisation Alert');
    expect(api.ledger().esims).toMatchObject([{ iccid, assignment: '215000001', state: 'expired' }]);
  });

  it('does not tell the documents when it begins and ends', async () => {
    const client = await start({ variant: 'documented' });
    const iccid = await client.sell();
    client.api.customer({ iccid, does: 'install' });
    client.api.customer({ iccid, does: 'use', bytes: 1 });
    expect(await stateOf(client, iccid)).not.toHaveProperty('startTime');
  });

  it('lapses after twelve months without use', async () => {
    const client = await start({ clock: createClock().now });
    const iccid = await client.sell();
    client.api.advance(365 * DAY - 1);
    expect(await stateOf(client, iccid)).toMatchObject({ bundleState: 'queued' });
    client.api.advance(1);
    expect(await stateOf(client, iccid)).toMatchObject({ bundleState: 'lapsed' });
    expect(await historyOf(client, iccid)).toEqual(['Bundle Applied', 'Bundle Lapsed']);
    expect((await client.send('DELETE', `/esims/${iccid}/bundles/${GB}`)).status).toBe(400);
  });

  it('is followed by the next one when its data is gone', async () => {
    const client = await start();
    const iccid = await client.sell();
    await client.apply({ name: US, iccid });
    client.api.customer({ iccid, does: 'install' });
    client.api.customer({ iccid, does: 'use', bytes: 1_500_000_000 });
    expect(await stateOf(client, iccid, GB)).toMatchObject({ bundleState: 'depleted' });
    expect(await stateOf(client, iccid, US)).toMatchObject({ bundleState: 'active', remainingQuantity: 2_500_000_000 });
    client.api.customer({ iccid, does: 'use', bytes: 9 * GIGABYTE });
    expect(() => client.api.customer({ iccid, does: 'use', bytes: 1 })).toThrow(StationError);
  });

  it('without a limit is never used up', async () => {
    const client = await start({ stock: { [UNLIMITED]: 1 } });
    const iccid = await client.sell(UNLIMITED);
    client.api.customer({ iccid, does: 'install' });
    client.api.customer({ iccid, does: 'use', bytes: 900 * GIGABYTE });
    expect(await stateOf(client, iccid, UNLIMITED)).toMatchObject({
      bundleState: 'active',
      unlimited: true,
      remainingQuantity: 0,
    });
    client.api.advance(7 * DAY);
    expect(await stateOf(client, iccid, UNLIMITED)).toMatchObject({ bundleState: 'expired' });
  });
});

describe('the customer', () => {
  it('downloads, installs and removes the profile', async () => {
    const clock = createClock();
    const { api, sell, json } = await start({ clock: clock.now });
    const iccid = await sell();
    const status = async () => {
      const { profileStatus, firstInstalledDateTime } = await json(`/esims/${iccid}`);
      return [profileStatus, firstInstalledDateTime];
    };
    api.customer({ iccid, does: 'download' });
    expect(await status()).toEqual(['Downloaded', undefined]);
    const installed = clock.now();
    api.customer({ iccid, does: 'install' });
    clock.pass(DAY);
    api.customer({ iccid, does: 'remove' });
    expect(await status()).toEqual(['Released', installed]);
    api.customer({ iccid, does: 'install' });
    expect(await status()).toEqual(['Installed', installed]);

    const broken = await sell();
    api.customer({ iccid: broken, does: 'break' });
    expect((await json(`/esims/${broken}`)).profileStatus).toBe('Unavailable');
    expect(() => api.customer({ iccid: broken, does: 'install' })).toThrow(StationError);
    expect(api.ledger().customers.map(({ does }) => does)).toEqual([
      'download',
      'install',
      'remove',
      'install',
      'break',
    ]);
  });

  it('cannot do what a customer cannot do', async () => {
    const { api, sell } = await start();
    const iccid = await sell();
    expect(() => api.customer({ iccid, does: 'use', bytes: 1 })).toThrow(StationError);
    expect(() => api.customer({ iccid, does: 'remove' })).toThrow(StationError);
    expect(() => api.customer({ iccid: '8944422999900000019', does: 'install' })).toThrow(StationError);
    api.customer({ iccid, does: 'install' });
    expect(() => api.customer({ iccid, does: 'install' })).toThrow(StationError);
    expect(() => api.customer({ iccid, does: 'use' })).toThrow(StationError);
    expect(() => api.customer({ iccid, does: 'use', bytes: 0.5 })).toThrow(StationError);
    expect(() => api.customer({ iccid, does: 'attach', bytes: 5 })).toThrow(StationError);
    expect(() => api.customer({ iccid, does: 'attach', country: 'XX' })).toThrow(StationError);
    expect(() => api.advance(-1)).toThrow(StationError);
    expect(() => api.advance(1.5)).toThrow(StationError);
    expect(() => api.advance(Number.MAX_SAFE_INTEGER)).toThrow(StationError);
    expect(api.ledger().customers).toHaveLength(1);
  });
});

describe('unused stock', () => {
  it('cannot be applied any more after twelve months', async () => {
    const { api, json, post } = await start({ clock: createClock().now });
    api.advance(325 * DAY);
    // A third of it was bought forty days earlier.
    expect(api.ledger().stock).toEqual({ [GB]: 67, [US]: 3 });
    expect((await json('/inventory')).bundles[0].available).toMatchObject([{ remaining: 67 }]);
    expect((await post('/esims/apply', { name: GB, repeat: 68 })).status).toBe(403);
    api.advance(40 * DAY);
    expect(api.ledger().stock).toEqual({ [GB]: 0, [US]: 0 });
    expect((await post('/esims/apply', { name: US })).status).toBe(403);
  });
});

describe('a revoke', () => {
  const status = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });
  const toInventory = 'Successfully Revoked Bundle, bundle has been refunded to inventory';

  it('puts an unused bundle back into the inventory', async () => {
    const client = await start();
    const { api, send } = client;
    const iccid = await client.sell();
    api.customer({ iccid, does: 'install' });
    const path = `/esims/${iccid}/bundles/${GB}`;
    expect(await status(await send('DELETE', `${path}?type=validate`))).toEqual({
      status: expect.stringMatching(/^Bundle can be revoked.*inventory/),
    });
    expect(api.ledger()).toMatchObject({ stock: { [GB]: 99 }, revokes: [] });
    expect(await status(await send('DELETE', path))).toEqual({ status: toInventory });
    expect(api.ledger()).toMatchObject({
      stock: STOCK,
      revokes: [{ iccid, bundle: GB, assignment: '215000001', refund: 'inventory' }],
      esims: [{ iccid, state: 'revoked', away: false }],
    });
    expect(await historyOf(client, iccid)).toEqual([
      'Bundle Applied',
      'Bundle Revoked',
      'Bundle Refunded to Inventory',
    ]);
    expect((await client.json('/esims')).esims[0].lastAction).toBe('Bundle Refund');
    expect((await send('DELETE', path)).status).toBe(400);
  });

  it('takes the oldest unused of several, or the one that is named', async () => {
    const client = await start();
    const { api, apply, send } = client;
    const iccid = await client.sell();
    for (let i = 0; i < 3; i++) await apply({ name: GB, iccid });
    api.customer({ iccid, does: 'install' });
    api.customer({ iccid, does: 'use', bytes: 1 });
    await send('DELETE', `/esims/${iccid}/bundles/${GB}`);
    await send('DELETE', `/esims/${iccid}/bundles/${GB}/assignments/215000004?type=transaction`);
    expect(api.ledger().revokes.map(({ assignment }) => assignment)).toEqual(['215000002', '215000004']);
    for (const id of ['215000002', '215000099', 'x']) {
      expect((await send('DELETE', `/esims/${iccid}/bundles/${GB}/assignments/${id}`)).status, id).toBe(400);
    }
    expect((await send('DELETE', `/esims/${iccid}/bundles/${US}/assignments/215000003`)).status).toBe(400);
    expect(api.ledger().esims.map(({ state }) => state)).toEqual(['active', 'revoked', 'queued', 'revoked']);
  });

  it('returns nothing of a bundle that was used, or bought more than 60 days ago, or with refunds off', async () => {
    const client = await start({ clock: createClock().now, stock: { [US]: 3 } });
    const { api, send } = client;
    const revoke = async (iccid: string) => status(await send('DELETE', `/esims/${iccid}/bundles/${US}`));
    const [used, early, late] = [await client.sell(US), await client.sell(US), await client.sell(US)];
    for (const iccid of [used, early, late]) api.customer({ iccid, does: 'install' });
    api.customer({ iccid: used, does: 'use', bytes: 1 });
    expect(await revoke(used)).toEqual({ status: 'Successfully Revoked Bundle' });

    const off = api.fault({ name: 'refunds-off' });
    expect((await send('DELETE', `/esims/${early}/bundles/${US}?type=validate`)).status).toBe(200);
    expect(await revoke(early)).toEqual({ status: 'Successfully Revoked Bundle' });
    off.release();
    api.advance(60 * DAY + 1);
    expect(await revoke(late)).toEqual({ status: 'Successfully Revoked Bundle' });
    expect(api.ledger()).toMatchObject({ stock: { [US]: 0 }, balance: 1000 });
  });

  it('gives the price back when asked, by the id of the assignment', async () => {
    const client = await start();
    const { api, send, json } = client;
    const iccid = await client.sell();
    api.customer({ iccid, does: 'install' });
    const path = `/esims/${iccid}/bundles/${GB}`;
    for (const query of ['refundToBalance=true', 'refundToBalance=yes', 'type=later', 'offer=1']) {
      expect((await send('DELETE', `${path}?${query}`)).status, query).toBe(400);
    }
    const response = await send('DELETE', `${path}?refundToBalance=true&offerId=215000001`);
    expect(await status(response)).toEqual({ status: expect.stringMatching(/refunded to balance/) });
    expect(api.ledger()).toMatchObject({
      balance: 1001.36,
      stock: { [GB]: 99 },
      refunds: [{ bundle: GB, quantity: 1, amount: 1.36 }],
      revokes: [{ refund: 'balance' }],
    });
    expect((await json('/orders')).orders[0]).toMatchObject({ order: [{ type: 'bundleRefund' }], total: -1.36 });
    expect(await historyOf(client, iccid)).toContain('Bundle Refunded To Balance');
  });

  it('of the last bundle sends an eSIM that nobody installed back, and back again when it is installed', async () => {
    const client = await start({ clock: createClock().now });
    const { api, send, get, json } = client;
    const [kept, gone] = [await client.sell(), await client.sell()];
    for (const iccid of [kept, gone]) await send('DELETE', `/esims/${iccid}/bundles/${GB}`);
    expect((await get(`/esims/${kept}`)).status).toBe(403);
    expect((await json('/esims')).rows).toBe(0);
    expect(api.ledger().esims.map(({ away }) => away)).toEqual([true, true]);

    api.customer({ iccid: kept, does: 'install' });
    expect((await get(`/esims/${kept}`)).status).toBe(403);
    api.advance(4 * DAY);
    expect((await get(`/esims/${kept}`)).status).toBe(200);
    expect((await get(`/esims/${gone}`)).status).toBe(403);
    expect(() => api.customer({ iccid: gone, does: 'install' })).toThrow(StationError);
    expect(await historyOf(client, kept)).toEqual([
      'Bundle Applied',
      'Bundle Revoked',
      'Bundle Refunded to Inventory',
      'eSIM Returned',
    ]);
    const { applyReference } = await client.apply({ name: GB, iccid: kept });
    expect(await json(`/esims/assignments?reference=${applyReference}`)).toHaveLength(1);
  });

  it('leaves an eSIM with another bundle, or when eSIMs are not returned', async () => {
    const client = await start();
    const iccid = await client.sell();
    await client.apply({ name: US, iccid });
    await client.send('DELETE', `/esims/${iccid}/bundles/${US}`);
    expect((await client.get(`/esims/${iccid}`)).status).toBe(200);
    client.api.fault({ name: 'returns-off' });
    await client.send('DELETE', `/esims/${iccid}/bundles/${GB}`);
    expect((await client.get(`/esims/${iccid}`)).status).toBe(200);
  });

  it('of an eSIM of somebody else, or of what is not on it, is refused', async () => {
    const client = await start();
    const iccid = await client.sell();
    expect((await client.send('DELETE', `/esims/8944422999900000019/bundles/${GB}`)).status).toBe(403);
    expect((await client.send('DELETE', `/esims/${iccid}/bundles/${JP}`)).status).toBe(400);
    expect(client.api.ledger().revokes).toEqual([]);
  });
});
