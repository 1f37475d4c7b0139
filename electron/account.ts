import { StationError } from '../shared/errors.ts';
import type { AccountStatus, KeyKept, Mode } from '../shared/model.ts';
import type { Secrets } from './secrets/index.ts';

export type Account = Awaited<ReturnType<typeof openAccount>>;

interface Options {
  mode: Mode;
  /** Base address of the API. A key belongs to the address it was entered for and is never sent to another one. */
  api: URL;
  secrets: Secrets;
  historyEncrypted: boolean;
  /** A key given for this run alone; it is neither stored nor looked up. */
  givenKey: string | null;
}

/** The API key of one account: set, forget, status. Only the client asks for its value. */
export async function openAccount({ mode, api, secrets, historyEncrypted, givenKey }: Options) {
  const name = `API key for ${api.host}`;
  let key = givenKey ?? (await secrets.get(name));

  function keyKept(): KeyKept {
    // The key of the practice account means nothing and is made anew at each start.
    if (!key || mode === 'practice') return 'none';
    return givenKey ? 'session' : secrets.kept(name);
  }

  return {
    key: (): string | null => key,

    status: (): AccountStatus => ({
      mode,
      connected: key !== null,
      api: api.host,
      keyKept: keyKept(),
      historyEncrypted,
    }),

    /**
     * Takes a key after `tryKey` has used it against the API; a key that does not work is never stored.
     * @throws StationError `account.*` or what `tryKey` throws, with the old key still in place
     */
    async connect(candidate: string, tryKey: () => Promise<unknown>): Promise<void> {
      if (mode === 'practice') throw new StationError('account.not-practice');
      const trimmed = candidate.trim();
      if (!/^[\x21-\x7e]{1,512}$/.test(trimmed)) throw new StationError('account.key-format');
      const before = key;
      key = trimmed;
      try {
        await tryKey();
      } catch (error) {
        key = before;
        throw error;
      }
      await secrets.set(name, trimmed);
    },

    async forget(): Promise<void> {
      await secrets.forget(name);
      key = null;
    },
  };
}
