/**
 * What an answer proves to a call that changes something: status × type × shape of the body × call. Only the API's own "no", in the
 * shape of its documents, means that nothing happened.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusError } from '../../electron/esim-go/failures.ts';
import { ApiError } from '../../electron/esim-go/index.ts';
import { BUNDLE, cases, ICCID } from './client-cases.ts';
import { clientThatGets, RATE_LIMITED, type Reply } from './client-support.ts';

const ORDER = { assign: false, order: [{ item: BUNDLE, quantity: 1 }] } as const;
const changing = cases.filter(({ kind }) => kind === 'change');
const RATE = RATE_LIMITED.headers ?? {};

/** What the API means by a refusal. */
const REFUSALS = new Set([400, 401, 403, 404, 410]);
const STATUSES = [
  300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 415, 417,
  418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 444, 451, 460, 499, 500, 501, 502, 503, 504, 505, 507, 511, 520,
  522, 524, 599,
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/html',
  'text/plain',
  'text/plain; charset=utf-8',
  'application/problem+json',
  '',
];
const BODIES = {
  own: '{"message":"failed to parse request body"}',
  padded: ' \n{ "message" : "Incompatible bundle profile combination" } ',
  'own, with a failure': '{"message":"Internal Server Error"}',
  'own, with a timeout': '{"message":"Endpoint request timed out"}',
  'two keys': '{"message":"no","requestId":"1"}',
  'another key': '{"error":"no"}',
  'no text': '{"message":{"text":"no"}}',
  'no words': '{"message":""}',
  'a list': '[{"message":"no"}]',
  'a text in JSON': '"no"',
  'half of JSON': '{"message":"no',
  'a page': '<!doctype html><title>403</title>',
  'a page in JSON': '{"message":"<html>no</html>"}',
  words: 'bundle not found',
  'a reason phrase': '400 Bad Request',
  'many lines': 'no\r\nand no',
  nothing: '',
} as const;
type Body = keyof typeof BODIES;

function provesNothingDone(endpoint: string, status: number, type: string, body: Body): boolean {
  if (!REFUSALS.has(status)) return false;
  if (/^application\/json(;|$)/.test(type)) return body === 'own' || body === 'padded';
  const inText = endpoint === 'POST /orders' && /^text\/plain/.test(type) && (status === 400 || status === 401);
  return inText && body === 'words';
}

describe('an answer to a call that changes something', () => {
  const answer = fc.record({
    one: fc.constantFrom(...changing),
    status: fc.oneof(fc.constantFrom(...STATUSES), fc.constantFrom(...REFUSALS)),
    type: fc.oneof(fc.constantFrom(...TYPES), fc.constantFrom('application/json', 'text/plain')),
    body: fc.oneof(fc.constantFrom(...(Object.keys(BODIES) as Body[])), fc.constantFrom<Body>('own', 'words')),
    headers: fc.constantFrom<Record<string, string>>({}, RATE, { server: 'squid', 'retry-after': '0' }),
  });

  it('is a proof of nothing only in the words and the shape of the API', async () => {
    let proofs = 0;
    await fc.assert(
      fc.asyncProperty(answer, async ({ one, status, type, body, headers }) => {
        const { client, arrived } = await clientThatGets(() => ({
          status,
          headers: { ...headers, 'content-type': type, ...(status < 400 && { location: 'http://portal.example/' }) },
          body: Buffer.from(BODIES[body]),
        }));
        const error = await one.requests[0]?.[0](client).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(ApiError);
        const proof = provesNothingDone(one.endpoint, status, type, body);
        expect(error).toMatchObject({ status, effect: proof ? 'nothing' : 'unknown' });
        expect(arrived).toHaveLength(1);
        if (proof) proofs++;
      }),
      { numRuns: 400 },
    );
    expect(proofs).toBeGreaterThan(5);
  });

  it('is the same for every status under every type and body', () => {
    for (const endpoint of new Set(changing.map(({ endpoint }) => endpoint))) {
      for (const status of STATUSES) {
        for (const type of TYPES) {
          for (const body of Object.keys(BODIES) as Body[]) {
            const answer = { status, headers: { 'content-type': type }, body: Buffer.from(BODIES[body]) };
            const { effect } = statusError(answer, { endpoint, changes: true, key: 'k', host: 'h' });
            const proof = provesNothingDone(endpoint, status, type, body);
            expect(effect, `${endpoint} ${status} ${type} ${body}`).toBe(proof ? 'nothing' : 'unknown');
          }
        }
      }
    }
  });

  it.each<[string, Reply]>([
    ['a page', { body: Buffer.from('<html>Sign in</html>'), headers: { 'content-type': 'text/html' } }],
    ['a page that is called JSON', { body: Buffer.from('\uFEFF <html>Sign in</html>') }],
    ['no JSON', { body: Buffer.from('OK') }],
    ['another JSON', { body: { ok: true } }],
    ['nothing', {}],
    ['nothing, with 204', { status: 204 }],
    ['words', { body: { message: 'Internal Server Error' } }],
  ])('under 200 leaves open what was done: %s', async (_, reply) => {
    const { client, arrived } = await clientThatGets(() => reply);
    await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({ effect: 'unknown' });
    await expect(client.placeOrder(ORDER)).rejects.toMatchObject({ effect: 'unknown' });
    expect(arrived).toHaveLength(2);
  });
});

