import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorder {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Everything that was asked for; a connection that asked for nothing is "connection". */
  visits(): string[];
  stop(): Promise<void>;
}

/** A server on this computer that answers everybody and remembers them. */
export async function startRecorder(): Promise<Recorder> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' });
    response.end('<title>caught</title>');
  });
  server.on('connection', () => visits.push('connection'));
  server.on('upgrade', (request, socket) => {
    visits.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => [...visits],
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
