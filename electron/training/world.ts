/** What a route gets to see: the account and its clock on one side, one request on the other. */
import type { Account, Esim } from './account.ts';
import type { AccountEvent } from './events.ts';
import type { Effect } from './fault-effects.ts';
import { isAway, isHidden, type Moment } from './life.ts';
import type { ArchiveFile } from './qr-zip.ts';
import { forbidden, Refusal, type Reply } from './replies.ts';
import type { Variant } from './shapes.ts';

export interface World {
  account: Account;
  variant: Variant;
  /** Milliseconds that an apply of many bundles takes. */
  processing: number;
  /** The clock of the account, which may have been moved. */
  now(): number;
  /** Records an event for good and plays it on the account. */
  commit<Event extends AccountEvent, Result>(event: Event, play: (account: Account, event: Event) => Result): Result;
  images(rows: { iccid: string; code: string }[]): Promise<ArchiveFile[]>;
}

/** One request, decoded. */
export interface Call {
  params: Record<string, string>;
  query: URLSearchParams;
  accept: string;
  contentType: string;
  /** The client's name for itself, empty when it gave none. */
  agent: string;
  body: Buffer;
  /** What a fault does to this request. */
  effect: Effect;
  /** Notes what it has brought: the reference of an apply or order, the id of what was taken off. */
  made(reference: string): void;
}

export type Handler = (call: Call, world: World) => Reply | Promise<Reply>;

export function momentOf(world: World): Moment {
  return { now: world.now(), processing: world.processing };
}

/** An eSIM of the account that is not in the returns process. @throws Refusal */
export function ownEsim({ account, now }: World, iccid = ''): Esim {
  const esim = account.esims.get(iccid);
  if (!esim || isAway(esim, now()) || isHidden(esim, now())) {
    throw new Refusal(forbidden(`no eSIM with iccid ${iccid} found in your organisation`));
  }
  return esim;
}
