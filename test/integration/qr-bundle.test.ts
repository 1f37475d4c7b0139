import { crc32, deflateSync } from 'node:zlib';
import JSZip from 'jszip';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { readQr } from '../../electron/qr-bundle/read-qr.ts';
import { LIMITS, unpackQrBundle } from '../../electron/qr-bundle/unpack.ts';
import { verifyImage } from '../../electron/qr-bundle/verify.ts';

const ICCID = '8944422000000000019';
const CODE = 'LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN';

async function zipOf(files: Record<string, Uint8Array | string>): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

describe('a QR bundle', () => {
  it('gives its images by ICCID and nothing else', async () => {
    const png = await QRCode.toBuffer(CODE);
    const images = await unpackQrBundle(
      await zipOf({ [`${ICCID}.png`]: png, 'codes.csv': 'ICCID', [`folder/${ICCID}.png`]: png, 'readme.png': png }),
    );
    expect([...images.keys()]).toEqual([ICCID]);
    expect(Buffer.from(images.get(ICCID) ?? []).equals(png)).toBe(true);
  });

  it.each([
    '../8944422000000000019.png',
    '/8944422000000000019.png',
    '..\\8944422000000000019.png',
    'C:8944422000000000019.png',
  ])('takes no image by the name %s', async (name) => {
    const safe = await zipOf({ [`${'x'.repeat(name.length)}`]: 'content' });
    // jszip cleans names when it writes; the bytes of a hostile archive are made by hand.
    const hostile = Buffer.from(safe);
    for (let at = hostile.indexOf('x'.repeat(name.length)); at >= 0; at = hostile.indexOf('x'.repeat(name.length))) {
      hostile.write(name, at);
    }
    expect((await unpackQrBundle(hostile)).size).toBe(0);
  });

  it('is refused with too many entries', async () => {
    const files = Object.fromEntries(Array.from({ length: LIMITS.entries + 1 }, (_, index) => [`${index}.txt`, '']));
    await expect(unpackQrBundle(await zipOf(files))).rejects.toMatchObject({
      code: 'qr-bundle.too-many',
      params: { count: LIMITS.entries + 1, max: LIMITS.entries },
    });
  });

  it('is refused when an entry unpacks to too much, counted as it unpacks', async () => {
    const bomb = await zipOf({ [`${ICCID}.png`]: new Uint8Array(50_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(unpackQrBundle(bomb)).rejects.toMatchObject({ code: 'qr-bundle.too-large' });
  });

  it('is refused when all entries together unpack to too much', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 5 }, (_, index) => [`894442200000000000${index}.png`, new Uint8Array(900)]),
    );
    const limits = { ...LIMITS, bytesPerEntry: 1_000, bytesInAll: 4_000 };
    await expect(unpackQrBundle(await zipOf(files), limits)).rejects.toMatchObject({ code: 'qr-bundle.too-large' });
    expect((await unpackQrBundle(await zipOf(files))).size).toBe(5);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('<html>')],
    ['half a ZIP', Buffer.from('PK\u0003\u0004 and then the line went dead')],
  ])('is refused when it is %s', async (_, bytes) => {
    await expect(unpackQrBundle(bytes)).rejects.toMatchObject({ code: 'qr-bundle.unreadable' });
  });
});

describe('an image', () => {
  it('that says the code of its eSIM is kept', async () => {
    const png = await QRCode.toBuffer(CODE, { margin: 4 });
    expect(await verifyImage(CODE, png)).toEqual({ origin: 'matched', png });
  });

  it.each([
    ['with the host in capitals', 'LPA:1$RSP.EXAMPLE.TEST$K7QPA-2ZTWM-X94RC-DH6VN'],
    ['with a line end', `${CODE}\n`],
    ['with an OID', `${CODE}$1.3.6.1.4.1.99999.7`],
    ['without the prefix', CODE.slice(4)],
    ['with a final dot', CODE.replace('.test', '.test.')],
  ])('that says the same code %s is kept', async (_, text) => {
    const png = await QRCode.toBuffer(text, { margin: 4 });
    expect(await verifyImage(CODE, png)).toEqual({ origin: 'matched', png });
  });

  it('that is a link with the same code is drawn anew, for phones of every maker', async () => {
    const link = `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${CODE}`;
    const verdict = await verifyImage(CODE, await QRCode.toBuffer(link, { margin: 4 }));
    expect(verdict).toMatchObject({ origin: 'redrawn' });
    expect(typeof verdict === 'object' && (await readQr(verdict.png))).toBe(CODE);
    const other = link.replace('esimsetup.apple.com', 'example.test');
    expect(await verifyImage(CODE, await QRCode.toBuffer(other, { margin: 4 }))).toBe('contradicts');
  });

  it('that asks for a confirmation code says so', async () => {
    const png = await QRCode.toBuffer(`${CODE}$$1`, { margin: 4 });
    expect(await verifyImage(CODE, png)).toBe('needs-confirmation-code');
    expect(await verifyImage(`${CODE}$$1`, png)).toEqual({ origin: 'matched', png });
  });

  it('that says another code contradicts', async () => {
    expect(await verifyImage(CODE, await QRCode.toBuffer(`${CODE}X`, { margin: 4 }))).toBe('contradicts');
  });

  it.each([
    [4_096, 200],
    [200, 4_096],
    [4_097, 200],
    [200, 4_097],
  ])('of %i by %i pixels is read up to the limit, and left alone beyond it', async (width, height) => {
    const isSane = Math.max(width, height) <= 4_096;
    expect(await readQr(codePng(width, height))).toBe(isSane ? CODE : null);
  });

  it.each([
    ['is missing', undefined],
    ['is no PNG', Buffer.from('GIF89a')],
    ['shows no code', whitePng(40)],
    ['claims to be huge', hugePng()],
  ])('that %s is drawn anew from the code', async (_, png) => {
    const verdict = await verifyImage(CODE, png);
    expect(verdict).toMatchObject({ origin: 'redrawn' });
    expect(typeof verdict === 'object' && (await readQr(verdict.png))).toBe(CODE);
  });
});

/** A white picture: one bit a pixel, all set, between the chunks that every PNG has. */
function whitePng(width: number, height = width, dark: (x: number, y: number) => boolean = () => false): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Array.from({ length: height }, (_, y) => {
    const bytes = Array.from({ length: Math.ceil(width / 8) }, (_, byte) =>
      [0, 1, 2, 3, 4, 5, 6, 7].reduce((bits, bit) => (bits << 1) | (dark(8 * byte + bit, y) ? 0 : 1), 0),
    );
    return Buffer.from([0, ...bytes]);
  });
  const pixels = deflateSync(Buffer.concat(rows));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A picture of that size with the code in its corner, four pixels a module. */
function codePng(width: number, height: number): Buffer {
  const { modules } = QRCode.create(CODE);
  const at = (pixel: number) => Math.floor(pixel / 4) - 4;
  const isInside = (module: number) => module >= 0 && module < modules.size;
  return whitePng(width, height, (x, y) => isInside(at(x)) && isInside(at(y)) && modules.get(at(y), at(x)) === 1);
}

/** A real header that declares a picture of four gigapixels. */
function hugePng(): Buffer {
  const png = whitePng(8);
  png.writeUInt32BE(65_535, 16);
  png.writeUInt32BE(65_535, 20);
  return png;
}
