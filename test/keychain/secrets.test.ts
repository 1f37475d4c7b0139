/** With the real keychain of the system; see with-secret-service.sh for one on a machine without a desktop. */
import { randomUUID } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecrets } from '../../electron/secrets/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { BUNDLE, KEY, stationAt, trainingApi } from '../support/station.ts';

/** A name of its own in the keychain, taken out again when the test is over. */
function freshName(): string {
  const name = `test ${randomUUID()}`;
  onTestFinished(() => openSecrets().forget(name));
  return name;
}

/** What opens the history of another account; there is but one here. */
const noOther = () => expect.fail('it is the only account');

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

describe('the keychain', () => {
  it('keeps a secret for the next start and forgets it when told', async () => {
    const name = freshName();
    expect(await openSecrets().get(name)).toBeNull();
    const secrets = openSecrets();
    expect(await secrets.set(name, 'öffne dich')).toBe('keychain');
    expect(secrets.kept(name)).toBe('keychain');

    const nextStart = openSecrets();
    expect(await nextStart.get(name)).toBe('öffne dich');
    expect(nextStart.kept(name)).toBe('keychain');
    await nextStart.forget(name);
    expect(nextStart.kept(name)).toBe('none');
    expect(await openSecrets().get(name)).toBeNull();
  });
});

describe('a station with a keychain', () => {
  it('keeps the API key there, after the API took it, and uses it at the next start', async () => {
    const api = await trainingApi();
    const folder = temporaryFolder();
    const first = await stationAt(api, { folder, key: null });
    onTestFinished(() => first.account.forget());
    expect(first.account.status()).toMatchObject({ connected: false, keyKept: 'none' });

    await expect(first.account.connect('wrong-key', noOther)).rejects.toMatchObject({
      code: 'api.unauthorised',
    });
    expect(first.account.status()).toMatchObject({ connected: false, keyKept: 'none' });
    await first.account.connect(` ${KEY}\n`, noOther);
    expect(first.account.status()).toMatchObject({ connected: true, keyKept: 'keychain', historyEncrypted: true });
    await first.close();

    const second = await stationAt(api, { folder, key: null });
    expect(second.account.status()).toMatchObject({ connected: true, keyKept: 'keychain' });
    expect(await second.stock.list()).toHaveLength(1);
    await second.account.forget();
    expect(second.account.status()).toMatchObject({ connected: false, keyKept: 'none' });
    await expect(second.stock.list()).rejects.toMatchObject({ code: 'account.no-key' });
  });

  it('never sends the key of one API to another', async () => {
    const [mine, other] = [await trainingApi(), await trainingApi()];
    const first = await stationAt(mine, { key: null });
    onTestFinished(() => first.account.forget());
    await first.account.connect(KEY, noOther);
    const elsewhere = await stationAt(other, { key: null });
    expect(elsewhere.account.status().connected).toBe(false);
    expect(other.ledger().calls).toEqual([]);
  });

  it('knows an older copy of its history from the one that it worked with last', async () => {
    const api = await trainingApi();
    const folder = path.join(temporaryFolder(), 'profile');
    const backup = temporaryFolder();
    await (await stationAt(api, { folder })).close();
    cpSync(folder, backup, { recursive: true });
    const last = await stationAt(api, { folder });
    expect(last.account.status()).toMatchObject({ historyEncrypted: true, notices: [] });
    await last.close();
    rmSync(folder, { recursive: true });
    cpSync(backup, folder, { recursive: true });
    const older = await stationAt(api, { folder });
    expect(older.account.status()).toMatchObject({ historyEncrypted: true, notices: ['older'] });
  });

  it('leaves no secret on the plain disk', async () => {
    const api = await trainingApi();
    const folder = temporaryFolder();
    const station = await stationAt(api, { folder, key: null });
    onTestFinished(() => station.account.forget());
    await station.account.connect(KEY, noOther);
    const id = await station.provisioning.create(
      { lines: [{ bundle: BUNDLE, quantity: 3 }], reference: 'Fair', startsAt: null },
      'operator',
    );
    await station.provisioning.idle();
    const secrets = [KEY, ...station.history.sheet(id).cards.map(({ matchingId }) => matchingId)];
    expect(secrets).toHaveLength(4);
    for (const whileOpen of [true, false]) {
      if (!whileOpen) await station.close();
      for (const file of everyFile(folder)) {
        const bytes = readFileSync(file);
        for (const secret of secrets) expect(bytes.includes(secret), `${file} (open: ${whileOpen})`).toBe(false);
      }
    }

    const again = await stationAt(api, { folder, key: null });
    expect(again.history.sheet(id).cards).toHaveLength(3);
  });
});
