import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { apiAddress, type Client, createClient, createLimiter } from '../../electron/esim-go/index.ts';

export const KEY = 'a-key-of-the-account-0001';

/** A request as it arrived. */
export interface Arrived {
  method: string;
  /** Below the version, still encoded. */
  path: string;
  /** A repeated parameter is an array. */
  query: Record<string, string | string[]>;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** Which connection it came on: 1 for the first. */
  connection: number;
}

/** A 429 as the documents have it. */
export const RATE_LIMITED: Reply = {
  status: 429,
  body: { message: 'Rate limit exceeded' },
  headers: {
    'retry-after': '0',
    'x-ratelimit-limit': '100000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '2026-03-02T10:05:01Z',
  },
};

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Bytes as they are, anything else as JSON; undefined for nothing. */
  body?: unknown;
}

/** A server on loopback that writes down what arrives and answers as told; stopped when the test is over. */
export async function recordingServer(reply: (request: Arrived, number: number) => Reply | 'cut') {
  const arrived: Arrived[] = [];
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const names = new Set(url.searchParams.keys());
    const seen: Arrived = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/v2\.4/, ''),
      query: Object.fromEntries(
        Array.from(names, (name) => {
          const [first = '', ...more] = url.searchParams.getAll(name);
          return [name, more.length > 0 ? [first, ...more] : first];
        }),
      ),
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      connection: numbers.get(request.socket) ?? 0,
    };
    arrived.push(seen);
    const answer = reply(seen, arrived.length);
    if (answer === 'cut') {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers = {}, body } = answer;
    const bytes = body === undefined ? '' : Buffer.isBuffer(body) ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(bytes);
  });
  server.on('connection', (socket) => {
    connections++;
    numbers.set(socket, connections);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.4`, arrived };
}

interface ClientOptions {
  key?: string | null;
  limit?: number;
  timeoutMs?: number;
}

/** A client that repeats reading calls without a pause worth the name and has, unless asked, no limit to wait for. */
export function clientAt(url: string, { key = KEY, limit = 100_000, timeoutMs = 10_000 }: ClientOptions = {}): Client {
  return createClient({
    base: apiAddress(url),
    apiKey: () => key,
    limiter: createLimiter({ limit }),
    timeoutMs,
    backoffMs: 1,
  });
}

/** A client and the server it talks to, which answers as told. */
export async function clientThatGets(reply: Parameters<typeof recordingServer>[0]) {
  const { url, arrived } = await recordingServer(reply);
  return { client: clientAt(url), arrived };
}
