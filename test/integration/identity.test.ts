/** A history belongs to one account: other keys, other hosts and lost networks, at the practice API. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf, openAccounts } from '../../electron/accounts.ts';
import { openHistoryOf } from '../../electron/open-history.ts';
import { openSecrets } from '../../electron/secrets/index.ts';
import type { Station } from '../../electron/station.ts';
import { openStore } from '../../electron/store/index.ts';
import { StationError } from '../../shared/errors.ts';
import { temporaryFolder } from '../support/folder.ts';
import { json, serverThat } from '../support/http.ts';
import { memoryKeychain } from '../support/memory-keychain.ts';
import { startOneHost } from '../support/one-host.ts';
import { KEY, stationAt, trainingApi, wish } from '../support/station.ts';

const AGAIN = 'training-key-0001-issued-again';
const OTHER = 'training-key-0002';

/** Two accounts at one host; the first has had its key issued again and may use both for a while. */
async function twoAccounts() {
  const [first, other] = [await trainingApi(), await trainingApi({ key: OTHER, seed: 2 })];
  const host = await startOneHost({
    [KEY]: { api: first, organisation: 'First Travel', key: KEY },
    [AGAIN]: { api: first, organisation: 'First Travel', key: KEY },
    [OTHER]: { api: other, organisation: 'Other Travel', key: OTHER },
  });
  onTestFinished(host.stop);
  return { ...host, first, other };
}

const made = (api: { ledger(): { esims: unknown[] } }) => api.ledger().esims.length;
const asked = (api: { ledger(): { calls: { path: string }[] } }) =>
  api.ledger().calls.map(({ path: asked }) => asked.replace(/^.*v2\.4/, ''));

/** A batch that is planned and was never worked on: the program is closed at once. */
async function leaveBatch(station: Station): Promise<string> {
  const id = await station.provisioning.create(wish(60), 'operator');
  await station.close();
  return id;
}

const refused = (run: () => unknown) =>
  Promise.resolve()
    .then(run)
    .then(
      () => null,
      (error: unknown) => error,
    );

