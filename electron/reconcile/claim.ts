import { setTimeout as sleep } from 'node:timers/promises';
import { readMark, withMark } from '../../shared/station-mark.ts';
import { journaled } from '../journal/index.ts';
import type { ApplyCall } from '../store/index.ts';
import type { Context } from './context.ts';
import { unlessRefused } from './facts.ts';

/** Who decides. A person has looked at the label of what he takes; the station takes only what bears none. */
export type By = 'station' | 'operator';

/**
 * Claims eSIMs of the account by this station's mark on the first of them, so that of two stations that see the same ones only the last
 * to write keeps them, and the other sees that in time. A claim that nobody can be sure of is none: a write whose answer got lost may
 * still land on top of somebody else's claim.
 * @param stillOurs asked when the claim stands; a person's word needs no second thought
 * @returns whether nobody else has claimed them, before or since; a claim that is given up is taken back
 */
export async function claim(
  [first = '']: readonly string[],
  call: ApplyCall,
  by: By,
  context: Context,
  stillOurs: () => Promise<boolean>,
): Promise<boolean> {
  const { client, store, station, isOwnMark, timing, signal } = context;
  // Another lost call of ours was quicker.
  if (store.items.owner(first)) return false;
  const claimed = async () => {
    const esim = await unlessRefused(() => client.esim(first));
    return esim ? readMark(esim.customerRef) : null;
  };
  const begun = performance.now();
  const before = await claimed();
  // Who points at it in person may have one whose label the account neither shows nor takes.
  if (!before) return by === 'operator';
  if (before.mark ? !isOwnMark(before.mark.station) : by === 'station' && before.text !== '') return false;
  const ours = withMark(before.text, { station: station(), clean: false });
  const written = await writeClaim(first, ours, call, context);
  if (written === 'refused') return by === 'operator';
  // An answer that got lost does not matter where the mark can be read so soon that nobody else can have had his confirmed before it.
  const isThere = async () => (await claimed())?.mark?.station === station();
  if (written === 'unsure' && !((await isThere()) && performance.now() - begun < timing.claimMs)) return false;
  await sleep(timing.claimMs, undefined, { signal });
  const holds = await stillOurs();
  const isOurs = await isThere();
  if (isOurs && !holds) await writeClaim(first, before.text, call, context);
  return isOurs && holds;
}

type Written = 'written' | 'refused' | 'unsure';

async function writeClaim(iccid: string, customerRef: string, call: ApplyCall, context: Context): Promise<Written> {
  const { client, journal } = context;
  const send = () => client.setCustomerRef(iccid, customerRef);
  const request = { iccid, customerRef };
  const { operator } = call;
  const { outcome } = await journaled(journal, { kind: 'reference', iccid }, { request, operator, send });
  if (outcome === 'answered') return 'written';
  return outcome === 'refused' ? 'refused' : 'unsure';
}
