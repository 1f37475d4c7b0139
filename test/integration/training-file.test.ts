import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTrainingApi } from '../../electron/training/index.ts';
import { StationError } from '../../shared/errors.ts';
import { GB, KEY, start, US } from './training-support.ts';

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
    const { stock, applies, esims: spent } = first.api.ledger();
    await first.api.stop();

    const second = await start({ file, seed: 99, stock: { other: 5 } });
    expect(second.api.ledger()).toEqual({ stock, applies, esims: spent, requests: 0, calls: [] });
    expect(stock).toEqual({ [GB]: 93, [US]: 1 });

    const fresh = (await second.apply({ name: GB })).esims[0]?.iccid;
    expect([...spent, ...esims].map(({ iccid }) => iccid)).not.toContain(fresh);
    expect(new Set(second.api.ledger().applies.map(({ reference }) => reference)).size).toBe(4);
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