describe('a history', () => {
  it('is of one host: at another one there is another, and the first goes on where it was', async () => {
    const [here, there] = [await trainingApi(), await trainingApi({ seed: 2 })];
    const folder = temporaryFolder();
    const id = await leaveBatch(await stationAt(here, { folder }));
    const atHere = made(here);

    const elsewhere = await stationAt(there, { folder });
    expect(elsewhere.provisioning.resumeAll()).toEqual([]);
    expect(elsewhere.history.list({ search: '' }).batches).toEqual([]);
    expect(elsewhere.account.status()).toMatchObject({ notices: ['other-account'] });
    await elsewhere.provisioning.idle();
    await elsewhere.close();
    expect([made(here), made(there)]).toEqual([atHere, 0]);

    const back = await stationAt(here, { folder });
    expect(back.provisioning.resumeAll()).toEqual([id]);
    await back.provisioning.idle();
    expect(back.history.batch(id).state).toBe('ready');
    expect([made(here), made(there)]).toEqual([60, 0]);
  });

  it('is of one organisation: the key of another one opens another, which is the same at the next start', async () => {
    const { url, first, other, state } = await twoAccounts();
    const folder = temporaryFolder();
    const id = await leaveBatch(await stationAt({ url }, { folder }));
    const atFirst = made(first);

    const second = await stationAt({ url }, { folder, key: OTHER });
    expect(second.provisioning.resumeAll()).toEqual([]);
    expect(second.account.status()).toMatchObject({ organisation: 'Other Travel', notices: ['other-account'] });
    const ownId = await second.provisioning.create(wish(2), 'operator');
    await second.provisioning.idle();
    await second.close();
    expect([made(first), made(other)]).toEqual([atFirst, 2]);

    // Known keys need no network.
    state.cut = true;
    const again = await stationAt({ url }, { folder, key: OTHER });
    expect(again.history.batch(ownId).state).toBe('ready');
    expect(again.account.status()).toMatchObject({ organisation: 'Other Travel', notices: [] });
    await again.close();
    const back = await stationAt({ url }, { folder });
    expect(back.history.batch(id).quantity).toBe(60);
    expect(back.account.status()).toMatchObject({ organisation: 'First Travel', notices: ['other-account'] });
    expect(back.calls()).toBe(0);
  });

  it('goes on when the key of its account was issued again, also in the middle of a batch', async () => {
    const { url, state, first } = await twoAccounts();
    const folder = temporaryFolder();
    const station = await stationAt({ url }, { folder });
    const id = await station.provisioning.create(wish(100), 'operator');
    const { [KEY]: _, ...left } = state.tenants;
    await station.account.connect(AGAIN, () => expect.fail('it is the same account'));
    state.tenants = left;
    await station.provisioning.idle();
    station.provisioning.resume(id);
    await station.provisioning.idle();
    expect(station.history.batch(id).state).toBe('ready');
    expect(made(first)).toBe(100);
    await station.close();
    state.cut = true;
    const offline = await stationAt({ url }, { folder, key: AGAIN });
    expect(offline.history.batch(id).state).toBe('ready');
  });

  it('opens to be read with a key it has never seen and no network, and nothing is sent before the account is known', async () => {
    const { url, state, seen, other } = await twoAccounts();
    const folder = temporaryFolder();
    const id = await leaveBatch(await stationAt({ url }, { folder }));
    state.cut = true;
    const station = await stationAt({ url }, { folder, key: OTHER });
    expect(station.history.batch(id).quantity).toBe(60);
    expect(station.account.status()).toMatchObject({ organisation: 'First Travel', notices: ['unchecked'] });
    await expect(station.stock.list()).rejects.toMatchObject({ code: 'api.unreachable' });
    seen.length = 0;
    state.cut = false;
    const errors = [await refused(station.account.mustBeOurs), await refused(station.stock.list)];
    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'account.other',
        params: { account: 'Other Travel', history: 'First Travel' },
      });
    }
    expect(seen).toEqual(['GET /v2.4/organisation']);
    expect(asked(other)).toEqual(['/organisation']);
    await station.close();
    // It has been asked for now.
    state.cut = true;
    const right = await stationAt({ url }, { folder, key: OTHER });
    expect(right.account.status()).toMatchObject({ organisation: 'Other Travel', notices: ['other-account'] });
    expect(right.history.list({ search: '' }).batches).toEqual([]);
  });

  it('is left when the same key turns out to be of another account, and that is said', async () => {
    const { url, state, first, other } = await twoAccounts();
    const folder = temporaryFolder();
    await leaveBatch(await stationAt({ url }, { folder }));
    const atFirst = made(first);
    state.tenants = { [KEY]: { api: await trainingApi({ seed: 3 }), organisation: 'Somebody\u001b\n Else', key: KEY } };
    let told = 0;
    const station = await stationAt({ url }, { folder, onOtherAccount: () => told++ });
    await expect(station.account.mustBeOurs()).rejects.toMatchObject({ code: 'account.other' });
    await expect(station.stock.list()).rejects.toMatchObject({ code: 'account.other' });
    expect(told).toBe(1);
    await station.close();
    const right = await stationAt({ url }, { folder });
    await right.account.mustBeOurs();
    expect(right.account.status()).toMatchObject({ organisation: 'Somebody Else', notices: ['other-account'] });
    expect([made(first), made(other)]).toEqual([atFirst, 0]);
  });

  it.each([
    ['without a name', json({ name: '', currency: 'USD', balance: 1, groups: [] })],
    ['that does not tell', json({ message: 'Not Found' }, 404)],
  ])('of an account %s is that of one key: nothing is sent with another', async (_, answer) => {
    const { url, seen } = await serverThat(answer);
    const folder = temporaryFolder();
    const station = await stationAt({ url }, { folder });
    expect(station.account.status()).toMatchObject({ organisation: null, notices: [] });
    await station.account.mustBeOurs();
    expect(station.account.status().organisation).toMatch(/^#[0-9a-f]{8}$/);
    await station.close();
    const again = await stationAt({ url }, { folder });
    await again.account.mustBeOurs();
    await again.close();
    const other = await stationAt({ url }, { folder, key: OTHER });
    await expect(other.account.mustBeOurs()).rejects.toMatchObject({ code: 'account.unnamed' });
    await expect(other.stock.list()).rejects.toMatchObject({ code: 'account.unnamed' });
    expect(new Set(seen)).toEqual(new Set(['GET /v2.4/organisation']));
  });

  it.each([
    ['is lost', (file: string) => rmSync(file)],
    ['is no JSON', (file: string) => writeFileSync(file, '{"version":')],
    [
      'leads out of its folder',
      (file: string) =>
        writeFileSync(
          file,
          readFileSync(file, 'utf8').replaceAll(/"folder": "[0-9a-f]{12}"/g, '"folder": "../../other"'),
        ),
    ],
  ])('is found again when the list of histories %s', async (_, harm) => {
    const { url } = await twoAccounts();
    const folder = temporaryFolder();
    const id = await leaveBatch(await stationAt({ url }, { folder }));
    await (await stationAt({ url }, { folder, key: OTHER })).close();
    harm(path.join(folder, 'live', 'accounts.json'));
    const back = await stationAt({ url }, { folder });
    expect(back.history.batch(id).quantity).toBe(60);
    await back.close();
    const other = await stationAt({ url }, { folder, key: OTHER });
    expect(other.account.status()).toMatchObject({ organisation: 'Other Travel' });
    expect(readFileSync(path.join(folder, 'live', 'accounts.json'), 'utf8')).not.toContain(KEY);
  });
});

