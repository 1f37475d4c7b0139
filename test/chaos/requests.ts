/**
 * Every request that reaches a practice API in this process, told by who sent it: clock.ts writes that into a header of its own, since
 * stations with copied folders have the same name for themselves.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

export const SENDER = 'x-chaos-sender';

export interface Request {
  /** As the ledger counts them. */
  number: number;
  method: string;
  /** With the version. */
  path: string;
  /** The process of a station; empty for anybody else. */
  sender: string;
}

type Listener = (request: Request) => void;

interface Watched {
  listeners: Set<Listener>;
  requests: number;
}

const watched = new Map<string, Watched>();

subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  const { host = '', [SENDER]: sender = '' } = request.headers;
  const one = watched.get(host.split(':').at(-1) ?? '');
  if (!one) return;
  const told = {
    number: ++one.requests,
    method: request.method ?? '',
    path: request.url ?? '',
    sender: String(sender),
  };
  for (const listener of one.listeners) listener(told);
});

/** @param port of an API that has been asked nothing before the first watching of it. @returns what ends it */
export function watchRequests(port: string, listener: Listener): () => void {
  const one = watched.get(port) ?? { listeners: new Set(), requests: 0 };
  one.listeners.add(listener);
  watched.set(port, one);
  return () => {
    one.listeners.delete(listener);
    if (one.listeners.size === 0) watched.delete(port);
  };
}
