/** HTTP around the account: who may ask, how often, and what a fault does to the answer. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { garbage } from './between.ts';
import { type Controls, control, isControl } from './controls.ts';
import type { Effect } from './fault-effects.ts';
import type { Faults } from './faults.ts';
import type { LedgerCall, Traffic } from './ledger.ts';
import type { RateLimit } from './rate-limit.ts';
import { accessDenied, badRequest, failed, forbidden, plainText, type Reply, rateLimited } from './replies.ts';
import type { Schedule } from './schedule.ts';
import { slowly } from './slow-body.ts';
import { type Asked, carryOut } from './work.ts';
import type { World } from './world.ts';

export const BASE_PATH = '/v2.4';
const BODY_LIMIT = 64 * 1024;
const CALLS_KEPT = 10_000;

export interface ServerParts {
  world: World;
  /** What `X-API-Key` must say, which can be exchanged. */
  access: { key: string };
  schedule: Schedule;
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

/** A server has one clock: where the account's was moved, its answers say so. */
function dated(response: ServerResponse, { date }: Effect, now: number): void {
  const says = date ? date(now) : new Date(now).toUTCString();
  response.sendDate = false;
  if (says !== null) response.setHeader('Date', says);
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
  effect?: Effect;
}

export function createListener(parts: ServerParts): RequestListener {
  const { world, access, schedule, faults, controls, rateLimit, latency, traffic, clock } = parts;

  async function underFaults(asked: Asked, url: URL, noted: LedgerCall): Promise<Answer> {
    const { method, path, accept, body } = asked;
    const strike = faults.strike({
      method,
      path: path ?? url.pathname,
      search: url.search,
      accept,
      body: body.toString(),
    });
    const effect = strike?.effect ?? {};
    const { instead, laterMs, covered, after } = effect;
    const work = () =>
      carryOut(asked, effect, world, (reference) => {
        noted.made = reference;
      });
    const reply = instead === undefined ? await work() : instead?.(clock());
    if (laterMs !== undefined) {
      const due = world.now() + laterMs;
      noted.due = new Date(due).toISOString();
      schedule.add(due, () => {
        noted.due = null;
        void work();
      });
    }
    strike?.struck();
    if (after === 'hold') await strike?.released;
    if (!reply || after === 'cut') return { reply: null };
    const answer = after === 'truncate' ? truncated(reply) : reply;
    return { reply: covered ?? answer, slow: after === 'trickle', effect };
  }

  async function answer(request: IncomingMessage, url: URL, noted: LedgerCall): Promise<Answer> {
    const { method = '', headers } = request;
    const path = url.pathname.startsWith(`${BASE_PATH}/`) ? url.pathname.slice(BASE_PATH.length) : null;
    const inText = world.variant === 'documented' && method === 'POST' && path === '/orders';
    const said = (answer: Answer) => (answer.reply && inText ? { ...answer, reply: plainText(answer.reply) } : answer);
    if (headers['x-api-key'] !== access.key) return said({ reply: accessDenied });
    const body = await readBody(request);
    if (!body) return said({ reply: tooLarge });
    if (method !== 'GET') noted.body = body.toString();
    const { accept = '', 'content-type': contentType = '', 'user-agent': agent = '' } = headers;
    const asked = { method, path, query: url.searchParams, accept, contentType, agent, body };
    return said(await underFaults(asked, url, noted));
  }

  function noteCall({ method = '', headers }: IncomingMessage, url: URL): LedgerCall {
    const noted: LedgerCall = {
      number: ++traffic.requests,
      method,
      path: `${url.pathname}${url.search}`,
      agent: headers['user-agent'] ?? '',
      body: null,
      status: null,
      made: null,
      due: null,
      at: new Date(world.now()).toISOString(),
    };
    traffic.calls.push(noted);
    if (traffic.calls.length > CALLS_KEPT) traffic.calls.shift();
    return noted;
  }

  async function serveControl(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await readBody(request);
    const { method = '', headers } = request;
    schedule.settle();
    const call = { query: url.searchParams, contentType: headers['content-type'] ?? '', body: body ?? Buffer.alloc(0) };
    send(response, body ? await control(controls, method, url.pathname, call) : tooLarge);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!asksLoopback(request)) return send(response, forbidden('access denied: not a loopback host'));
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (isControl(url.pathname)) return serveControl(request, response, url);

    schedule.settle();
    const noted = noteCall(request, url);
    const tokens = rateLimit(request.socket.remoteAddress ?? '', clock());
    const {
      reply,
      slow,
      effect = {},
    }: Answer = tokens.allowed ? await answer(request, url, noted) : { reply: rateLimited };
    if (latency > 0) await setTimeout(latency, undefined, { ref: false });
    if (!reply) {
      request.socket.resetAndDestroy();
      return;
    }
    if (reply === garbage) return void request.socket.end(reply.body);
    noted.status = reply.status;
    dated(response, effect, world.now());
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
