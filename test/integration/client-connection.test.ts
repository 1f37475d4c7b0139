/**
 * What a failed connection proves. The same error codes come before the request could leave, where they prove that nothing happened,
 * and after it, from bytes that something on the way puts in.
 */
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ApiError } from '../../electron/esim-go/index.ts';
import { type Box, boxThat } from './client-box.ts';
import { BUNDLE } from './client-cases.ts';
import { EXPIRED, GOOD } from './client-certificates.ts';
import { clientAt } from './client-support.ts';

const trusted = getCACertificates('default');
beforeEach(() => setDefaultCACertificates([GOOD.cert, EXPIRED.cert]));
afterAll(() => setDefaultCACertificates(trusted));

async function failureAt(url: string): Promise<ApiError> {
  const error = await clientAt(url, { timeoutMs: 2_000 })
    .apply({ name: BUNDLE, repeat: 3 })
    .catch((caught: unknown) => caught);
  if (!(error instanceof ApiError)) throw new Error('no ApiError', { cause: error });
  return error;
}

const PORTAL = Buffer.from('HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\n\r\n');
const BROKEN_RECORD = Buffer.from([0x17, 0x03, 0x03, 0x00, 0x20, ...Array(32).fill(7)]);
const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28]);
const OTHER_VERSION = Buffer.from([0x16, 0x02, 0x00, 0x00, 0x02, 0x02, 0x28]);

describe('a purchase whose connection fails after the API has read it', () => {
  it.each<[string, Uint8Array | 'reset']>([
    ["a portal's page", PORTAL],
    ['a broken record', BROKEN_RECORD],
    ['an alert', ALERT],
    ['a record of another version', OTHER_VERSION],
    ['an end without a word', new Uint8Array()],
    ['a reset', 'reset'],
  ])('may have been made: %s', async (_, strike) => {
    const box = await boxThat(GOOD, { moment: 'requested', strike });
    expect(await failureAt(box.url)).toMatchObject({ code: 'api.unreachable', effect: 'unknown' });
    expect(box.received()).toBeGreaterThan(0);
  });

  it('may have been made, whatever bytes are put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (strike) => {
        const box = await boxThat(GOOD, { moment: 'requested', strike });
        expect(await failureAt(box.url)).toMatchObject({ effect: 'unknown' });
        expect(box.received()).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a purchase whose connection fails before it could leave', () => {
  const nothingSent = async (box: Box, code: string, params = {}) => {
    expect(await failureAt(box.url)).toMatchObject({ code, params, effect: 'nothing' });
    expect(box.received()).toBe(0);
  };

  it.each(['connected', 'hello'] as const)('was not made: reset (%s)', async (moment) => {
    await nothingSent(await boxThat(GOOD, { moment, strike: 'reset' }), 'api.unreachable');
  });

  it.each(['connected', 'hello'] as const)('was not made: a page in place of TLS (%s)', async (moment) => {
    await nothingSent(await boxThat(GOOD, { moment, strike: PORTAL }), 'api.between');
  });

  it('was not made, whatever bytes come in place of TLS', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 80 }),
        fc.constantFrom('connected', 'hello'),
        async (strike, moment) => {
          const box = await boxThat(GOOD, { moment, strike });
          expect(await failureAt(box.url)).toMatchObject({ effect: 'nothing' });
          expect(box.received()).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('was not made: a certificate that nobody trusts here', async () => {
    setDefaultCACertificates([]);
    const box = await boxThat(GOOD, { moment: 'requested', strike: 'reset' });
    await nothingSent(box, 'api.certificate', { issuer: 'eSIM Station test good' });
  });

  it('was not made: a certificate that is no longer valid', async () => {
    const box = await boxThat(EXPIRED, { moment: 'requested', strike: 'reset' });
    await nothingSent(box, 'api.certificate-date', {
      from: 'Jan  1 00:00:00 2020 GMT',
      to: 'Feb  1 00:00:00 2020 GMT',
    });
  });

  it('was not made: nobody listens', async () => {
    const port = await closedPort();
    expect(await failureAt(`https://127.0.0.1:${port}`)).toMatchObject({
      code: 'api.connection-refused',
      effect: 'nothing',
      params: { host: `127.0.0.1:${port}` },
    });
  });

  it('was not made: a name that nobody has', async () => {
    expect(await failureAt('https://nobody.invalid')).toMatchObject({
      code: expect.stringMatching(/^api\.(name-not-found|no-network)$/),
      effect: 'nothing',
    });
  });
});

describe('a connection that is kept', () => {
  it('carries one reading call after the other, and remembers nothing of them', async () => {
    const sockets = new Set<object>();
    const server = createHttpsServer(GOOD, (request, response) => {
      sockets.add(request.socket);
      response.end('[]');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => {
      process.off('warning', note);
      server.closeAllConnections();
      server.close();
    });
    const client = clientAt(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (let i = 0; i < 15; i++) expect(await client.inventory()).toEqual([]);
    expect(sockets.size).toBe(1);
    expect(warnings).toEqual([]);
  });
});

describe('a purchase without TLS', () => {
  it.each<[string, Buffer | null]>([
    ['a reset', null],
    ['no HTTP', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n')],
    ['half a head', Buffer.from('HTTP/1.1 400 Bad Re')],
    ['an impossible header', Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: -1\r\n\r\n')],
  ])('may have been made after %s', async (_, bytes) => {
    const url = await plainServer(bytes);
    expect(await failureAt(url)).toMatchObject({ code: 'api.unreachable', effect: 'unknown' });
  });
});

/** Reads what comes first, and answers with these bytes or a reset. */
async function plainServer(bytes: Buffer | null): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      if (bytes) socket.end(bytes);
      else socket.resetAndDestroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
