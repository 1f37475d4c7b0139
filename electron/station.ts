/**
 * The composition: from a profile folder and options to a working station. Knows no Electron, so tests, chaos and benches
 * build the very same station in plain Node.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { StationError } from '../shared/errors.ts';
import type { AccountNotice, BatchProgress, Mode } from '../shared/model.ts';
import { type Account, keyName, openAccount } from './account.ts';
import { HISTORY_FILE, openAccounts } from './accounts.ts';
import { readApiKey } from './api-key.ts';
import { type Care, createCare } from './care/index.ts';
import { type Copies, watchCopies } from './copies.ts';
import { createEngine } from './engine.ts';
import { apiAddress, createClient, createLimiter, LIVE_API } from './esim-go/index.ts';
import { createHistory, type History } from './history/index.ts';
import { createManifests, type Manifests } from './manifest/index.ts';
import { openHistory, openHistoryOf } from './open-history.ts';
import type { Provisioning } from './provisioning/index.ts';
import type { Secrets } from './secrets/index.ts';
import { createStock, type Stock } from './stock/index.ts';
import { practiceStock, startTrainingApi } from './training/index.ts';
import { PROCESSING_MS } from './waiting/index.ts';
import { whoseKeys } from './whose-key.ts';

export interface StationOptions {
  /** The profile folder; live and practice accounts have their own folders below it and share nothing. */
  folder: string;
  mode: Mode;
  /** Address of the live API; the real one unless told otherwise. Not used in practice mode. */
  api?: string | undefined;
  /** An API key for this run alone, instead of the one in the keychain. */
  key?: string | null;
  secrets: Secrets;
  /**
   * How long the API may work on an apply before eSIMs that do not show count as never made, in milliseconds; ten minutes, or as long as
   * the practice API takes.
   */
  processingMs?: number | undefined;
  onProgress?: (progress: BatchProgress) => void;
  onError?: (error: unknown) => void;
  /** The key turned out to be of another account than the history that is open; opened again, the station opens the right one. */
  onOtherAccount?: () => void;
  now?: () => Date;
}

export interface Station {
  mode: Mode;
  account: Account;
  copies: Copies;
  provisioning: Provisioning;
  manifests: Manifests;
  history: History;
  care: Care;
  stock: Stock;
  /**
   * A fresh eSIM of `bundle` for a lost one, with the lost one's customer reference.
   * @returns the id of the batch of one
   */
  replace(lost: { iccid: string; bundle: string; reason: string }, operator: string): Promise<string>;
  /** Requests sent to the API since the station was opened. */
  calls(): number;
  close(): Promise<void>;
}

/** The practice API takes two seconds. */
const PRACTICE_PROCESSING_MS = 10_000;

/** @throws StationError `store.*`, `account.key-format` or `api.address`, with nothing changed */
export async function openStation(options: StationOptions): Promise<Station> {
  const { mode, secrets, now = () => new Date(), onProgress = () => {}, onError = () => {} } = options;
  const { onOtherAccount = () => {} } = options;
  const folder = join(options.folder, mode);
  /** What has to be let go of again, the last first. */
  const held: (() => Promise<void> | void)[] = [];
  const letGo = async () => {
    for (const one of held.toReversed()) await one();
  };
  try {
    const practice = mode === 'practice' ? await startPractice(folder) : null;
    if (practice) held.push(practice.stop);
    const api = apiAddress(practice?.url ?? options.api ?? LIVE_API);
    const given = practice?.key ?? (options.key ? readApiKey(options.key) : null);
    const key = given ?? (await secrets.get(keyName(api)));
    const limiter = createLimiter();
    const keys = whoseKeys({ base: api, limiter });
    const accounts = openAccounts(folder);
    const { store, place } = practice
      ? { store: await openHistory(join(folder, HISTORY_FILE), secrets), place: null }
      : await openHistoryOf({ accounts, secrets, host: api.host, key, ask: keys.ask });
    held.push(store.close);
    const notices: AccountNotice[] = [];
    if (place) {
      const last = accounts.last();
      if (last !== null && last !== place.folder) notices.push('other-account');
      accounts.opened(place);
    }
    const copies = watchCopies({ identity: store.identity, secrets });
    await copies.start();
    const account = openAccount({
      mode,
      api,
      secrets,
      key,
      given: given !== null,
      identity: store.identity,
      history: { historyId: place?.folder ?? mode, historyEncrypted: store.encrypted },
      notices() {
        const why = store.identity.restored()?.why ?? copies.recognised();
        return why ? [...notices, why] : notices;
      },
      elsewhere: ({ host, organisation }) =>
        accounts
          .known()
          .some((one) => one.folder !== place?.folder && one.host === host && one.organisation === organisation),
      ask: keys.ask,
      bound: (owner, fingerprint) => place && accounts.bound(place.folder, owner, fingerprint),
      other(owner, fingerprint) {
        const own = store.identity.account();
        if (place && own) accounts.put({ folder: place.folder, ...own, keys: store.identity.keys() });
        accounts.assign(owner, fingerprint);
        if (!accounts.isWritten()) throw new StationError('store.full', { file: accounts.file });
      },
      left: onOtherAccount,
    });
    const agent = `esim-station (${store.stationId})`;
    const client = createClient({ base: api, apiKey: account.key, mayUse: account.mayUse, agent, limiter });
    const processingMs = options.processingMs ?? (practice ? PRACTICE_PROCESSING_MS : PROCESSING_MS);
    const engine = createEngine({
      store,
      client,
      now,
      processingMs,
      mustBeOurs: () => (account.isKnownAsOurs() ? null : account.mustBeOurs()),
      touch: copies.touch,
      onProgress,
      onError,
    });
    const { journal, provisioning, reconcile } = engine;
    const history = createHistory(store, mode, provisioning.summarise);

    return {
      mode,
      account,
      copies,
      provisioning,
      manifests: createManifests({ stock: () => client.inventory() }),
      history,
      care: createCare({ store, client, now, journal, topUp: provisioning.topUpOne, lost: reconcile.lookForOthers }),
      stock: createStock({ store, client, now, journal, settling: reconcile }),
      replace: ({ iccid, bundle, reason }, operator) =>
        provisioning.create(
          { lines: [{ bundle, quantity: 1 }], reference: history.referenceOf(iccid), startsAt: null },
          operator,
          { iccid, reason },
        ),
      calls: () => keys.calls() + client.calls(),
      async close() {
        await engine.stop();
        await copies.settled();
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** The practice account remembers what was done with it, as a real one would. Its key is made anew each time and means nothing. */
async function startPractice(folder: string) {
  const key = randomBytes(16).toString('hex');
  const api = await startTrainingApi({ key, stock: practiceStock, file: join(folder, 'account.jsonl') });
  return { key, url: api.url, stop: () => api.stop() };
}
