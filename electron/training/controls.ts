/**
 * What stands outside the API: moving the clock, playing the customer, arming faults, reading the ledger. Loopback and no key;
 * a body has to be called JSON, which no web page can send here without asking first.
 */
import { z } from 'zod';
import { StationError } from '../../shared/errors.ts';
import { customerObstacle, playCustomer } from './customer.ts';
import { type CustomerDeed, type CustomerDid, customerDeeds } from './events.ts';
import { type Faults, faultNames } from './faults.ts';
import { type Ledger, ledgerOf, type Traffic } from './ledger.ts';
import { playAdvanced } from './replay.ts';
import { badRequest, forbidden, json, Refusal, type Reply } from './replies.ts';
import { iccid, noQuery, readBody, readQuery, type Sent, whole } from './requests.ts';
import { momentOf, type World } from './world.ts';

/** What a customer does with an eSIM. */
export interface CustomerRequest {
  iccid: string;
  does: CustomerDeed;
  /** With `use` alone. */
  bytes?: number;
  /** ISO 3166, with `attach` and `use`; where the phone was, or where the bundle is for, when absent. */
  country?: string;
}

export interface Controls {
  ledger(): Ledger;
  /** Moves the account's clock forward. @throws StationError `training.control` */
  advance(ms: number): void;
  /** @throws StationError `training.control` when the customer cannot do that; nothing has changed then. */
  customer(request: CustomerRequest): void;
  faults: Faults;
}

const customerBody = z.strictObject({
  iccid,
  does: z.enum(customerDeeds),
  bytes: z.int().min(1).optional(),
  country: z.string().optional(),
});
/** A hundred years: dates beyond some point cannot be written down. */
const FARTHEST = 100 * 365 * 86_400_000;

function refuse(reason: string): never {
  throw new StationError('training.control', { reason });
}

export function createControls(world: World, traffic: Traffic, faults: Faults): Controls {
  return {
    faults,
    ledger: () => ledgerOf(world.account, traffic, momentOf(world)),

    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0 || world.account.ahead + ms > FARTHEST) {
        refuse('the clock moves by whole milliseconds, forward, and not beyond a hundred years');
      }
      if (ms > 0) world.commit({ type: 'advanced', at: world.now(), ms }, playAdvanced);
    },

    customer(request) {
      if (!customerBody.safeParse(request).success) refuse('this is not something a customer does');
      const event: CustomerDid = { type: 'customer', at: world.now(), ...request };
      const esim = world.account.esims.get(request.iccid);
      const obstacle = esim ? customerObstacle(esim, event) : 'there is no such eSIM';
      if (obstacle !== null) refuse(obstacle);
      world.commit(event, playCustomer);
    },
  };
}

const clockBody = z.strictObject({ advanceMs: z.int().min(0) });
const faultBody = z.strictObject({
  name: z.enum(faultNames),
  times: z.int().min(0).optional(),
  path: z.string().startsWith('/').optional(),
});
const releaseQuery = z.strictObject({ id: whole.optional() });

interface ControlCall extends Sent {
  query: URLSearchParams;
}

type Control = (controls: Controls, call: ControlCall) => Reply;

const table: Record<string, Control> = {
  'GET /__ledger': ({ ledger }) => json(ledger()),

  'POST /__clock': ({ advance, ledger }, call) => {
    advance(readBody(clockBody, call).advanceMs);
    return json({ now: ledger().now });
  },

  'POST /__customer': ({ customer }, call) => {
    const { iccid, does, bytes, country } = readBody(customerBody, call);
    customer({ iccid, does, ...(bytes !== undefined && { bytes }), ...(country !== undefined && { country }) });
    return json({ status: 'done' });
  },

  'GET /__fault': ({ faults }) => json({ faults: faults.states() }),

  'POST /__fault': ({ faults }, call) => {
    const { name, times, path } = readBody(faultBody, call);
    const { id } = faults.arm({ name, ...(times !== undefined && { times }), ...(path !== undefined && { path }) });
    return json({ id });
  },

  /** Releases the one with that id, or all. */
  'DELETE /__fault': ({ faults }, { query }) => {
    const { id } = readQuery(releaseQuery, query);
    if (id !== undefined && !faults.release(id)) return badRequest(`there is no fault ${id}`);
    for (const state of faults.states()) if (id === undefined) faults.release(state.id);
    return json({ faults: faults.states() });
  },
};

export function isControl(path: string): boolean {
  return path.startsWith('/__');
}

export function control(controls: Controls, method: string, path: string, call: ControlCall): Reply {
  const run = table[`${method} ${path}`];
  if (!run) return forbidden('no such control');
  try {
    if (!path.startsWith('/__fault')) readQuery(noQuery, call.query);
    return run(controls, call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    if (error instanceof StationError) return badRequest(String(error.params.reason));
    throw error;
  }
}
