import { once } from 'node:events';
import { type ClientRequest, createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnection } from '../../electron/esim-go/connection.ts';

const server = createServer((_, response) => response.end());
let port = 0;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const watched = (request: ClientRequest) => {
  const connection = createConnection(() => 1);
  connection.watch(request);
  return connection;
};
/** A request that got this socket. */
const requestOn = (socket: Socket) => ({ protocol: 'http:', socket, once() {} }) as unknown as ClientRequest;

describe('a connection', () => {
  it('proves nothing that nobody watched', () => {
    expect(createConnection(() => 1).neverOpen()).toBe(false);
  });

  it('never opened while its request waits for one', async () => {
    const request = httpRequest({ port, host: '127.0.0.1' });
    request.on('error', () => {});
    const connection = watched(request);
    expect(connection.neverOpen()).toBe(true);
    request.end();
    await once(request, 'response');
    expect(connection.neverOpen()).toBe(false);
    expect([connection.openedAt(), connection.answeredAt()]).toEqual([1, 1]);
  });

  it('never opened on a socket that failed before it was connected', () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.destroy();
    expect(watched(requestOn(socket)).neverOpen()).toBe(true);
  });

  it('may have carried the request on a socket that was used', async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    expect(watched(requestOn(socket)).neverOpen()).toBe(false);
    await new Promise<void>((written) => socket.write('GET', () => written()));
    socket.destroy();
    expect(watched(requestOn(socket)).neverOpen()).toBe(false);
  });

  it('proves nothing when a call made two requests', () => {
    const requests = [1, 2].map(() => httpRequest({ port, host: '127.0.0.1' }).on('error', () => {}));
    const connection = createConnection(() => 1);
    for (const request of requests) connection.watch(request);
    expect(connection.neverOpen()).toBe(false);
    for (const request of requests) request.destroy();
  });
});