describe('the rows of a history', () => {
  it('are of one account for ever', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'station.db');
    const store = openStore({ file, key: null });
    store.identity.bind({ host: 'one.example', organisation: 'Alpha' }, 'a');
    store.identity.bind({ host: 'one.example', organisation: 'Alpha' }, 'a2');
    expect(() => store.identity.bind({ host: 'one.example', organisation: 'Beta' }, 'b')).toThrow('one account');
    expect(store.identity.keys()).toEqual(['a', 'a2']);
    store.close();
    const db = new Sqlite(file);
    expect(() => db.exec(`UPDATE account SET organisation = 'Beta'`)).toThrow('one account');
    expect(() => db.exec('DELETE FROM account')).toThrow('one account');
    db.close();
  });
});

describe('a key that is connected', () => {
  it('is not used by the work that is going on when it is of another account, whose history opens with it', async () => {
    const { url, first, other } = await twoAccounts();
    const [folder, keychain] = [temporaryFolder(), memoryKeychain()];
    const secrets = keychain.open();
    const station = await stationAt({ url }, { folder, secrets, key: null });
    await station.account.connect(KEY, () => expect.fail('the first account'));
    const id = await station.provisioning.create(wish(60), 'operator');
    let next: Station | null = null;
    await station.account.connect(OTHER, async () => {
      next = await stationAt({ url }, { folder, secrets, key: null });
    });
    await station.provisioning.idle();
    expect(station.history.batch(id).state).toBe('ready');
    expect([made(first), made(other)]).toEqual([60, 0]);
    expect(new Set(asked(other))).toEqual(new Set(['/organisation']));
    expect((next as Station | null)?.account.status()).toMatchObject({
      connected: true,
      keyKept: 'keychain',
      organisation: 'Other Travel',
      notices: ['other-account'],
    });
  });

  it('is taken back when that history cannot be opened', async () => {
    const { url } = await twoAccounts();
    const secrets = memoryKeychain().open();
    const station = await stationAt({ url }, { secrets, key: null });
    await station.account.connect(KEY, () => expect.fail('the first account'));
    const full = new StationError('store.full', { file: 'station.db' });
    await expect(station.account.connect(OTHER, () => Promise.reject(full))).rejects.toBe(full);
    expect(station.account.key()).toBe(KEY);
    expect(await secrets.get(`API key for ${new URL(url).host}`)).toBe(KEY);
    await station.account.mustBeOurs();
  });

  it('asks once for all who wait, and again for the next key', async () => {
    const { url, seen } = await twoAccounts();
    const station = await stationAt({ url }, { secrets: openSecrets() });
    await Promise.all([station.account.mustBeOurs(), station.account.mustBeOurs()]);
    await station.account.mustBeOurs();
    expect(seen).toEqual(['GET /v2.4/organisation']);
    await station.account.connect(AGAIN, () => expect.fail('the same account'));
    await station.account.mustBeOurs();
    expect(seen).toHaveLength(2);
    await station.account.forget();
    await expect(station.account.mustBeOurs()).rejects.toMatchObject({ code: 'account.no-key' });
  });
});

