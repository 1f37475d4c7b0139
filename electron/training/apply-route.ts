/** POST /esims/apply: bundles of the stock onto eSIMs. */
import { z } from 'zod';
import type { Grant } from './account.ts';
import { bundleOf } from './catalogue.ts';
import type { Applied } from './events.ts';
import type { Effect } from './fault-effects.ts';
import { fits, INCOMPATIBLE } from './fitting.ts';
import { playApplied } from './grants.ts';
import { badRequest, forbidden, json, Refusal } from './replies.ts';
import { count, iccid, noQuery, parse, readJson, readQuery, type Sent } from './requests.ts';
import { remaining, shortBundle } from './stock.ts';
import { type Call, type Handler, ownEsim, type World } from './world.ts';

const line = z.strictObject({
  name: z.string().min(1),
  repeat: count.optional(),
  allowReassign: z.boolean().optional(),
});

const oneBundle = line
  .extend({
    iccid: iccid.optional(),
    // An older page has it, the SPEC has not: taken where that page says it has a meaning.
    startTime: z.iso.datetime().optional(),
  })
  .refine((body) => body.iccid === undefined || body.repeat === undefined, 'iccid and repeat exclude each other');

const severalBundles = z.strictObject({ bundles: z.array(line).min(1) });

type Body = { bundles: z.output<typeof line>[] } | z.output<typeof oneBundle>;

function readBody(sent: Sent): Body {
  const value = readJson(sent);
  const several = typeof value === 'object' && value !== null && 'bundles' in value;
  return several ? parse(severalBundles, value, 'request body') : parse(oneBundle, value, 'request body');
}

/** @throws Refusal for a bundle that begins by itself. */
function startOf(name: string, startTime: string, now: number): number {
  if (bundleOf(name).autostart) throw new Refusal(badRequest('startTime is not allowed for this bundle'));
  const starts = Date.parse(startTime);
  if (starts < now) throw new Refusal(badRequest('startTime is in the past'));
  return starts;
}

/** The eSIM the bundle goes on; undefined for a new one. @throws Refusal */
function targetOf(body: z.output<typeof oneBundle>, { effect }: Call, world: World): string | undefined {
  if (body.iccid === undefined) return undefined;
  const esim = ownEsim(world, body.iccid);
  if (!effect.incompatible && fits(bundleOf(body.name), esim)) return body.iccid;
  if (!body.allowReassign) throw new Refusal(INCOMPATIBLE);
  return undefined;
}

/** The first of the stock that goes on the same eSIMs; the one that is asked for where there is none. */
function anotherThan(name: string, { account, now }: World): string {
  const { provider } = bundleOf(name);
  const others = [...account.stock.keys()].filter((other) => other !== name && bundleOf(other).provider === provider);
  return others.find((other) => remaining(account, other, now()) > 0) ?? name;
}

function eventOf(body: Body, call: Call, world: World): Applied {
  const at = world.now();
  const { agent } = call;
  const { refused, hiddenMs, makes, otherBundle } = call.effect;
  const more = {
    ...(refused !== undefined && { refused }),
    ...(hiddenMs !== undefined && { hidden: hiddenMs }),
  };
  const lines = ('bundles' in body ? body.bundles : [body]).map(({ name, repeat = 1 }) => ({
    bundle: otherBundle ? anotherThan(name, world) : name,
    count: makes?.(repeat) ?? repeat,
  }));
  if ('bundles' in body) return { type: 'applied', at, agent, lines, ...more };
  const target = targetOf(body, call, world);
  return {
    type: 'applied',
    at,
    agent,
    lines,
    ...(target !== undefined && { iccid: target }),
    ...(body.startTime !== undefined && { starts: startOf(body.name, body.startTime, at) }),
    ...more,
  };
}

function applyShape({ reference, items }: Grant, effect: Effect): unknown {
  const { status = 'Successfully Applied Bundle', refusal = 'Failed to Apply Bundle', names } = effect;
  const esims = items.map(({ iccid, bundle, assignment }) => ({
    iccid,
    status: assignment ? status : refusal,
    bundle,
  }));
  return { esims: names?.(esims) ?? esims, applyReference: reference };
}

export const postApply: Handler = (call, world) => {
  readQuery(noQuery, call.query);
  const event = eventOf(readBody(call), call, world);
  const missing = shortBundle(world.account, event.lines, event.at);
  if (missing !== null) throw new Refusal(forbidden(`no available bundles found in inventory: ${missing}`));
  const grant = world.commit(event, playApplied);
  call.made(grant.reference);
  return json(applyShape(grant, call.effect));
};
