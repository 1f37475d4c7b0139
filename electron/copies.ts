/**
 * Tells a copied history, or an older one that was put back, from the one that was last worked with. A history begins a generation with
 * each start and each batch, and the keychain, which no copy of a folder takes along, holds the newest one of each station. A history
 * that does not have that one has missed something.
 */
import { StationError } from '../shared/errors.ts';
import type { Secrets } from './secrets/index.ts';
import type { Renewal, Store } from './store/index.ts';

export type Copies = ReturnType<typeof watchCopies>;

type Identity = Pick<
  Store['identity'],
  'stationId' | 'beginGeneration' | 'hasGeneration' | 'inKeychain' | 'noteKeychain' | 'renew'
>;

/** A person who looks at the keychain finds these, too. */
const nameOf = (stationId: string) => `Newest generation of station ${stationId}`;
const PROBE = 'Is there a keychain';

export function watchCopies({ identity, secrets }: { identity: Identity; secrets: Secrets }) {
  let touching: Promise<void> = Promise.resolve();
  /** What the keychain says has been looked at; before that it must not be written over. */
  let compared = false;
  let recognised: Renewal | null = null;

  /** What is to be said of this history; null as well while there is no keychain to compare it with. */
  async function compare(): Promise<Renewal | null> {
    const newest = await secrets.get(nameOf(identity.stationId()));
    if (newest === null && !(await keychainAnswers())) return null;
    compared = true;
    if (newest !== null) return identity.hasGeneration(newest) ? null : 'older';
    // A keychain has taken one of ours, and this one has none: it is another computer's.
    return identity.inKeychain() ? 'copied' : null;
  }

  async function keychainAnswers(): Promise<boolean> {
    if ((await secrets.set(PROBE, 'yes')) !== 'keychain') return false;
    await secrets.forget(PROBE);
    return true;
  }

  /**
   * The history first, flushed, then the keychain: after a crash between the two the keychain holds one that the history has, and nothing
   * was sent meanwhile that a copy could miss. The other way round every such crash would look like an older copy.
   */
  async function touchNow(): Promise<void> {
    if (!compared) {
      const why = await compare();
      if (why) {
        identity.renew(why);
        recognised = why;
      }
    }
    const generation = identity.beginGeneration();
    if (compared && (await secrets.set(nameOf(identity.stationId()), generation)) === 'keychain') {
      identity.noteKeychain();
    }
  }

  /**
   * Awaited at the start, as a batch begins and ends, and before anything else that spends: a copy of before is then known for one.
   * A history that turns out to be a copy, or older, is that of another station from here on, and `identity.isRestored()`.
   */
  function touch(): Promise<void> {
    // One after the other, or the keychain could end with the older one.
    touching = touching.catch(() => {}).then(touchNow);
    return touching;
  }

  return {
    touch,
    /** Resolves when nothing is being written any more. */
    settled: (): Promise<void> => touching.catch(() => {}),
    /** What was recognised since the start. */
    recognised: (): Renewal | null => recognised,
    /** The first touch, before anything is worked on. */
    async start(): Promise<void> {
      await touch().catch((error: unknown) => {
        // A history can be read on a full disk; before something is sent, this is tried again.
        if (!(error instanceof StationError && error.code === 'store.full')) throw error;
      });
    },
  };
}
