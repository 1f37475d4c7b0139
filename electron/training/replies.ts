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
export const processing: Reply = message(503, 'Processing - Please come back later', { 'Retry-After': '1' });
export const failed: Reply = message(500, 'Internal Server Error');

/** Thrown where a request turns out not to be acceptable; carries the answer. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}
