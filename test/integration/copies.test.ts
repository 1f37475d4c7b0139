/** Copies of a history, and older ones that are put back, with the real store and a keychain that can be locked and written half. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchCopies } from '../../electron/copies.ts';
import type { Secrets } from '../../electron/secrets/index.ts';
import { openStore, type Store } from '../../electron/store/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { memoryKeychain } from '../support/memory-keychain.ts';
import { stationAt, trainingApi } from '../support/station.ts';

describe('a station with a keychain', () => {
  it('stays the same over starts, and when its folder is moved', async () => {
    const keychain = memoryKeychain();
    const folder = path.join(temporaryFolder(), 'one');
    const id = await startOnce(folder, keychain.open());
    expect(await startOnce(folder, keychain.open())).toBe(id);
    const elsewhere = path.join(temporaryFolder(), 'two');
    cpSync(folder, elsewhere, { recursive: true });
    rmSync(folder, { recursive: true });
    expect(await startOnce(elsewhere, keychain.open())).toBe(id);
  });

  it('is another one, and knows which it was, when an older copy was put back; until that is held against the account', async () => {
    const keychain = memoryKeychain();
    const [folder, backup] = [temporaryFolder(), temporaryFolder()];
    const id = await startOnce(folder, keychain.open());
    cpSync(folder, backup, { recursive: true });
    await startOnce(folder, keychain.open());

    const store = storeIn(backup);
    await watchCopies({ identity: store.identity, secrets: keychain.open() }).start();
    expect(store.stationId).not.toBe(id);
    expect(store.formerStationIds).toEqual([id]);
    expect(store.identity.restored()).toMatchObject({ why: 'older', at: store.identity.restoredAt });
    const callId = store.journal.open(order);
    expect(store.journal.get(callId)).not.toBeNull();
    store.close();

    const again = storeIn(backup);
    expect(again.identity.isRestored()).toBe(true);
    const renewed = again.stationId;
    again.identity.clearRestored();
    again.close();
    const after = storeIn(backup);
    const copies = watchCopies({ identity: after.identity, secrets: keychain.open() });
    await copies.start();
    expect([after.identity.isRestored(), copies.recognised(), after.stationId]).toEqual([false, null, renewed]);
    after.close();
  });

  it('is recognised as a copy on another computer, and again where it came from when it is brought back', async () => {
    const [here, there] = [memoryKeychain(), memoryKeychain()];
    const folder = temporaryFolder();
    const first = await startOnce(folder, here.open());
    const second = await startOnce(folder, there.open());
    expect(second).not.toBe(first);
    expect(await startOnce(folder, there.open())).toBe(second);
    const third = await startOnce(folder, here.open());
    expect([first, second]).not.toContain(third);
  });

  it('claims nothing while the keychain is locked, and looks as soon as it is not', async () => {
    const keychain = memoryKeychain();
    const [folder, backup] = [temporaryFolder(), temporaryFolder()];
    await startOnce(folder, keychain.open());
    cpSync(folder, backup, { recursive: true });
    await startOnce(folder, keychain.open());
    keychain.lock(true);
    const store = storeIn(backup);
    const copies = watchCopies({ identity: store.identity, secrets: keychain.open() });
    await copies.start();
    expect([copies.recognised(), store.identity.isRestored()]).toEqual([null, false]);
    keychain.lock(false);
    await copies.touch();
    expect([copies.recognised(), store.identity.isRestored()]).toEqual(['older', true]);
    store.close();
  });

  it('can be told by what the account shows, and writes down what comes then under its new id', async () => {
    const store = storeIn(temporaryFolder());
    const id = store.stationId;
    store.identity.suspect();
    expect(store.identity.restored()).toMatchObject({ why: 'marks' });
    expect(store.formerStationIds).toEqual([id]);
    store.journal.open(order);
    store.close();
  });
});

describe('without a keychain', () => {
  it('nothing is compared and nothing is claimed', async () => {
    const none = memoryKeychain();
    none.lock(true);
    const [folder, backup] = [temporaryFolder(), temporaryFolder()];
    const id = await startOnce(folder, none.open());
    cpSync(folder, backup, { recursive: true });
    expect(await startOnce(folder, none.open())).toBe(id);
    expect(await startOnce(backup, none.open())).toBe(id);
  });
});

describe('the program', () => {
  it('says that an older copy was put back', async () => {
    const api = await trainingApi();
    const keychain = memoryKeychain();
    const [folder, backup] = [path.join(temporaryFolder(), 'profile'), temporaryFolder()];
    const first = await stationAt(api, { folder, secrets: keychain.open() });
    expect(first.account.status()).toMatchObject({ notices: [], historyEncrypted: true });
    await first.close();
    cpSync(folder, backup, { recursive: true });
    await (await stationAt(api, { folder, secrets: keychain.open() })).close();
    rmSync(folder, { recursive: true });
    cpSync(backup, folder, { recursive: true });
    const restored = await stationAt(api, { folder, secrets: keychain.open() });
    expect(restored.account.status().notices).toEqual(['older']);
  });
});

/** Of what a computer's keychain was told, and what each copy of the history has seen. */
interface Profile {
  folder: string;
  /** Work that this copy knows of, and under which station id. */
  knows: Set<string>;
}

interface Session {
  profile: number;
  computer: number;
  locked: boolean;
  works: number;
  /** The program dies before this write to history or keychain; null: it is closed. */
  diesAt: number | null;
  /** A copy of this profile takes the place of that one afterwards. */
  copyTo: number | null;
}

