/** HTTP around the account: who may ask, how often, and what a fault does to the answer. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Account, remaining } from './account.ts';
import type { Effect, Faults } from './faults.ts';
import type { RateLimit } from './rate-limit.ts';
import { accessDenied, badRequest, failed, forbidden, json, Refusal, type Reply, rateLimited } from './replies.ts';
import { findRoute, type World } from './routes.ts';

export const BASE_PATH = '/v2.4';
const LEDGER_PATH = '/__ledger';
const BODY_LIMIT = 64 * 1024;

export interface LedgerCall {
  method: string;
  /** With its query. */
  path: string;
  /** Null while there is no answer, and for ever when the connection was cut. */
  status: number | null;
  at: string;
}

/** The requests since the start, the ledger's own aside. */
export interface Traffic {
  requests: number;
  /** The latest of them; enough for any test, and an end for a practice account that is open for weeks. */
  calls: LedgerCall[];
}

const CALLS_KEPT = 10_000;

/** What was truly spent, for tests to hold against what a client believes. */
export interface Ledger extends Traffic {
  /** Remaining bundles. */
  stock: Record<string, number>;
  /** One entry for each bundle of each apply. */
  applies: { reference: string; bundle: string; iccids: string[]; at: string }[];
  /** One entry for each bundle spent. */
  esims: { iccid: string; matchingId: string; smdpAddress: string; bundle: string; reference: string }[];
}

export interface ServerParts {
  world: World;
  key: string;
  faults: Faults;
  rateLimit: RateLimit;
  /** Milliseconds added to each answer. */
  latency: number;
  /** Every request is noted here. */
  traffic: Traffic;
}

export function ledgerOf(account: Account, traffic: Traffic): Ledger {
  const applies: Ledger['applies'] = [];
  const esims: Ledger['esims'] = [];
  for (const { reference, at, items } of account.applies.values()) {
    for (const bundle of new Set(items.map((item) => item.bundle))) {
      const spent = items.filter((item) => item.bundle === bundle && !item.refused);
      applies.push({ reference, bundle, iccids: spent.map(({ iccid }) => iccid), at: new Date(at).toISOString() });
      for (const { iccid } of spent) {
        const esim = account.esims.get(iccid);
        if (esim) esims.push({ iccid, matchingId: esim.matchingId, smdpAddress: esim.smdpAddress, bundle, reference });
      }
    }
  }
  const stock = Object.fromEntries(Array.from(account.stock.keys(), (name) => [name, remaining(account, name)]));
  return { stock, applies, esims, requests: traffic.requests, calls: traffic.calls.map((call) => ({ ...call })) };
}

/** A page in a browser can make a name of its own point to this computer, but not change the name it asks for. */
function asksLoopback(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '');
}

/** @returns null when there is more than the limit (the rest is dropped as it comes) or the client goes away. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT) {
        chunks.push(chunk);
      } else {
        chunks = [];
        resolve(null);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => resolve(null));
  });
}

function segmentsOf(path: string): string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return null;
  }
}

function send(response: ServerResponse, reply: Reply, headers: Record<string, string> = {}): void {
  response.writeHead(reply.status, {
    'Content-Type': reply.type,
    'Content-Length': Buffer.byteLength(reply.body),
    ...reply.headers,
    ...headers,
  });
  response.end(reply.body);
}

export function createListener({ world, key, faults, rateLimit, latency, traffic }: ServerParts): RequestListener {
  async function work(
    request: IncomingMessage,
    path: string | null,
    query: URLSearchParams,
    effect: Effect,
  ): Promise<Reply> {
    const body = await readBody(request);
    if (!body) return { ...badRequest('request body too large'), headers: { Connection: 'close' } };
    const segments = path === null ? [] : segmentsOf(path);
    if (!segments) return badRequest('failed to decode path');
    const route = findRoute(request.method ?? '', segments);
    if (!route) return accessDenied;
    const { accept = '', 'content-type': contentType = '' } = request.headers;
    try {
      return await route.handle({ params: route.params, query, accept, contentType, body, effect }, world);
    } catch (error) {
      return error instanceof Refusal ? error.reply : failed;
    }
  }

  /** @returns null to cut the connection. */
  async function answer(request: IncomingMessage, url: URL): Promise<Reply | null> {
    if (request.headers['x-api-key'] !== key) return accessDenied;
    const path = url.pathname.startsWith(`${BASE_PATH}/`) ? url.pathname.slice(BASE_PATH.length) : null;
    const strike = faults.strike({ path: path ?? url.pathname, accept: request.headers.accept ?? '' });
    const effect = strike?.effect ?? {};
    const reply = effect.instead === undefined ? await work(request, path, url.searchParams, effect) : effect.instead;
    strike?.struck();
    if (effect.after === 'hold') await strike?.released;
    return effect.after === 'cut' ? null : reply;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!asksLoopback(request)) return send(response, forbidden('access denied: not a loopback host'));
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === LEDGER_PATH) return send(response, json(ledgerOf(world.account, traffic)));

    const noted: LedgerCall = {
      method: request.method ?? '',
      path: `${url.pathname}${url.search}`,
      status: null,
      at: new Date(world.now()).toISOString(),
    };
    traffic.requests++;
    traffic.calls.push(noted);
    if (traffic.calls.length > CALLS_KEPT) traffic.calls.shift();
    const tokens = rateLimit(request.socket.remoteAddress ?? '', world.now());
    const reply = tokens.allowed ? await answer(request, url) : rateLimited;
    if (latency > 0) await setTimeout(latency, undefined, { ref: false });
    if (!reply) {
      request.socket.resetAndDestroy();
      return;
    }
    noted.status = reply.status;
    send(response, reply, tokens.headers);
  }

  return (request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) send(response, failed);
    });
  };
}
