/**
 * What stands outside the API: moving the clock, playing the customer, arming faults, reading the ledger. Loopback and no key;
 * a body has to be called JSON, which no web page can send here without asking first.
 */
import { z } from 'zod';
import { StationError } from '../../shared/errors.ts';
import { playUpdated } from './care.ts';
import { customerObstacle, playCustomer } from './customer.ts';
import { type CustomerDeed, type CustomerDid, customerDeeds } from './events.ts';
import { faultNames } from './fault-effects.ts';
import type { Faults } from './faults.ts';
import { type Ledger, ledgerOf, type Traffic } from './ledger.ts';
import { playRemoved, playRenamed, playRepriced, playStocked, stockObstacle } from './others.ts';
import { playAdvanced } from './replay.ts';
import { badRequest, forbidden, json, Refusal, type Reply } from './replies.ts';
import { iccid, noQuery, readBody, readQuery, type Sent, whole } from './requests.ts';
import type { Schedule } from './schedule.ts';
import { carryOut } from './work.ts';
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

/** A call of somebody else, by other means. */
export interface StrangerRequest {
  method: string;
  /** Below the version, with its query. */
  path: string;
  body?: unknown;
}

export interface Controls {
  ledger(): Ledger;
  /** Moves the account's clock forward. @throws StationError `training.control` */
  advance(ms: number): void;
  /** @throws StationError `training.control` when the customer cannot do that; nothing has changed then. */
  customer(request: CustomerRequest): void;
  /** Writes a customer reference as the reseller's people do in the portal. @throws StationError `training.control` */
  edit(iccid: string, customerRef: string): void;
  /** Takes an eSIM out of the account, for good. @throws StationError `training.control` */
  remove(iccid: string): void;
  /** Bundles that others buy, or take away when less than nothing. @throws StationError `training.control` */
  restock(bundle: string, by: number): void;
  /** What one costs from now on, in the currency of the account. @throws StationError `training.control` */
  price(bundle: string, price: number): void;
  /** What the organisation is called from now on. @throws StationError `training.control` */
  rename(organisation: string): void;
  /** The only key from now on. @throws StationError `training.control` */
  exchangeKey(key: string): void;
  /** Does what a call of the API does, without faults and without being counted. */
  stranger(request: StrangerRequest): Promise<Reply>;
  faults: Faults;
}

/** What the controls move. */
export interface ControlParts {
  world: World;
  traffic: Traffic;
  faults: Faults;
  schedule: Schedule;
  access: { key: string };
}

const customerBody = z.strictObject({
  iccid,
  does: z.enum(customerDeeds),
  bytes: z.int().min(1).optional(),
  country: z.string().optional(),
});
const MOST_RESTOCKED = 1_000_000;
/** What somebody else calls himself in the ledger. */
const STRANGER = 'stranger';
/** A hundred years: dates beyond some point cannot be written down. */
const FARTHEST = 100 * 365 * 86_400_000;

function refuse(reason: string): never {
  throw new StationError('training.control', { reason });
}

export function createControls({ world, traffic, faults, schedule, access }: ControlParts): Controls {
  const known = (iccid: string) => world.account.esims.has(iccid) || refuse('there is no such eSIM');
  return {
    faults,
    ledger() {
      schedule.settle();
      return ledgerOf(world.account, traffic, momentOf(world));
    },

    advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0 || world.account.ahead + ms > FARTHEST) {
        refuse('the clock moves by whole milliseconds, forward, and not beyond a hundred years');
      }
      if (ms > 0) world.commit({ type: 'advanced', at: world.now(), ms }, playAdvanced);
      schedule.settle();
    },

    customer(request) {
      if (!customerBody.safeParse(request).success) refuse('this is not something a customer does');
      const event: CustomerDid = { type: 'customer', at: world.now(), ...request };
      const esim = world.account.esims.get(request.iccid);
      const obstacle = esim ? customerObstacle(esim, event) : 'there is no such eSIM';
      if (obstacle !== null) refuse(obstacle);
      world.commit(event, playCustomer);
    },

    edit(iccid, customerRef) {
      known(iccid);
      world.commit({ type: 'updated', at: world.now(), iccid, customerRef }, playUpdated);
    },

    remove(iccid) {
      known(iccid);
      world.commit({ type: 'removed', at: world.now(), iccid }, playRemoved);
    },

    restock(bundle, by) {
      if (!Number.isSafeInteger(by) || Math.abs(by) > MOST_RESTOCKED) refuse('the stock changes by whole bundles');
      const event = { type: 'stocked' as const, at: world.now(), bundle, by };
      const obstacle = stockObstacle(world.account, event);
      if (obstacle !== null) refuse(obstacle);
      world.commit(event, playStocked);
    },

    price(bundle, price) {
      const cents = Math.round(price * 100);
      if (!Number.isSafeInteger(cents) || cents < 0) refuse('a price is not less than nothing');
      world.commit({ type: 'repriced', at: world.now(), bundle, price: cents }, playRepriced);
    },

    rename(organisation) {
      if (organisation === '') refuse('an organisation has a name');
      world.commit({ type: 'renamed', at: world.now(), name: organisation }, playRenamed);
    },

    exchangeKey(key) {
      if (key === '') refuse('a key is not empty');
      access.key = key;
    },

    async stranger({ method, path, body }) {
      schedule.settle();
      const url = new URL(path, 'http://127.0.0.1');
      const asked = {
        method,
        path: url.pathname,
        query: url.searchParams,
        accept: 'application/json',
        contentType: 'application/json',
        agent: STRANGER,
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      };
      return carryOut(asked, {}, world, () => {});
    },
  };
}

