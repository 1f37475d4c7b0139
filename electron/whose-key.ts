import { StationError } from '../shared/errors.ts';
import { createClient, type Limiter } from './esim-go/index.ts';

/** Somebody waits for the station to open, or for a key to be taken. */
const SOON = { timeoutMs: 20_000, backoffMs: 250 };

/** Asks the API whose a key is, with a client of its own: no work that is going on ever uses a key that is only being tried. */
export function whoseKeys({ base, limiter }: { base: URL; limiter: Limiter }) {
  let calls = 0;
  return {
    /** @returns the name of the organisation @throws ApiError, or StationError `account.unnamed` */
    async ask(key: string): Promise<string> {
      const client = createClient({ base, apiKey: () => key, limiter, ...SOON });
      try {
        const { name } = await client.organisation();
        // It is shown, also in a terminal.
        const oneLine = (name ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim();
        if (oneLine === '') throw new StationError('account.unnamed');
        return oneLine;
      } finally {
        calls += client.calls();
      }
    },
    /** Requests sent so far. */
    calls: (): number => calls,
  };
}
