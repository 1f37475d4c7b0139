import { AsyncEntry } from '@napi-rs/keyring';
import type { KeyKept } from '../../shared/model.ts';

/** Small secrets by name. `kept` tells where a secret that is set now will be. */
export interface Secrets {
  get(name: string): Promise<string | null>;
  /** @returns where it is kept: in the keychain, or in memory when the keychain does not take it */
  set(name: string, value: string): Promise<Exclude<KeyKept, 'none'>>;
  forget(name: string): Promise<void>;
  /** Where a secret is kept now. */
  kept(name: string): KeyKept;
}

/** Under this name a person finds the entries in the keychain of the system. */
const SERVICE = 'eSIM Station';
/** Long enough to type a password into the prompt of a locked keychain; a keychain nobody can unlock must not hold us for ever. */
const PATIENCE_MS = 60_000;

/**
 * Secrets in the OS keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. There it is pinned,
 * because the library would otherwise fall back to the kernel keyring, which forgets at logout without a word.
 * Where there is none, secrets live in memory until the program ends; nothing is ever written to a file instead.
 */
export function openSecrets(): Secrets {
  const session = new Map<string, string>();
  const inKeychain = new Set<string>();
  const entry = (name: string) => new AsyncEntry(SERVICE, name, { linux: { store: 'secret-service' } });

  return {
    async get(name) {
      const remembered = session.get(name);
      if (remembered !== undefined) return remembered;
      const value = await orNull(() => entry(name).getPassword());
      if (value !== null) inKeychain.add(name);
      return value;
    },
    async set(name, value) {
      const stored = await orNull(async () => {
        await entry(name).setPassword(value);
        return true;
      });
      if (stored) {
        inKeychain.add(name);
        session.delete(name);
        return 'keychain';
      }
      inKeychain.delete(name);
      session.set(name, value);
      return 'session';
    },
    async forget(name) {
      session.delete(name);
      inKeychain.delete(name);
      await orNull(() => entry(name).deletePassword());
    },
    kept(name) {
      if (session.has(name)) return 'session';
      return inKeychain.has(name) ? 'keychain' : 'none';
    },
  };
}

/** Runs a keychain call; null when there is no keychain, or nobody who unlocks it. */
async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([call(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
