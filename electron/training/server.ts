/** HTTP around the account: who may ask, how often, and what a fault does to the answer. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type Controls, control, isControl } from './controls.ts';
import type { Effect, Faults } from './faults.ts';
import type { LedgerCall, Traffic } from './ledger.ts';
import type { RateLimit } from './rate-limit.ts';
import { accessDenied, badRequest, failed, forbidden, plainText, Refusal, type Reply, rateLimited } from './replies.ts';
import { findRoute } from './routes.ts';
import { slowly } from './slow-body.ts';
import type { World } from './world.ts';

export const BASE_PATH = '/v2.4';
const BODY_LIMIT = 64 * 1024;
const CALLS_KEPT = 10_000;

export interface ServerParts {
  world: World;
  key: string;
  faults: Faults;
  controls: Controls;
  rateLimit: RateLimit;
  /** Milliseconds added to each answer. */
  latency: number;
  /** Every request is noted here. */
  traffic: Traffic;
  /** Milliseconds since the epoch, whatever the clock of the account was moved to: what a client's own clock says. */
  clock: () => number;
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

const tooLarge: Reply = { ...badRequest('request body too large'), headers: { Connection: 'close' } };

function segmentsOf(path: string): string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** A server has one clock: where the account's was moved, its answers say so. */
function dated(response: ServerResponse, world: World): ServerResponse {
  return response.setHeader('Date', new Date(world.now()).toUTCString());
}

function writeHead(response: ServerResponse, reply: Reply, headers: Record<string, string> = {}): void {
  response.writeHead(reply.status, {
    'Content-Type': reply.type,
    'Content-Length': Buffer.byteLength(reply.body),
    ...reply.headers,
    ...headers,
  });
}

function send(response: ServerResponse, reply: Reply, headers: Record<string, string> = {}): void {
  writeHead(response, reply, headers);
  response.end(reply.body);
}

function truncated(reply: Reply): Reply {
  const body = Buffer.from(reply.body);
  return { ...reply, body: body.subarray(0, Math.floor(body.length / 2)) };
}

/** What becomes of an answer: sent, sent as a trickle, or never. */
interface Answer {
  reply: Reply | null;
  slow?: boolean;
}

export function createListener(parts: ServerParts): RequestListener {
  const { world, key, faults, controls, rateLimit, latency, traffic, clock } = parts;

  async function work(
    request: IncomingMessage,
    path: string | null,
    query: URLSearchParams,
    effect: Effect,
  ): Promise<Reply> {
    const body = await readBody(request);
    if (!body) return tooLarge;
    const segments = path === null ? [] : segmentsOf(path);
    if (!segments) return badRequest('failed to decode path');
    const route = findRoute(request.method ?? '', segments);
    if (!route) return accessDenied;
    const { accept = '', 'content-type': contentType = '', 'user-agent': agent = '' } = request.headers;
    try {
      return await route.handle({ params: route.params, query, accept, contentType, agent, body, effect }, world);
    } catch (error) {
      return error instanceof Refusal ? error.reply : failed;
    }
  }

  async function underFaults(request: IncomingMessage, path: string | null, url: URL): Promise<Answer> {
    if (request.headers['x-api-key'] !== key) return { reply: accessDenied };
    const { method = '', headers } = request;
    const strike = faults.strike({ method, path: path ?? url.pathname, accept: headers.accept ?? '' });
    const effect = strike?.effect ?? {};
    const { instead, after } = effect;
    const reply = instead === undefined ? await work(request, path, url.searchParams, effect) : instead?.(clock());
    strike?.struck();
    if (after === 'hold') await strike?.released;
    if (!reply || after === 'cut') return { reply: null };
    return { reply: after === 'truncate' ? truncated(reply) : reply, slow: after === 'trickle' };
  }

  async function answer(request: IncomingMessage, url: URL): Promise<Answer> {
    const path = url.pathname.startsWith(`${BASE_PATH}/`) ? url.pathname.slice(BASE_PATH.length) : null;
    const { reply, ...rest } = await underFaults(request, path, url);
    const inText = world.variant === 'documented' && request.method === 'POST' && path === '/orders';
    return { ...rest, reply: reply && inText ? plainText(reply) : reply };
  }

  function noteCall(request: IncomingMessage, url: URL): LedgerCall {
    const noted: LedgerCall = {
      method: request.method ?? '',
      path: `${url.pathname}${url.search}`,
      status: null,
      at: new Date(world.now()).toISOString(),
    };
    traffic.requests++;
    traffic.calls.push(noted);
    if (traffic.calls.length > CALLS_KEPT) traffic.calls.shift();
    return noted;
  }

  async function serveControl(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await readBody(request);
    const { method = '', headers } = request;
    const call = { query: url.searchParams, contentType: headers['content-type'] ?? '', body: body ?? Buffer.alloc(0) };
    send(response, body ? control(controls, method, url.pathname, call) : tooLarge);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!asksLoopback(request)) return send(response, forbidden('access denied: not a loopback host'));
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (isControl(url.pathname)) return serveControl(request, response, url);

    const noted = noteCall(request, url);
    const tokens = rateLimit(request.socket.remoteAddress ?? '', clock());
    const { reply, slow } = tokens.allowed ? await answer(request, url) : { reply: rateLimited };
    if (latency > 0) await setTimeout(latency, undefined, { ref: false });
    if (!reply) {
      request.socket.resetAndDestroy();
      return;
    }
    noted.status = reply.status;
    dated(response, world);
    if (!slow) return send(response, reply, tokens.headers);
    writeHead(response, reply, tokens.headers);
    await slowly(response, Buffer.from(reply.body));
  }

  return (request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) send(response, failed);
    });
  };
}
