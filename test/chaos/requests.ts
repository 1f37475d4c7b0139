/** Every request that reaches a practice API in this process, told by the name under which it was reached: each station has its own. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

export interface Request {
  method: string;
  /** With the version. */
  path: string;
  /** What the client calls itself. */
  agent: string;
}

type Listener = (request: Request) => void;

const listeners = new Map<string, Set<Listener>>();

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  const { host = '', 'user-agent': agent = '' } = request.headers;
  for (const listener of listeners.get(host) ?? []) {
    listener({ method: request.method ?? '', path: request.url ?? '', agent });
  }
});

/** @param host as the request says it, `127.0.0.1:PORT`. @returns what ends it */
export function watchRequests(host: string, listener: Listener): () => void {
  const all = listeners.get(host) ?? new Set();
  listeners.set(host, all.add(listener));
  return () => {
    all.delete(listener);
    if (all.size === 0) listeners.delete(host);
  };
}
