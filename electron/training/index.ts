/**
 * The practice API: eSIM Go v2.4 on loopback, from the documents alone. It is what practice mode talks to, what tests talk to,
 * and with cli.ts a program of its own. Nothing here knows our client.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { StationError } from '../../shared/errors.ts';
import type { Account } from './account.ts';
import { practiceStock } from './catalogue.ts';
import { type CustomerRequest, createControls, type StrangerRequest } from './controls.ts';
import { type AccountEvent, accountEvent, type Opened } from './events.ts';
import { createFaults, type Fault, type FaultRequest } from './faults.ts';
import type { Ledger, Traffic } from './ledger.ts';
import { type Log, memoryLog, openLog } from './log.ts';
import { createQrImages } from './qr-zip.ts';
import { createRateLimit } from './rate-limit.ts';
import { replay } from './replay.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { BASE_PATH, createListener } from './server.ts';
import type { Variant } from './shapes.ts';
import type { World } from './world.ts';

export { catalogue, practiceStock } from './catalogue.ts';
export type { CustomerRequest, StrangerRequest } from './controls.ts';
export type { CustomerDeed } from './events.ts';
export type { FaultName } from './fault-effects.ts';
export { faultNames, isFaultName, isFaultValue } from './fault-effects.ts';
export type { Fault, FaultRequest, FaultState } from './faults.ts';
export type { Ledger, LedgerCall, LedgerEsim } from './ledger.ts';
export type { BundleState } from './life.ts';
export { ORGANISATION_API_KEY } from './organisation.ts';
export type { Variant } from './shapes.ts';

export interface TrainingOptions {
  /** What `X-API-Key` must say. */
  key: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Bundles of a new account; `practiceStock` when absent. */
  stock?: Record<string, number>;
  /** Money of a new account, in the currency of its prices. */
  balance?: number;
  /** Of a new account: ICCIDs, codes and references follow from it. */
  seed?: number;
  /** What the organisation of a new account is called. */
  organisation?: string;
  /** Requests a second for each client address. */
  rate?: number;
  /** Milliseconds added to each answer. */
  latency?: number;
  /** Milliseconds until an apply of more than five bundles is complete. */
  processing?: number;
  variant?: Variant;
  /** Keeps the account. A file that is there decides stock, balance and seed. */
  file?: string;
  /** Milliseconds since the epoch. */
  clock?: () => number;
}

export interface TrainingApi {
  /** `http://127.0.0.1:PORT/v2.4` */
  url: string;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  ledger(): Ledger;
  fault(request: FaultRequest): Fault;
  /**
   * Moves the clock of the account forward by milliseconds, for good: bundles expire, stock runs out of time.
   * @throws StationError `training.control`
   */
  advance(ms: number): void;
  /** Lets the customer behind an eSIM do something. @throws StationError `training.control` when that cannot be. */
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
  /** Somebody else calls the API by other means: without faults, and without being counted. */
  stranger(request: StrangerRequest): Promise<{ status: number; body: string | Buffer }>;
  /** Cuts every connection and frees the port and the file. */
  stop(): Promise<void>;
}

function openAccount(log: Log<AccountEvent>, opened: Opened, file: string): Account {
  if (log.events.length === 0) log.append(opened);
  try {
    return replay(log.events.length === 0 ? [opened] : log.events);
  } catch (cause) {
    log.close();
    throw new StationError('training.file', { file: basename(file) }, { cause });
  }
}

function openWorld(options: TrainingOptions, clock: () => number): { world: World; schedule: Schedule; close(): void } {
  const { seed = 1, stock = practiceStock, balance, processing = 2000, variant = 'wild', file, organisation } = options;
  const log = file === undefined ? memoryLog<AccountEvent>() : openLog(file, accountEvent);
  const more = {
    ...(balance !== undefined && { balance: Math.round(balance * 100) }),
    ...(organisation !== undefined && { organisation }),
  };
  const account = openAccount(log, { type: 'opened', at: clock(), seed, stock, ...more }, file ?? '');
  const schedule = createSchedule(() => clock() + account.ahead);

  const world: World = {
    account,
    variant,
    processing,
    now: schedule.now,
    commit(event, play) {
      log.append(event);
      return play(account, event);
    },
    images: createQrImages(),
  };
  const close = () => {
    schedule.stop();
    log.close();
  };
  return { world, schedule, close };
}

/** @throws StationError `training.port` when the port is taken, `training.file` when the account's file is not ours. */
export async function startTrainingApi(options: TrainingOptions): Promise<TrainingApi> {
  const { key, port = 0, rate = 10, latency = 0, clock = Date.now } = options;
  const { world, schedule, close } = openWorld(options, clock);
  const access = { key };
  const traffic: Traffic = { requests: 0, calls: [] };
  const faults = createFaults(world.now);
  const controls = createControls({ world, traffic, faults, schedule, access });
  const server = createServer(
    createListener({
      world,
      access,
      schedule,
      faults,
      controls,
      rateLimit: createRateLimit(rate),
      latency,
      traffic,
      clock,
    }),
  );

  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    close();
    throw new StationError('training.port', { port }, { cause });
  }
  const { faults: _, ...moves } = controls;
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    url: `${origin}${BASE_PATH}`,
    ...moves,
    fault: faults.arm,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      close();
    },
  };
}
