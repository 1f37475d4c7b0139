import { request as httpRequest } from 'node:http';
import type { TrainingApi } from '../../electron/training/index.ts';
import { serverThat } from './http.ts';

interface Tenant {
  api: TrainingApi;
  organisation: string;
}

/**
 * One host of the API with several accounts, told apart by their keys. What the host sends on is what the accounts see; `cut` ends every
 * connection unanswered, as without a network.
 */
export async function oneHost(tenants: Record<string, Tenant>) {
  const state = { tenants, cut: false };
  const { url, seen } = await serverThat((request, response) => {
    const tenant = state.tenants[String(request.headers['x-api-key'])] ?? Object.values(state.tenants)[0];
    if (state.cut || !tenant) {
      request.socket.destroy();
      return;
    }
    const to = new URL(request.url ?? '/', tenant.api.origin);
    const onward = httpRequest(
      to,
      { method: request.method, headers: { ...request.headers, host: to.host } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const body = Buffer.concat(parts);
          const isOrganisation = request.url?.endsWith('/organisation') && answer.statusCode === 200;
          const said = isOrganisation ? named(body, tenant.organisation) : body;
          const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
          response.writeHead(answer.statusCode ?? 500, headers).end(said);
        });
      },
    );
    request.pipe(onward);
  });
  return { url, seen, state };
}

/** The practice account has but one name. */
function named(answer: Buffer, name: string): string {
  return answer.toString().replace(/"name":"[^"]*"/, `"name":${JSON.stringify(name)}`);
}
