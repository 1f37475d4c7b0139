/** One request carried out on the account, whoever sends it and whenever its turn comes. */
import type { Effect } from './fault-effects.ts';
import { accessDenied, badRequest, failed, Refusal, type Reply } from './replies.ts';
import { findRoute } from './routes.ts';
import type { World } from './world.ts';

export interface Asked {
  method: string;
  /** Below the version; null when it is not. */
  path: string | null;
  query: URLSearchParams;
  accept: string;
  contentType: string;
  /** The client's name for itself, empty when it gave none. */
  agent: string;
  body: Buffer;
}

function segmentsOf(path: string): string[] | null {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** @param made is told what it has brought, if anything */
export async function carryOut(
  { method, path, ...asked }: Asked,
  effect: Effect,
  world: World,
  made: (reference: string) => void,
): Promise<Reply> {
  const segments = path === null ? [] : segmentsOf(path);
  if (!segments) return badRequest('failed to decode path');
  const route = findRoute(method, segments);
  if (!route) return accessDenied;
  try {
    return await route.handle({ ...asked, params: route.params, effect, made }, world);
  } catch (error) {
    return error instanceof Refusal ? error.reply : failed;
  }
}
