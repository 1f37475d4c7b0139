import { problemOf, StationError } from '../../shared/errors.ts';
import { isIccid } from '../../shared/iccid.ts';
import { MAX_TOP_UPS } from '../../shared/limits.ts';
import type { StockBundle, TopUpCheck } from '../../shared/model.ts';
import type { Client } from '../esim-go/index.ts';
import type { PlannedItem } from '../store/index.ts';
import { inStock } from './plan.ts';

/** An eSIM does not change its provider; what was asked a moment ago need not be asked again when the operator says yes. */
const FRESH_MS = 10 * 60_000;

/** Which eSIMs can get which bundle, as the API says. */
export function createTopUpChecks(client: Client) {
  const known = new Map<string, { at: number; fits: Promise<boolean> }>();

  function fits(iccid: string, bundle: string): Promise<boolean> {
    const key = `${iccid} ${bundle}`;
    const before = known.get(key);
    if (before && performance.now() - before.at < FRESH_MS) return before.fits;
    const asked = client.compatible(iccid, bundle);
    known.set(key, { at: performance.now(), fits: asked });
    // A failure is not remembered.
    asked.catch(() => known.delete(key));
    return asked;
  }

  return {
    /** Asks for each eSIM whether the bundle fits; spends nothing. */
    check: (bundle: string, iccids: readonly string[]): Promise<TopUpCheck[]> =>
      Promise.all(
        iccids.map(async (iccid, index): Promise<TopUpCheck> => {
          if (!isIccid(iccid)) return { iccid, problem: { code: 'plan.iccid', params: { iccid: iccid.slice(0, 40) } } };
          if (iccids.indexOf(iccid) < index) return { iccid, problem: { code: 'plan.iccid-twice', params: { iccid } } };
          try {
            return { iccid, problem: (await fits(iccid, bundle)) ? null : { code: 'care.incompatible', params: {} } };
          } catch (error) {
            return { iccid, problem: problemOf(error) };
          }
        }),
      ),
  };
}

/**
 * The items of a batch of top-ups, after every eSIM was checked.
 * @throws StationError `plan.*`, or what stands in the way of the first eSIM that cannot get the bundle
 */
export function planTopUps(
  bundle: string,
  checks: readonly TopUpCheck[],
  stock: readonly StockBundle[],
): PlannedItem[] {
  if (bundle === '') throw new StationError('plan.no-bundle');
  if (checks.length < 1 || checks.length > MAX_TOP_UPS) throw new StationError('plan.quantity', { max: MAX_TOP_UPS });
  for (const { problem } of checks) if (problem) throw new StationError(problem.code, problem.params);
  inStock(bundle, checks.length, stock);
  return checks.map(({ iccid }) => ({ bundle, target: iccid }));
}
