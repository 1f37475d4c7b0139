/** Answers as values, so that routes, faults and the server agree on what is sent. */

export interface Reply {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value), headers };
}

/** The one documented error body. */
function message(status: number, text: string, headers?: Record<string, string>): Reply {
  return json({ message: text }, status, headers);
}

export const badRequest = (text: string): Reply => message(400, text);
export const forbidden = (text: string): Reply => message(403, text);
/** What the API's gateway says to a bad key and to an unknown route. */
export const accessDenied: Reply = forbidden('access denied');
export const rateLimited: Reply = message(429, 'Rate limit exceeded', { 'Retry-After': '1' });
/** @param retryAfter seconds, or an HTTP date as older documents have it. */
export const busy = (retryAfter: string): Reply =>
  message(503, 'Processing - Please come back later', { 'Retry-After': retryAfter });
export const processing: Reply = busy('1');
export const failed: Reply = message(500, 'Internal Server Error');

/** POST /orders as the SPEC has it: errors in plain text, and 401 or 400 where everything else says 403. */
export function plainText(reply: Reply): Reply {
  if (reply.status < 400 || reply.type !== 'application/json' || reply.body.length === 0) return reply;
  const { message } = JSON.parse(String(reply.body)) as { message?: string };
  // Not a word of the API.
  if (message === undefined) return reply;
  const status = reply.status === 403 ? (message === 'access denied' ? 401 : 400) : reply.status;
  return { ...reply, status, type: 'text/plain; charset=utf-8', body: message };
}

/** Thrown where a request turns out not to be acceptable; carries the answer. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}
