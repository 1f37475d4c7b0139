import { afterAll, describe, expect, it } from 'vitest';
import { ApiError } from '../../electron/esim-go/index.ts';
import { type Case, cases, SECRETS } from './client-cases.ts';
import { type DocumentedEndpoint, type Fact, facts } from './client-facts.ts';
import { clientAt, clientThatGets, KEY, RATE_LIMITED } from './client-support.ts';

/** What was proven of each endpoint; filled as the tests pass. */
const proven = new Map<DocumentedEndpoint, { requests: number; shapes: Set<string>; statuses: Set<number> }>();
for (const endpoint of Object.keys(facts) as DocumentedEndpoint[]) {
  proven.set(endpoint, { requests: 0, shapes: new Set(), statuses: new Set() });
}
const provenOf = ({ endpoint }: Case) => proven.get(endpoint) ?? expect.unreachable();
const factOf = ({ endpoint }: Case): Fact => facts[endpoint];
const title = ({ endpoint, call, kind }: Case) => `${endpoint} (${call}, ${kind})`;
const titled = cases.map((one): [string, Case] => [title(one), one]);

describe('a request is what the documents say', () => {
  const requests = cases.flatMap((one) =>
    one.requests.map(([ask, sent], index) => ({ name: `${title(one)} ${index + 1}`, one, ask, sent })),
  );

  it.each(requests)('$name', async ({ one, ask, sent }) => {
    const { client, arrived } = await clientThatGets(() => ({ body: one.documented.body }));
    await ask(client);
    const request = arrived[0] ?? expect.unreachable();
    const fact = factOf(one);
    const [method, template = ''] = one.endpoint.split(' ');

    expect(request.method).toBe(method);
    expect(segmentsOf(template, request.path)).toEqual(sent.segments ?? {});
    expect(request.query).toEqual(sent.query ?? {});
    expect(fact.query.safeParse(request.query).error).toBeUndefined();
    expect(request.headers['x-api-key']).toBe(KEY);
    expect(request.headers.accept).toBe(sent.accept ?? 'application/json');
    expect(fact.accept).toContain(request.headers.accept);
    if (sent.body === undefined) {
      expect(request.body).toBe('');
    } else {
      const body = JSON.parse(request.body);
      expect(request.headers['content-type']).toBe('application/json');
      expect(body).toEqual(sent.body);
      expect(fact.body?.safeParse(body).error).toBeUndefined();
      expect(fact.body).not.toBeNull();
    }
    provenOf(one).requests++;
  });
});

describe('an answer is understood', () => {
  const shapes = cases.flatMap((one) =>
    (['documented', 'wild'] as const).map((shape) => ({ name: `${title(one)} in the ${shape} shape`, one, shape })),
  );

  it.each(shapes)('$name', async ({ one, shape }) => {
    const { client } = await clientThatGets(() => ({ body: one[shape].body }));
    const value = await one.requests[0]?.[0](client);
    expect(value).toEqual(one[shape].value);
    const shown = JSON.stringify(value);
    for (const secret of [SECRETS.pin, SECRETS.puk, SECRETS.apiKey]) expect(shown).not.toContain(secret);
    provenOf(one).shapes.add(shape);
  });
});

/** What each status means, by whether the call changes something. */
const meanings: Record<number, { code: string; changed: 'nothing' | 'unknown'; passes?: boolean }> = {
  400: { code: 'api.refused', changed: 'nothing' },
  401: { code: 'api.unauthorised', changed: 'nothing' },
  403: { code: 'api.refused', changed: 'nothing' },
  500: { code: 'api.failed', changed: 'unknown', passes: true },
  503: { code: 'api.busy', changed: 'unknown', passes: true },
};

