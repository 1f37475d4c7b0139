import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TrainingApi } from '../../electron/training/index.ts';

interface Tenant {
  api: TrainingApi;
  organisation: string;
  /** Its key at the practice API, which knows but one. */
  key: string;
}

/**
 * One host of the API with several accounts, told apart by their keys, of which one may have several. `cut` ends every connection
 * unanswered, as without a network; `seen` lists the requests as `METHOD path`.
 */
export async function startOneHost(tenants: Record<string, Tenant>) {
  const state = { tenants, cut: false };
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const tenant = state.tenants[String(request.headers['x-api-key'])];
    if (state.cut) {
      request.socket.destroy();
      return;
    }
    if (!tenant) {
      response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"access denied"}');
      return;
    }
    const to = new URL(request.url ?? '/', tenant.api.origin);
    const headers = { ...request.headers, host: to.host, 'x-api-key': tenant.key };
    const onward = httpRequest(to, { method: request.method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const { 'content-length': _, 'transfer-encoding': __, ...rest } = answer.headers;
        const said = request.url?.endsWith('/organisation') ? named(body, tenant.organisation) : body;
        response.writeHead(answer.statusCode ?? 500, rest).end(said);
      });
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.4`,
    seen,
    state,
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The practice account has but one name. */
function named(answer: Buffer, name: string): string {
  return answer.toString().replace(/"name":"[^"]*"/, `"name":${JSON.stringify(name)}`);
}
