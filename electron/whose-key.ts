import { ApiError, createClient, type Limiter } from './esim-go/index.ts';

/** Somebody waits for the station to open, or for a key to be taken. */
const SOON = { timeoutMs: 20_000, backoffMs: 250 };

/** Asks the API whose a key is, with a client of its own: no work that is going on ever uses a key that is only being tried. */
export function whoseKeys({ base, limiter }: { base: URL; limiter: Limiter }) {
  let calls = 0;
  return {
    /** @returns the name of the organisation; null where the API does not tell, as for a key that may not ask @throws ApiError */
    async ask(key: string): Promise<string | null> {
      const client = createClient({ base, apiKey: () => key, limiter, ...SOON });
      try {
        const { name } = await client.organisation();
        // It is shown, also in a terminal.
        const oneLine = (name ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim();
        return oneLine || null;
      } catch (error) {
        if (error instanceof ApiError && error.code === 'api.refused') return null;
        throw error;
      } finally {
        calls += client.calls();
      }
    },
    /** Requests sent so far. */
    calls: (): number => calls,
  };
}
