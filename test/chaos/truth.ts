/** What the account knows of the calls of a station: which of them brought what. */
import { isDeepStrictEqual } from 'node:util';
import type { Ledger, LedgerCall } from '../../electron/training/index.ts';

const APPLY = '/v2.4/esims/apply';

/** Calls that spend: applies, top-ups, orders. @param sent numbers of the calls of the station */
export function spendingCalls(ledger: Ledger, sent: ReadonlySet<number>): LedgerCall[] {
  return ledger.calls.filter(
    (call) => sent.has(call.number) && call.method === 'POST' && (call.path === APPLY || call.path === '/v2.4/orders'),
  );
}

/** What a call asked for, in one form whatever is left out of it. */
function wishOf(request: unknown): unknown {
  const { name, iccid, repeat = 1, startTime } = (request ?? {}) as Record<string, unknown>;
  return { name, iccid, repeat, startTime };
}

/**
 * The applies of a station that asked for the same as a call. What one of them brought is as good as what another did: nobody can tell
 * them apart, and nobody has to.
 */
export function appliesLike(ledger: Ledger, sent: ReadonlySet<number>, request: unknown): LedgerCall[] {
  const wish = wishOf(request);
  return spendingCalls(ledger, sent).filter(
    ({ path, body }) => path === APPLY && isDeepStrictEqual(wishOf(JSON.parse(body || '{}')), wish),
  );
}

/** Bundles that an apply asked for. */
export function askedBy({ body }: LedgerCall): number {
  const { repeat = 1 } = JSON.parse(body || '{}') as { repeat?: number };
  return repeat;
}