describe('a failure is told apart', () => {
  const failures = cases.flatMap((one) =>
    factOf(one).statuses.map((status) => ({ name: `${title(one)} ${status}`, one, status })),
  );

  it.each(failures.filter(({ status }) => status !== 429))('$name', async ({ one, status }) => {
    const { client, arrived } = await clientThatGets(() => ({
      status,
      body: { message: one.endpoint === 'POST /esims/apply' ? 'no bundles' : 'no eSIM' },
      headers: status === 503 ? { 'retry-after': '0' } : {},
    }));
    const { code, changed, passes = false } = meanings[status] ?? expect.unreachable();
    const error = await one.requests[0]?.[0](client).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: status === 403 ? (one.forbidden ?? code) : code,
      effect: one.kind === 'change' ? changed : 'nothing',
      status,
      retryAfterMs: status === 503 ? 0 : null,
    });
    // Only a call that changes nothing is sent again, and only for what may pass.
    expect(arrived).toHaveLength(passes && one.kind === 'read' ? 3 : 1);
    provenOf(one).statuses.add(status);
  });

  it.each(failures.filter(({ status }) => status === 403))('$name, about the key', async ({ one, status }) => {
    const { client } = await clientThatGets(() => ({ status, body: { message: 'access denied' } }));
    await expect(one.requests[0]?.[0](client)).rejects.toMatchObject({ code: 'api.unauthorised', effect: 'nothing' });
  });

  it.each(titled)('%s 429 is waited out', async (_, one) => {
    const { client, arrived } = await clientThatGets((_, number) =>
      number === 1 ? RATE_LIMITED : { body: one.documented.body },
    );
    expect(await one.requests[0]?.[0](client)).toEqual(one.documented.value);
    expect(arrived[1]).toEqual({ ...arrived[0], connection: arrived[1]?.connection });
    provenOf(one).statuses.add(429);
  });
});

describe('a call that changes something', () => {
  it.each(titled.filter(([, { kind }]) => kind === 'change'))(
    '%s travels on a connection of its own',
    async (_, one) => {
      const { client, arrived } = await clientThatGets((request) =>
        request.path === '/organisation' ? { body: { name: 'Practice' } } : { body: one.documented.body },
      );
      await client.organisation();
      await one.requests[0]?.[0](client);
      await client.organisation();
      await one.requests[0]?.[0](client);
      const connections = arrived.map(({ connection }) => connection);
      expect(connections[2]).toBe(connections[0]);
      expect(new Set(connections).size).toBe(3);
    },
  );

  it.each(titled.filter(([, { kind }]) => kind === 'change'))('%s is not sent again when cut', async (_, one) => {
    const { client, arrived } = await clientThatGets(() => 'cut');
    await expect(one.requests[0]?.[0](client)).rejects.toMatchObject({ code: 'api.unreachable', effect: 'unknown' });
    expect(arrived).toHaveLength(1);
  });
});

describe('the facts and the client', () => {
  it('have a case for every endpoint and for every function', () => {
    expect([...new Set(cases.map(({ endpoint }) => endpoint))].sort()).toEqual(Object.keys(facts).sort());
    const functions = Object.keys(clientAt('http://127.0.0.1:9/v2.4').background).sort();
    expect([...new Set<string>(cases.map(({ call }) => call))].sort()).toEqual(functions);
  });

  it.each(Object.keys(facts) as DocumentedEndpoint[])('%s has no empty cell', (endpoint) => {
    const { requests, shapes, statuses } = proven.get(endpoint) ?? expect.unreachable();
    expect(requests).toBeGreaterThan(0);
    expect([...shapes].sort()).toEqual(['documented', 'wild']);
    for (const status of facts[endpoint].statuses) expect(statuses).toContain(status);
  });
});

afterAll(() => {
  const rows = [...proven].map(([endpoint, { requests, shapes, statuses }]) => [
    endpoint,
    requests > 0 ? `${requests} as documented` : '',
    [...shapes].join(' + '),
    [...statuses].sort().join(' '),
  ]);
  const table = [['endpoint', 'requests', 'shapes decoded', 'statuses handled'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
});

/** The decoded segments of a path; fails when it is not of the template. */
function segmentsOf(template: string, path: string): Record<string, string> {
  const pattern = template.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${pattern}$`).exec(path);
  expect(match, `${path} is of ${template}`).not.toBeNull();
  return Object.fromEntries(
    Object.entries(match?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}
