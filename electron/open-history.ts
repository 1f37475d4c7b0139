/** Opens the history of the account that a key belongs to, and asks the API only where nothing else tells. */
import { randomBytes } from 'node:crypto';
import { StationError } from '../shared/errors.ts';
import { type Accounts, fingerprintOf, type Place } from './accounts.ts';
import type { Secrets } from './secrets/index.ts';
import { isEncrypted, openStore, type Store } from './store/index.ts';

interface Wanted {
  accounts: Accounts;
  secrets: Secrets;
  /** Of the API. */
  host: string;
  key: string | null;
  /** Whose key this is. @throws StationError when the API cannot be asked or does not say */
  ask: (key: string) => Promise<string | null>;
}

/** @throws StationError `store.*` */
export async function openHistoryOf(wanted: Wanted): Promise<{ store: Store; place: Place }> {
  const { accounts, secrets } = wanted;
  for (const found of accounts.unknown()) {
    const store = await openHistory(accounts.fileOf(found), secrets);
    accounts.put(truthOf(store, found));
    store.close();
  }
  for (;;) {
    const place = await choose(wanted);
    const store = await openHistory(accounts.fileOf(place), secrets);
    try {
      const truth = truthOf(store, place);
      if (truth.host === place.host && truth.organisation === place.organisation) {
        bindNew(store, place, wanted);
        return { store, place };
      }
      // Not what was written down about it: the history itself is right, and the choice is made anew.
      accounts.put(truth);
    } catch (error) {
      store.close();
      throw error;
    }
    store.close();
  }
}

/** A history that does not say whose it is yet is whoever's it is thought to be. */
function truthOf(store: Store, thought: Place): Place {
  const owner = store.identity.account();
  return owner ? { ...thought, ...owner, keys: store.identity.keys() } : thought;
}

/** The account of this key was asked, and this is the history that was made for it. */
function bindNew({ identity }: Store, { organisation, keys }: Place, { host, key }: Wanted): void {
  if (key === null || organisation === null || identity.account()) return;
  const fingerprint = fingerprintOf(host, key);
  if (keys.includes(fingerprint)) identity.bind({ host, organisation }, fingerprint);
}

async function choose({ accounts, host, key, ask }: Wanted): Promise<Place> {
  const known = accounts.known();
  const here = known.filter((one) => one.host === host);
  const fingerprint = key === null ? null : fingerprintOf(host, key);
  const byKey = fingerprint === null ? undefined : here.find(({ keys }) => keys.includes(fingerprint));
  if (byKey) return byKey;
  if (key !== null && fingerprint !== null && here.some(({ organisation }) => organisation !== null)) {
    const organisation = await ask(key).catch(unlessStation);
    if (organisation !== null) return accounts.assign({ host, organisation }, fingerprint);
  }
  const last = accounts.last();
  return (
    here.find(({ folder }) => folder === last) ??
    here[0] ??
    known.find((one) => one.host === null) ??
    accounts.add(host)
  );
}

/** With the network gone or the key refused, the last history opens to be read; nothing is sent for it with a key it does not know. */
function unlessStation(error: unknown): null {
  if (error instanceof StationError) return null;
  throw error;
}

/** @throws StationError `store.*` */
export async function openHistory(file: string, secrets: Secrets): Promise<Store> {
  return openStore({ file, key: await databaseKey(secrets, file) });
}

/** The key of an encrypted history. A new one is only used when the keychain has taken it: losing it would lose the history. */
async function databaseKey(secrets: Secrets, file: string): Promise<string | null> {
  const name = `History key for ${file}`;
  const known = await secrets.get(name);
  if (known || isEncrypted(file) !== null) return known;
  const fresh = randomBytes(32).toString('hex');
  if ((await secrets.set(name, fresh)) === 'keychain') return fresh;
  await secrets.forget(name);
  return null;
}
