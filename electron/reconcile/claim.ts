import { setTimeout as sleep } from 'node:timers/promises';
import { readMark, withMark } from '../../shared/station-mark.ts';
import { journaled } from '../journal/index.ts';
import type { ApplyCall } from '../store/index.ts';
import type { Context } from './context.ts';

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
  const claimed = async () => readMark((await client.esim(first)).customerRef);
  const begun = performance.now();
  const { mark, text } = await claimed();
  if (mark ? !isOwnMark(mark.station) : by === 'station' && text !== '') return false;
  const ours = withMark(text, { station: station(), clean: false });
  const isWritten = await writeClaim(first, ours, call, context);
  // An answer that got lost does not matter where the mark can be read so soon that nobody else can have had his confirmed before it.
  if (!isWritten && !((await claimed()).mark?.station === station() && performance.now() - begun < timing.claimMs))
    return false;
  await sleep(timing.claimMs, undefined, { signal });
  const holds = await stillOurs();
  const isOurs = (await claimed()).mark?.station === station();
  if (isOurs && !holds) await writeClaim(first, text, call, context);
  return isOurs && holds;
}

/** @returns whether the API says that it stands there */
async function writeClaim(iccid: string, customerRef: string, call: ApplyCall, context: Context): Promise<boolean> {
  const { client, journal } = context;
  const send = () => client.setCustomerRef(iccid, customerRef);
  const request = { iccid, customerRef };
  const { operator } = call;
  const ended = await journaled(journal, { kind: 'reference', iccid }, { request, operator, send });
  return ended.outcome === 'answered';
}
