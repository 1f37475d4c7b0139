import type { z } from 'zod';
import { ApiError, type Effect } from './errors.ts';
import { parseJson } from './json.ts';
import { tidyAll } from './redact.ts';

/** An answer that cannot be read. Names the endpoint and the place in the body, never a value of it. */
export function malformed(endpoint: string, path: string, effect: Effect): ApiError {
  return new ApiError('api.malformed', { params: { endpoint, path }, effect });
}

/**
 * Decodes a JSON answer, its texts tidied; an empty one counts as null, as a Go back end means it.
 * @throws ApiError `api.malformed`
 */
export function decode<S extends z.ZodType>(
  schema: S,
  body: Uint8Array,
  call: { endpoint: string; effect: Effect; key: string },
): z.output<S> {
  const json = body.length === 0 ? null : parseJson(body);
  if (json === undefined) throw malformed(call.endpoint, 'not JSON', call.effect);
  return check(schema, tidyAll(json, call.key), call);
}

/** The same for an answer that is JSON already. */
export function check<S extends z.ZodType>(
  schema: S,
  json: unknown,
  { endpoint, effect }: { endpoint: string; effect: Effect },
): z.output<S> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw malformed(endpoint, result.error.issues[0]?.path.join('.') || 'top level', effect);
}
