import { z } from 'zod';

/** `Matching ID`, `matchingId` and `matching_id` are one name. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** An object by the names we know its fields by, however they are written; a name written just so goes before others. */
export function record<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = new Map(Object.keys(shape).map((name) => [plainName(name), name]));
  return z.preprocess((body) => renamed(body, names), z.object(shape));
}

function renamed(body: unknown, names: ReadonlyMap<string, string>): unknown {
  if (!isObject(body)) return body;
  // A field that is not there is one without a value: its shape says what that means.
  const known = new Map<string, unknown>(Array.from(names.values(), (name) => [name, undefined]));
  for (const [written, value] of Object.entries(body)) {
    const name = names.get(plainName(written));
    if (name !== undefined && (written === name || known.get(name) === undefined)) known.set(name, value);
  }
  return Object.fromEntries(known);
}

/** A field of an object by its name, however that is written; undefined where there is none. */
export function fieldOf(body: unknown, name: string): unknown {
  if (!isObject(body)) return undefined;
  return Object.entries(body).find(([written]) => plainName(written) === plainName(name))?.[1];
}

const isObject = (body: unknown): body is object => typeof body === 'object' && body !== null && !Array.isArray(body);
