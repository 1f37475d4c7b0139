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
import { type CustomerRequest, createControls } from './controls.ts';
import { type AccountEvent, accountEvent, type Opened } from './events.ts';
import { createFaults, type Fault, type FaultRequest } from './faults.ts';
import type { Ledger, Traffic } from './ledger.ts';
import { type Log, memoryLog, openLog } from './log.ts';
import { createQrImages } from './qr-zip.ts';
import { createRateLimit } from './rate-limit.ts';
import { replay } from './replay.ts';
import { BASE_PATH, createListener } from './server.ts';
import type { Variant } from './shapes.ts';
import type { World } from './world.ts';

export { catalogue, practiceStock } from './catalogue.ts';
export type { CustomerRequest } from './controls.ts';
export type { CustomerDeed } from './events.ts';
export type { Fault, FaultName, FaultRequest, FaultState } from './faults.ts';
export { faultNames, isFaultName } from './faults.ts';
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

function openWorld(options: TrainingOptions, clock: () => number): { world: World; close(): void } {
  const { seed = 1, stock = practiceStock, balance, processing = 2000, variant = 'wild', file } = options;
  const log = file === undefined ? memoryLog<AccountEvent>() : openLog(file, accountEvent);
  const money = balance === undefined ? {} : { balance: Math.round(balance * 100) };
  const account = openAccount(log, { type: 'opened', at: clock(), seed, stock, ...money }, file ?? '');

  const world: World = {
    account,
    variant,
    processing,
    now: () => clock() + account.ahead,
    commit(event, play) {
      log.append(event);
      return play(account, event);
    },
    images: createQrImages(),
  };
  return { world, close: log.close };
}

/** @throws StationError `training.port` when the port is taken, `training.file` when the account's file is not ours. */
export async function startTrainingApi(options: TrainingOptions): Promise<TrainingApi> {
  const { key, port = 0, rate = 10, latency = 0, clock = Date.now } = options;
  const { world, close } = openWorld(options, clock);
  const traffic: Traffic = { requests: 0, calls: [] };
  const faults = createFaults();
  const controls = createControls(world, traffic, faults);
  const server = createServer(
    createListener({ world, key, faults, controls, rateLimit: createRateLimit(rate), latency, traffic, clock }),
  );

  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    close();
    throw new StationError('training.port', { port }, { cause });
  }
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    url: `${origin}${BASE_PATH}`,
    ledger: controls.ledger,
    fault: faults.arm,
    advance: controls.advance,
    customer: controls.customer,
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
