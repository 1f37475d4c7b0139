import { ApiError, type Client } from '../esim-go/index.ts';
import { isPassing } from '../waiting/index.ts';

/** What an eSIM was made with, as far as the account tells. */
export interface MadeWith {
  /** Of its apply or order. */
  reference: string;
  bundle: string;
  /** Milliseconds since the epoch, by the account's dates. */
  assignedAt: number;
  /** The API is still working on it. */
  processing: boolean;
}

/**
 * What does not change any more is asked once: what an eSIM was made with, and which eSIMs an apply made when the API is done with it. So
 * a look at an account on which thousands were sold costs little, and nobody waits for it.
 */
export interface Facts {
  /** @returns null when the account does not tell; undefined when it refuses to */
  madeWith(iccid: string, assignedDate: string | null): Promise<MadeWith | null | undefined>;
  /** @returns the eSIMs of an apply; null while the API is working on it; undefined when it refuses to tell */
  assigned(reference: string): Promise<readonly string[] | null | undefined>;
}

export function createFacts(client: Client): Facts {
  const made = new Map<string, MadeWith>();
  const groups = new Map<string, { iccids: readonly string[]; times: number }>();

  return {
    async madeWith(iccid, assignedDate) {
      const known = made.get(iccid);
      if (known) return known;
      const bundles = await unlessRefused(() => client.esimBundles(iccid, { includeUsed: true, limit: 200 }));
      if (bundles === undefined) return undefined;
      // A new eSIM has what it was made with first.
      const [first] = bundles.toSorted((a, b) => timeOf(a.assignedAt) - timeOf(b.assignedAt));
      if (!first?.reference) return null;
      const { reference, name: bundle, state } = first;
      const fact = {
        reference,
        bundle,
        assignedAt: Date.parse(first.assignedAt ?? assignedDate ?? ''),
        processing: state === 'processing',
      };
      if (!fact.processing) made.set(iccid, fact);
      return fact;
    },

    async assigned(reference) {
      const known = groups.get(reference);
      // A list is short while the API works on it; one that has been the same for a while is whole.
      if (known && known.times >= SAME_TIMES) return known.iccids;
      try {
        const rows = await unlessRefused(() => client.assignments(reference));
        if (rows === undefined) return undefined;
        const iccids = rows.map(({ iccid }) => iccid);
        groups.set(reference, { iccids, times: known?.iccids.length === iccids.length ? known.times + 1 : 1 });
        return iccids;
      } catch (error) {
        if (error instanceof ApiError && error.code === 'api.busy') return null;
        throw error;
      }
    },
  };
}

const SAME_TIMES = 5;

const timeOf = (date: string | null) => (date === null ? 0 : Date.parse(date));

/** Refusals that would be the same next time; they say nothing of anything else. @returns undefined for one */
export async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiError && error.code !== 'api.unauthorised' && !isPassing(error)) return undefined;
    throw error;
  }
}
