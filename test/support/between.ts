/** Something on the way between a station and the API: it sees each call, and may lose, delay, change or answer it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { KEY } from './station.ts';

export interface Passing {
  method: string;
  /** Below the version, with its query. */
  path: string;
  /** JSON of the request; null where it is none. */
  body: Record<string, unknown> | null;
  /** How many applies have passed, this one among them. */
  applies: number;
  /** Cuts the connection. */
  cut(): void;
  answer(status: number, body: string, headers?: Record<string, string>): void;
}

export interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export interface Between {
  /** Before the API sees the call. @returns true when it never will */
  before?: (call: Passing) => boolean | undefined;
  /** After the API has answered. @returns true when the station does not get that answer; otherwise what `answered` says by then */
  after?: (call: Passing, answered: Answered) => boolean | undefined;
}

export const isApply = ({ method, path }: Passing) => method === 'POST' && path.startsWith('/esims/apply');

/** @param target the API's address @returns the address to call instead */
export async function between(target: string, { before = () => false, after = () => false }: Between): Promise<string> {
  const { hostname, port } = new URL(target);
  let applies = 0;

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, sent: Buffer): void {
    const call: Passing = {
      method: incoming.method ?? '',
      path: (incoming.url ?? '').replace('/v2.4', ''),
      body: jsonOf(sent),
      applies,
      cut: () => incoming.socket.destroy(),
      answer: (status, body, headers = {}) => void outgoing.writeHead(status, headers).end(body),
    };
    if (isApply(call)) call.applies = ++applies;
    if (before(call)) return;
    const { method, url, headers } = incoming;
    const onward = request({ hostname, port, method, path: url, headers }, (response) => {
      collect(response).then(
        (body) => {
          const answered: Answered = { status: response.statusCode ?? 0, headers: { ...response.headers }, body };
          if (after(call, answered)) return;
          delete answered.headers['content-length'];
          delete answered.headers['transfer-encoding'];
          outgoing.writeHead(answered.status, answered.headers as Record<string, string>).end(answered.body);
        },
        () => call.cut(),
      );
    });
    onward.on('error', () => call.cut());
    onward.end(sent);
  }

  const server = createServer((incoming, outgoing) => {
    collect(incoming).then(
      (sent) => pass(incoming, outgoing, sent),
      () => outgoing.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.4`;
}

/** Changes the JSON of an answer. */
export function rewrite(answered: Answered, change: (json: Record<string, unknown>) => void): void {
  const json = JSON.parse(answered.body.toString());
  change(json);
  answered.body = Buffer.from(JSON.stringify(json));
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function jsonOf(sent: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(sent.toString());
  } catch {
    return null;
  }
}

/** Somebody who works with the account by other means and leaves no marks. @returns ICCIDs */
export async function stranger(
  { url }: { url: string },
  request: { name: string; repeat?: number; iccid?: string },
): Promise<string[]> {
  const response = await fetch(`${url}/esims/apply`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(request),
  });
  const { esims } = (await response.json()) as { esims: { iccid: string }[] };
  return esims.map(({ iccid }) => iccid);
}
