/** A TLS server that notes what reaches it, and a box before it that may put its own bytes into the connection. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';

/** When the box strikes: as it is called, at the first bytes of the client, or when the server has read a whole request. */
export type Moment = 'connected' | 'hello' | 'requested';
/** What it does then: puts bytes in and closes, or cuts with a reset. */
export type Strike = Uint8Array | 'reset';

export interface Box {
  /** Address of the API behind the box. */
  url: string;
  /** Bytes of requests that the server has read. */
  received(): number;
}

/** Stopped when the test is over. */
export async function boxThat(
  certificate: { key: string; cert: string },
  { moment, strike }: { moment: Moment; strike: Strike },
): Promise<Box> {
  let received = 0;
  let onRequest = () => {};
  const api = createTlsServer(certificate, (socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      text += chunk.toString('latin1');
      const [head = '', body] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body !== undefined && body.length >= length) onRequest();
    });
  });
  api.on('tlsClientError', () => {});
  const inner = await portOf(api);

  const box = createServer((client) => {
    const server = connect(inner, '127.0.0.1');
    const strikeNow = () => {
      client.unpipe(server);
      server.unpipe(client);
      if (strike === 'reset') client.resetAndDestroy();
      else client.end(strike);
    };
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] satisfies [Socket, Socket][]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    if (moment === 'connected') return strikeNow();
    server.pipe(client);
    if (moment === 'hello') return void client.once('data', strikeNow);
    onRequest = strikeNow;
    client.pipe(server);
  });
  return { url: `https://127.0.0.1:${await portOf(box)}/v2.4`, received: () => received };
}

async function portOf(server: Server): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
