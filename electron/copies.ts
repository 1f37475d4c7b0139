/**
 * Tells a copied history, or an older one that was put back, from the one that was last worked with. The history counts its starts and
 * batches under its station id, and the keychain, which no copy of a folder takes along, holds the same number under that id.
 */
import { StationError } from '../shared/errors.ts';
import type { Secrets } from './secrets/index.ts';
import type { Renewal, Store } from './store/index.ts';

export type Copies = ReturnType<typeof watchCopies>;

type Counted = Pick<
  Store['identity'],
  'stationId' | 'counted' | 'countUp' | 'noteKeychain' | 'renew' | 'restored' | 'clearRestored'
>;

/** A person who looks at the keychain finds these, too. */
const nameOf = (stationId: string) => `History count of station ${stationId}`;
const PROBE = 'Is there a keychain';

export function watchCopies({ identity, secrets }: { identity: Counted; secrets: Secrets }) {
  let touching: Promise<void> = Promise.resolve();

  /**
   * The history first, flushed, then the keychain. A crash between the two leaves the history ahead, which no copy ever is: a copy is at
   * most what the history was, and the keychain has moved on before anything was sent. The other way round every such crash would look
   * like an older copy. Where the keychain does not take it, the next touch tries again.
   */
  async function touchNow(): Promise<void> {
    const generation = identity.countUp();
    const name = nameOf(identity.stationId());
    if ((await secrets.set(name, String(generation))) === 'keychain') return identity.noteKeychain();
    // Kept for this session it would pass for a keychain that remembers.
    await secrets.forget(name);
  }

  async function whatHappened(): Promise<Renewal | null> {
    const { generation, inKeychain } = identity.counted();
    const remembered = await secrets.get(nameOf(identity.stationId()));
    if (remembered !== null && /^\d{1,15}$/.test(remembered)) return Number(remembered) > generation ? 'older' : null;
    // A keychain took our number once. This one has none: it is another one, or none answers just now, which proves nothing.
    return inKeychain && (await keychainAnswers(secrets)) ? 'copied' : null;
  }

  return {
    /** As a batch begins and ends, and before anything else is sent that spends: an older copy of this moment is then known for one. */
    touch(): Promise<void> {
      // One after the other, or the keychain could end with the smaller number.
      touching = touching.catch(() => {}).then(touchNow);
      return touching;
    },

    /**
     * At the start, before anything is worked on: gives a copied or older history a new station id, and counts.
     * @returns what was recognised just now
     */
    async recognise(): Promise<Renewal | null> {
      const happened = await whatHappened();
      if (happened) identity.renew(happened);
      await this.touch().catch((error: unknown) => {
        // What is in a history can be read on a full disk; before something is sent, it is tried again.
        if (!(error instanceof StationError && error.code === 'store.full')) throw error;
      });
      return happened;
    },
  };
}

async function keychainAnswers(secrets: Secrets): Promise<boolean> {
  const where = await secrets.set(PROBE, 'yes');
  await secrets.forget(PROBE);
  return where === 'keychain';
}
