import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';

const PIECES = 20;
/** Milliseconds between two pieces: a body takes two seconds, however long it is. */
const PAUSE = 100;

/** Sends a body in small pieces, until it is all there or the client has gone. */
export async function slowly(response: ServerResponse, body: Buffer): Promise<void> {
  const size = Math.ceil(body.length / PIECES);
  for (let start = 0; start < body.length && !response.destroyed; start += size) {
    response.write(body.subarray(start, start + size));
    await setTimeout(PAUSE, undefined, { ref: false });
  }
  response.end();
}
