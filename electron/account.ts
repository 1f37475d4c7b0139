import { StationError } from '../shared/errors.ts';
import type { AccountNotice, AccountStatus, KeyKept, Mode } from '../shared/model.ts';
import { fingerprintOf } from './accounts.ts';
import { readApiKey } from './api-key.ts';
import type { Secrets } from './secrets/index.ts';
import type { AccountOwner, Store } from './store/index.ts';

export type Account = ReturnType<typeof openAccount>;

interface Options {
  mode: Mode;
  /** Base address of the API. A key belongs to the address it was entered for and is never sent to another one. */
  api: URL;
  secrets: Secrets;
  /** The key to begin with, and whether it was given for this run alone: such a one is neither stored nor looked up. */
  key: string | null;
  given: boolean;
  /** Whose history is open. */
  identity: Pick<Store['identity'], 'account' | 'bind' | 'knowsKey'>;
  history: Pick<AccountStatus, 'historyId' | 'historyEncrypted'>;
  /** What a person has to know about the history that is open. */
  notices: () => AccountNotice[];
  /** Whether another history on this computer is this account's. */
  elsewhere: (owner: AccountOwner) => boolean;
  /** Asks the API whose key this is, whatever key the station works with. @throws ApiError */
  ask: (key: string) => Promise<string | null>;
  /** The history that is open got its account, or one more key of it. */
  bound: (owner: AccountOwner, fingerprint: string) => void;
  /**
   * Writes down that a key is of another account than this history, so that whoever opens that one finds it.
   * @throws StationError `store.full`
   */
  other: (owner: AccountOwner, fingerprint: string) => void;
  /** The key that the station works with is such a one, and that is written down. */
  left: () => void;
}

/** Under this name the key of an account at this API is in the keychain. */
export const keyName = (api: URL) => `API key for ${api.host}`;

/** The API key of one account: set, forget, and whether it is of the account whose history this is. */
export function openAccount({ mode, api, secrets, given, ...options }: Options) {
  const { identity, ask, bound, other } = options;
  const { host } = api;
  const name = keyName(api);
  const fingerprint = (candidate: string) => fingerprintOf(host, candidate);
  let key = options.key;
  /** The key that the account itself has shown to be ours, since the station was opened. */
  let ours: string | null = null;
  /** The key that it has shown not to be. */
  let strange: { key: string; error: StationError } | null = null;
  let asking: { key: string; answer: Promise<void> } | null = null;

  function keyKept(): KeyKept {
    // The key of the practice account means nothing and is made anew at each start.
    if (!key || mode === 'practice') return 'none';
    return given ? 'session' : secrets.kept(name);
  }

  /** The history has never seen this key, so that nothing is sent with it before the account was asked. */
  function isUnchecked(): boolean {
    return mode === 'live' && key !== null && identity.account() !== null && !identity.knowsKey(fingerprint(key));
  }

  function isOurs(organisation: string): boolean {
    const owner = identity.account();
    if (owner === null) return !options.elsewhere({ host, organisation });
    return owner.host === host && owner.organisation === organisation;
  }

  function adopt(candidate: string, organisation: string): void {
    identity.bind({ host, organisation }, fingerprint(candidate));
    bound({ host, organisation }, fingerprint(candidate));
    ours = candidate;
  }

  /**
   * Where the API does not tell, a key that this history knows is proof enough, and a history that is of nobody yet is of this key alone.
   * @throws StationError `account.unnamed`, or `api.*` when it cannot be asked
   */
  async function organisationOf(candidate: string): Promise<string> {
    const told = await ask(candidate);
    if (told !== null) return told;
    const owner = identity.account();
    if (owner === null) return `#${fingerprint(candidate).slice(0, 8)}`;
    if (identity.knowsKey(fingerprint(candidate))) return owner.organisation;
    throw new StationError('account.unnamed');
  }

  async function check(candidate: string): Promise<void> {
    if (candidate === strange?.key) throw strange.error;
    const organisation = await organisationOf(candidate);
    if (isOurs(organisation)) return adopt(candidate, organisation);
    const error = new StationError('account.other', {
      account: organisation,
      history: identity.account()?.organisation ?? host,
    });
    strange = { key: candidate, error };
    try {
      other({ host, organisation }, fingerprint(candidate));
      options.left();
    } catch (full) {
      // It is found out again at the next start.
      if (!(full instanceof StationError)) throw full;
    }
    throw error;
  }

  /**
   * Resolves when the account itself has said, since this key is used, that it is the one whose history this is. Awaited before anything
   * that spends or changes something, and before the account is asked what became of a lost call: another account's answer would be
   * wrong.
   * @throws StationError `account.other`, `account.no-key`, `account.unnamed`, or `api.*` when it cannot be asked; nothing was sent then
   */
  async function mustBeOurs(): Promise<void> {
    if (mode === 'practice') return;
    // Again, when the key was exchanged while the account was being asked.
    while (key !== ours || key === null) {
      const candidate = key;
      if (candidate === null) throw new StationError('account.no-key');
      if (asking?.key !== candidate) {
        const answer = check(candidate).finally(() => {
          if (asking?.answer === answer) asking = null;
        });
        asking = { key: candidate, answer };
      }
      await asking.answer;
    }
  }

  return {
    key: (): string | null => key,
    mustBeOurs,
    /** Whether `mustBeOurs` has nothing to ask. */
    isKnownAsOurs: (): boolean => mode === 'practice' || (key !== null && key === ours),

    /**
     * Before any call, also one that only reads: the first contact makes the history this account's, and a key that the history has never
     * seen is not used for it before the account has said whose it is.
     * @throws StationError as `mustBeOurs`
     */
    async mayUse(): Promise<void> {
      if (mode === 'practice' || key === null) return;
      const known = identity.knowsKey(fingerprint(key)) && key !== strange?.key;
      if (!known) await mustBeOurs();
    },

    status: (): AccountStatus => ({
      mode,
      connected: key !== null,
      api: host,
      organisation: identity.account()?.organisation ?? null,
      keyKept: keyKept(),
      ...options.history,
      notices: isUnchecked() ? [...options.notices(), 'unchecked'] : options.notices(),
    }),

    /**
     * Takes a key after the API has said whose it is; a key that does not work is never stored, and the work that is going on never uses
     * one of another account. For such a one `openOther` has to open the history of its account.
     * @throws StationError `account.*`, `api.*` or what `openOther` throws, with the old key still in place
     */
    async connect(candidate: string, openOther: () => Promise<unknown>): Promise<void> {
      if (mode === 'practice') throw new StationError('account.not-practice');
      const given = readApiKey(candidate);
      const organisation = await organisationOf(given);
      if (isOurs(organisation)) {
        adopt(given, organisation);
        key = given;
        await secrets.set(name, given);
        return;
      }
      other({ host, organisation }, fingerprint(given));
      const before = await secrets.get(name);
      await secrets.set(name, given);
      try {
        await openOther();
      } catch (error) {
        if (before === null) await secrets.forget(name);
        else await secrets.set(name, before);
        throw error;
      }
    },

    async forget(): Promise<void> {
      await secrets.forget(name);
      key = null;
    },
  };
}