describe('an answer under 200 to a call that is told in words what was done', () => {
  const told = changing.filter(({ documented }) => typeof documented.value === 'string');

  it.each<[string, Reply]>([
    ['nothing', {}],
    ['null', { body: null }],
    ['no words', { body: {} }],
    ['an empty word', { body: { status: '' } }],
    ['a number', { body: { status: 200 } }],
    ['a list', { body: [] }],
    ['a text', { body: 'success' }],
    ['a failure', { body: { message: 'Internal Server Error' } }],
    ['another failure', { body: { message: 'Service Unavailable' } }],
  ])('leaves open what was done: %s', async (_, reply) => {
    for (const one of told) {
      const { client } = await clientThatGets(() => reply);
      await expect(one.requests[0]?.[0](client)).rejects.toMatchObject({ code: 'api.malformed', effect: 'unknown' });
    }
    expect(told.length).toBeGreaterThanOrEqual(6);
  });
});

describe('a 429 to a call that changes something', () => {
  it.each<[string, Reply]>([
    ['without a body', { ...RATE_LIMITED, body: undefined }],
    ['in other words', { ...RATE_LIMITED, body: { message: 'Too Many Requests' } }],
    ['with more than the message', { ...RATE_LIMITED, body: { message: 'Rate limit exceeded', code: 1 } }],
    ['without the limit', { ...RATE_LIMITED, headers: { 'retry-after': '0' } }],
    [
      'as a page',
      { ...RATE_LIMITED, body: Buffer.from('<h1>429</h1>'), headers: { ...RATE, 'content-type': 'text/html' } },
    ],
  ])('%s is not the word of the API, and the call is not sent again', async (_, reply) => {
    const { client, arrived } = await clientThatGets(() => reply);
    await expect(client.apply({ name: BUNDLE })).rejects.toMatchObject({
      code: 'api.busy',
      effect: 'unknown',
      status: 429,
    });
    expect(arrived).toHaveLength(1);
  });

  it('is waited out where it is', async () => {
    const { client, arrived } = await clientThatGets((_, number) =>
      number < 3 ? RATE_LIMITED : { body: { esims: [], applyReference: 'r' } },
    );
    expect(await client.apply({ name: BUNDLE })).toMatchObject({ applyReference: 'r' });
    expect(arrived).toHaveLength(3);
  });
});

describe('a call that only reads', () => {
  it.each<[string, Reply, string]>([
    [
      'a firewall',
      { status: 403, body: Buffer.from('<h1>Blocked</h1>'), headers: { 'content-type': 'text/html' } },
      'api.between',
    ],
    ['a login page', { body: Buffer.from('<!doctype html>'), headers: { 'content-type': 'text/html' } }, 'api.between'],
    ['a way to a login page', { status: 302, headers: { location: 'http://portal.example/' } }, 'api.between'],
    ['a network that wants a login', { status: 511, body: { message: 'no' } }, 'api.between'],
    ['a proxy', { status: 407, body: Buffer.from('<h1>407</h1>') }, 'api.proxy'],
    ['a gateway without its API', { status: 502, body: Buffer.from('<h1>502</h1>') }, 'api.failed'],
    ['the API', { status: 403, body: { message: 'Forbidden' } }, 'api.unauthorised'],
  ])('is told who answered: %s', async (_, reply, code) => {
    const { client } = await clientThatGets(() => reply);
    await expect(client.organisation()).rejects.toMatchObject({ code, effect: 'nothing' });
    await expect(client.assignmentsCsv('r')).rejects.toMatchObject({ code, effect: 'nothing' });
    await expect(client.assignmentImages('r')).rejects.toMatchObject({ code, effect: 'nothing' });
    await expect(client.esim(ICCID)).rejects.toMatchObject({ code, effect: 'nothing' });
  });
});