const PROFILES = 2;
const seldom = (yes: number) => fc.integer({ min: 1, max: 10 }).map((one) => one <= yes);

const session: fc.Arbitrary<Session> = fc.record({
  profile: fc.nat(PROFILES - 1),
  computer: seldom(2).map(Number),
  locked: seldom(1),
  works: fc.nat(2),
  diesAt: fc.option(fc.nat(12), { nil: null, freq: 2 }),
  copyTo: fc.option(fc.nat(PROFILES - 1), { nil: null, freq: 2 }),
});

describe('any sequence of starts, work, crashes, copies and restores', () => {
  it('recognises every history that has missed work, and none that only crashed', async () => {
    const seen = { missed: 0, crashed: 0, recognised: 0 };
    const root = temporaryFolder();
    const template = path.join(root, 'template');
    storeIn(template).close();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(session, { minLength: 8, maxLength: 14 }), async (sessions) => {
        const place = path.join(root, String(run++));
        mkdirSync(place);
        await play(sessions, { place, template }, seen);
        rmSync(place, { recursive: true });
      }),
      { numRuns: 150, seed: 8 },
    );
    // The generator reaches what it is for.
    expect(seen.missed).toBeGreaterThan(30);
    expect(seen.crashed).toBeGreaterThan(50);
    expect(seen.recognised).toBeGreaterThanOrEqual(seen.missed);
  }, 120_000);
});

async function play(
  sessions: Session[],
  { place, template }: { place: string; template: string },
  seen: { missed: number; crashed: number; recognised: number },
): Promise<void> {
  const computers = [memoryKeychain(), memoryKeychain()];
  const folders = Array.from({ length: PROFILES }, (_, number) => path.join(place, String(number)));
  const profiles: (Profile | null)[] = folders.map(() => null);
  /** Work that a keychain was told of, by computer and station id. */
  const told = computers.map(() => new Map<string, Set<string>>());
  let copied = false;
  let work = 0;

  for (const { profile: number, computer, locked, works, diesAt, copyTo } of sessions) {
    // All profiles descend from one, as copies do.
    if (!profiles.some(Boolean)) {
      cpSync(template, folders[number] ?? '', { recursive: true });
      profiles[number] = { folder: folders[number] ?? '', knows: new Set() };
    }
    const profile = profiles[number];
    const keychain = computers[computer];
    const toldHere = told[computer];
    if (!profile || !keychain || !toldHere) continue;
    keychain.lock(locked);
    const store = storeIn(profile.folder);
    const before = store.stationId;
    const missed = !locked && [...(toldHere.get(before) ?? [])].some((one) => !profile.knows.has(one));
    const foreign =
      !locked && store.identity.inKeychain() && !keychain.kept.has(`Newest generation of station ${before}`);
    const dying = dyingAfter(diesAt, store, keychain.open());
    const copies = watchCopies(dying);
    try {
      await copies.start();
      const recognised = store.stationId !== before;
      if (missed) expect(recognised, 'work was missed').toBe(true);
      if (recognised) expect(copied || foreign, 'nothing was copied').toBe(true);
      if (missed) seen.missed++;
      if (recognised) seen.recognised++;
      const tell = () => {
        if (locked) return;
        const sofar = toldHere.get(store.stationId) ?? [];
        toldHere.set(store.stationId, new Set([...sofar, ...profile.knows]));
      };
      tell();
      for (let done = 0; done < works; done++) {
        await copies.touch();
        profile.knows.add(`work ${work++}`);
        tell();
        await copies.touch();
      }
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      seen.crashed++;
    } finally {
      store.close();
    }
    if (copyTo !== null && copyTo !== number) {
      const to = folders[copyTo] ?? '';
      rmSync(to, { recursive: true, force: true });
      cpSync(profile.folder, to, { recursive: true });
      profiles[copyTo] = { folder: to, knows: new Set(profile.knows) };
      copied = true;
    }
  }
}

class Died extends Error {}

/** Every write to history and keychain goes through until the program dies; from then on none does. */
function dyingAfter(writes: number | null, store: Store, secrets: Secrets) {
  let left = writes ?? Number.POSITIVE_INFINITY;
  const alive = () => {
    if (left-- <= 0) throw new Died();
  };
  const { identity } = store;
  return {
    identity: {
      ...identity,
      beginGeneration() {
        alive();
        return identity.beginGeneration();
      },
      noteKeychain() {
        alive();
        identity.noteKeychain();
      },
      renew(why: 'older' | 'copied' | 'marks') {
        alive();
        identity.renew(why);
      },
    },
    secrets: {
      ...secrets,
      async set(name: string, value: string) {
        alive();
        return secrets.set(name, value);
      },
      async forget(name: string) {
        alive();
        await secrets.forget(name);
      },
    },
  };
}

const order = {
  kind: 'order',
  bundle: 'b',
  quantity: 1,
  total: 1,
  balanceBefore: null,
  request: {},
  operator: 'operator',
  apiSentAt: null,
  stock: { before: 1, readAt: null, tick: 0 },
  sentAt: new Date('2026-11-25T12:00:00Z'),
} as const;

const storeIn = (folder: string): Store => openStore({ file: path.join(folder, 'live', 'station.db'), key: null });

/** @returns what the station was then */
async function startOnce(folder: string, secrets: Secrets): Promise<string> {
  const store = storeIn(folder);
  await watchCopies({ identity: store.identity, secrets }).start();
  const { stationId } = store;
  store.close();
  return stationId;
}
