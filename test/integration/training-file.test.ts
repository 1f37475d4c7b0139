import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTrainingApi } from '../../electron/training/index.ts';
import { StationError } from '../../shared/errors.ts';
import { type Client, createClock, DAY, GB, KEY, start, US } from './training-support.ts';

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'training-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'practice', 'account.jsonl');
}

describe('an account in a file', () => {
  it('is the same after a restart, whatever the new start asks for', async () => {
    const file = newFile();
    const first = await start({ file });
    await first.apply({ name: GB, repeat: 7 });
    first.api.fault({ name: 'item-failure' });
    const { esims } = await first.apply({ bundles: [{ name: US }, { name: GB }] });
    await first.apply({ name: US, iccid: esims[0]?.iccid });
    const { now: _, ...before } = first.api.ledger();
    const { stock, esims: spent } = before;
    await first.api.stop();

    const second = await start({ file, seed: 99, stock: { other: 5 } });
    expect(second.api.ledger()).toEqual({ ...before, now: expect.anything(), requests: 0, calls: [] });
    expect(stock).toEqual({ [GB]: 93, [US]: 1 });

    const fresh = (await second.apply({ name: GB })).esims[0]?.iccid;
    expect([...spent, ...esims].map(({ iccid }) => iccid)).not.toContain(fresh);
    expect(new Set(second.api.ledger().applies.map(({ reference }) => reference)).size).toBe(4);
  });

  it('keeps everything else that was done, and how far the clock was moved', async () => {
    const file = newFile();
    const clock = createClock();
    const first = await start({ file, clock: clock.now, balance: 50 });
    const { esims } = await first.apply({ name: GB, repeat: 3 });
    const [used = '', returned = '', installed = ''] = esims.map(({ iccid }) => iccid);
    const order = [{ type: 'bundle', item: US, quantity: 2, allowReassign: true, iccids: [used, installed] }];
    await first.post('/orders', { type: 'transaction', assign: true, order });
    await first.post('/orders', {
      type: 'transaction',
      assign: false,
      order: [{ type: 'bundle', item: GB, quantity: 4 }],
    });
    await first.send('PUT', '/esims', { iccid: used, customerRef: 'Smith' });
    await first.get(`/esims/${used}/refresh`);
    await first.post(`/esims/${used}/sms`, { message: 'Hello' });
    await first.post('/inventory/refund', { usageId: 1_200_346, quantity: 2 });
    first.api.customer({ iccid: used, does: 'install' });
    first.api.customer({ iccid: used, does: 'use', bytes: 700_000_000, country: 'FR' });
    await first.send('DELETE', `/esims/${returned}/bundles/${GB}`);
    await first.send('DELETE', `/esims/${installed}/bundles/${GB}?refundToBalance=true&offerId=215000003`);
    first.api.advance(5 * DAY);
    first.api.customer({ iccid: installed, does: 'install' });
    first.api.restock(US, -1);
    first.api.restock(GB, 3);
    first.api.price(GB, 9.99);
    first.api.rename('Another Ltd');
    first.api.fault({ name: 'order-failed' });
    await first.post('/orders', {
      type: 'transaction',
      assign: false,
      order: [{ type: 'bundle', item: US, quantity: 1 }],
    });
    first.api.fault({ name: 'shows-late', value: '60' });
    const late = await first.apply({ name: GB });
    first.api.remove(late.esims[0]?.iccid ?? '');
    const paths = [
      '/inventory',
      '/orders?includeIccids=true',
      '/esims',
      `/esims/${used}`,
      `/esims/${used}/bundles`,
      `/esims/${used}/history`,
      `/esims/${used}/location`,
      `/esims/${installed}/bundles?includeUsed=true`,
    ];
    const seen = async (client: Client) => Promise.all(paths.map((path) => client.json(path)));
    const before = [await seen(first), { ...first.api.ledger(), requests: 0, calls: [] }];
    await first.api.stop();

    const second = await start({ file, clock: clock.now, balance: 9 });
    expect([await seen(second), { ...second.api.ledger(), requests: 0, calls: [] }]).toEqual(before);
    expect(second.api.ledger()).toMatchObject({ now: '2026-03-07T10:05:00.123Z', balance: 40.24 });
    expect((await second.get(`/esims/${returned}`)).status).toBe(403);
  });

  it('opens one that was written before there was money', async () => {
    const file = newFile();
    await (await start({ file })).api.stop();
    expect(readFileSync(file, 'utf8')).toMatch(/^\{"type":"opened","at":\d+,"seed":1,"stock":\{[^}]*\}\}\n$/);
    expect((await start({ file })).api.ledger().balance).toBe(1000);
  });

  it('loses a line that a crash has torn, and nothing else', async () => {
    const file = newFile();
    const first = await start({ file });
    await first.apply({ name: GB });
    await first.api.stop();
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, '{"type":"applied","at":1772446');

    const second = await start({ file });
    expect(second.api.ledger().stock).toEqual({ [GB]: 99, [US]: 3 });
    expect(readFileSync(file, 'utf8')).toBe(whole);
    await second.apply({ name: GB });
    await second.api.stop();
    expect((await start({ file })).api.ledger().stock).toEqual({ [GB]: 98, [US]: 3 });
  });

  it.each([
    ['a line that is no event', (events: string) => `${events}{"type":"refunded"}\n`],
    ['events without a beginning', (events: string) => events.slice(events.indexOf('\n') + 1)],
    ['more spent than bought', (events: string) => events.replace('"count":1', '"count":1000')],
    ['a file of another program', () => 'name,phone'],
  ])('is refused and left as it is with %s', async (_, spoil) => {
    const file = newFile();
    const { api, apply } = await start({ file });
    await apply({ name: GB });
    await api.stop();
    const spoilt = spoil(readFileSync(file, 'utf8'));
    writeFileSync(file, spoilt);

    await expect(startTrainingApi({ key: KEY, file })).rejects.toThrow(
      new StationError('training.file', { file: 'account.jsonl' }),
    );
    expect(readFileSync(file, 'utf8')).toBe(spoilt);
  });
});