const editBody = z.strictObject({ iccid, customerRef: z.string() });
const removeBody = z.strictObject({ iccid });
const stockBody = z.strictObject({ bundle: z.string().min(1), by: z.int() });
const priceBody = z.strictObject({ bundle: z.string().min(1), price: z.number().min(0) });
const nameBody = z.strictObject({ name: z.string().min(1) });
const keyBody = z.strictObject({ key: z.string().min(1) });
const strangerBody = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  path: z.string().startsWith('/'),
  body: z.unknown().optional(),
});

const clockBody = z.strictObject({ advanceMs: z.int().min(0) });
const faultBody = z.strictObject({
  name: z.enum(faultNames),
  value: z.string().optional(),
  times: z.int().min(0).optional(),
  path: z.string().startsWith('/').optional(),
});
const releaseQuery = z.strictObject({ id: whole.optional() });

interface ControlCall extends Sent {
  query: URLSearchParams;
}

type Control = (controls: Controls, call: ControlCall) => Reply | Promise<Reply>;

const done = json({ status: 'done' });

const table: Record<string, Control> = {
  'GET /__ledger': ({ ledger }) => json(ledger()),

  'POST /__clock': ({ advance, ledger }, call) => {
    advance(readBody(clockBody, call).advanceMs);
    return json({ now: ledger().now });
  },

  'POST /__customer': ({ customer }, call) => {
    const { iccid, does, bytes, country } = readBody(customerBody, call);
    customer({ iccid, does, ...(bytes !== undefined && { bytes }), ...(country !== undefined && { country }) });
    return done;
  },

  'POST /__reference': ({ edit }, call) => {
    const { iccid, customerRef } = readBody(editBody, call);
    edit(iccid, customerRef);
    return done;
  },

  'POST /__remove': ({ remove }, call) => {
    remove(readBody(removeBody, call).iccid);
    return done;
  },

  'POST /__stock': ({ restock }, call) => {
    const { bundle, by } = readBody(stockBody, call);
    restock(bundle, by);
    return done;
  },

  'POST /__price': (controls, call) => {
    const { bundle, price } = readBody(priceBody, call);
    controls.price(bundle, price);
    return done;
  },

  'POST /__organisation': ({ rename }, call) => {
    rename(readBody(nameBody, call).name);
    return done;
  },

  'POST /__key': ({ exchangeKey }, call) => {
    exchangeKey(readBody(keyBody, call).key);
    return done;
  },

  'POST /__stranger': ({ stranger }, call) => {
    const { method, path, body } = readBody(strangerBody, call);
    return stranger({ method, path, body });
  },

  'GET /__fault': ({ faults }) => json({ faults: faults.states() }),

  'POST /__fault': ({ faults }, call) => {
    const { name, ...more } = readBody(faultBody, call);
    const { id } = faults.arm({ name, ...defined(more) });
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

/** Without what nobody has said. */
function defined<Value extends object>(value: Value): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}

export function isControl(path: string): boolean {
  return path.startsWith('/__');
}

export async function control(controls: Controls, method: string, path: string, call: ControlCall): Promise<Reply> {
  const run = table[`${method} ${path}`];
  if (!run) return forbidden('no such control');
  try {
    if (!path.startsWith('/__fault')) readQuery(noQuery, call.query);
    return await run(controls, call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    if (error instanceof StationError) return badRequest(String(error.params.reason));
    throw error;
  }
}