/** Keys of three accounts at two hosts; the first account has two. */
const KEYS = [
  { host: 'one.example', key: 'a', organisation: 'Alpha' },
  { host: 'one.example', key: 'a2', organisation: 'Alpha' },
  { host: 'one.example', key: 'b', organisation: 'Beta' },
  { host: 'two.example', key: 'c', organisation: 'Alpha' },
] as const;

const step = fc.record({
  who: fc.constantFrom(...KEYS),
  online: fc.boolean(),
  /** Whether something is sent, so that the history is somebody's afterwards. */
  contact: fc.boolean(),
  harm: fc.constantFrom('none', 'none', 'none', 'lost', 'broken'),
});

describe('any sequence of keys, hosts and lost networks', () => {
  it('never opens the history of one account for a key that is known to be of another, nor two for one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
        const folder = path.join(temporaryFolder(), 'live');
        const secrets = memoryKeychain().open();
        /** Where each account's history was when it was first contacted. */
        const places = new Map<string, string>();
        const met = new Set<string>();
        for (const { who, online, contact, harm } of steps) {
          const list = path.join(folder, 'accounts.json');
          if (harm === 'lost') rmSync(list, { force: true });
          if (harm === 'broken' && places.size > 0) writeFileSync(list, 'broken');
          const accounts = openAccounts(folder);
          const account = `${who.host} ${who.organisation}`;
          const { store, place } = await openHistoryOf({
            accounts,
            secrets,
            host: who.host,
            key: who.key,
            ask: async () => {
              if (!online) throw new StationError('api.unreachable', { host: who.host });
              return who.organisation;
            },
          });
          accounts.opened(place);
          const owner = store.identity.account();
          const readOnly = owner !== null && !store.identity.knowsKey(fingerprint(who));
          if (owner) expect(owner.host).toBe(who.host);
          // Known keys, and unknown ones that could be asked about, are at their own history.
          if (owner && !readOnly) expect(owner.organisation).toBe(who.organisation);
          if (met.has(who.key)) expect(owner).toMatchObject({ host: who.host, organisation: who.organisation });
          if (readOnly && online) expect(owner.organisation).toBe(who.organisation);
          if (contact && online && (owner === null || owner.organisation === who.organisation)) {
            const elsewhere = places.get(account);
            expect(elsewhere ?? place.folder).toBe(place.folder);
            store.identity.bind({ host: who.host, organisation: who.organisation }, fingerprint(who));
            accounts.bound(place.folder, who, fingerprint(who));
            places.set(account, place.folder);
            met.add(who.key);
          }
          store.close();
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  }, 120_000);
});

const fingerprint = ({ host, key }: { host: string; key: string }) => fingerprintOf(host, key);
