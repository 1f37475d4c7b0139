import type { Secrets } from '../../electron/secrets/index.ts';

/** A keychain that outlives the stations of a test, and can be locked: nobody answers then, and secrets live for the session. */
export function memoryKeychain(kept = new Map<string, string>()) {
  let locked = false;

  /** As a program that starts sees it. */
  function open(): Secrets {
    const session = new Map<string, string>();
    return {
      async get(name) {
        return session.get(name) ?? (locked ? null : (kept.get(name) ?? null));
      },
      async set(name, value) {
        if (locked) {
          session.set(name, value);
          return 'session';
        }
        session.delete(name);
        kept.set(name, value);
        return 'keychain';
      },
      async forget(name) {
        session.delete(name);
        if (!locked) kept.delete(name);
      },
      kept(name) {
        if (session.has(name)) return 'session';
        return kept.has(name) ? 'keychain' : 'none';
      },
    };
  }

  return {
    kept,
    open,
    lock(now: boolean): void {
      locked = now;
    },
  };
}
