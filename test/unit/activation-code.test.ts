import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bareHost,
  buildActivationCode,
  holdsActivationCode,
  readActivationCode,
  readCodeParts,
  sameActivationCode,
} from '../../shared/activation-code.ts';

describe('activation codes', () => {
  it('are built as they stand in the QR codes of the API', () => {
    expect(buildActivationCode('rsp.example.test', 'K7QPA-2ZTWM-X94RC-DH6VN')).toBe(
      'LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN',
    );
  });

  it('take the bare host from addresses with a scheme or a slash', () => {
    expect(bareHost(' https://rsp.example.test/ ')).toBe('rsp.example.test');
    expect(buildActivationCode('http://rsp.example.test', 'A-1')).toBe('LPA:1$rsp.example.test$A-1');
  });

  it.each([
    ['', 'A'],
    ['rsp.example.test', ''],
    ['rsp.example.test', 'A$B'],
    ['rsp.example.test', 'A B'],
    ['rsp.example.test', 'A\nB'],
    ['rsp example test', 'A'],
    ['rsp.example.test/path', 'A'],
    ['rsp.example.test', 'A\u0301'],
    ['rsp.example.test:99999999', 'A'],
    ['rsp.example.test', 'A'.repeat(255)],
  ])('are refused where a device could not take them: %j %j', (host, matchingId) => {
    expect(buildActivationCode(host, matchingId)).toBeNull();
  });

  it.each(['1$H$M', '1$H$M$$1', '1$H$M$1.3.6$1', '1$H$$1.3.6', 'lpa:1$H$M', 'LPA:1$H$M$1.3$1$later'])(
    'are read in every form of SGP.22: %s',
    (code) => {
      expect(readActivationCode(code)?.smdpAddress).toBe('h');
    },
  );

  it.each(['', '1$', '2$H$M', '1$$M', 'LPA:', '1$H$M$x', '1$H$M$$2', `1$H$${'M'.repeat(255)}`])(
    'are not read from anything else: %s',
    (code) => {
      expect(readActivationCode(code)).toBeNull();
    },
  );

  it('come back as they went in', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const matchingId = fc.stringMatching(/^[A-Z0-9-]{1,60}$/);
    fc.assert(
      fc.property(host, matchingId, (smdpAddress, id) => {
        const code = buildActivationCode(smdpAddress, id);
        expect(code && readActivationCode(code)).toEqual({
          smdpAddress,
          matchingId: id,
          oid: '',
          confirmationCodeRequired: false,
        });
      }),
    );
  });

  it('never hold what would change their meaning, whatever the API sends', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (address, id) => {
        const code = buildActivationCode(address, id);
        if (code !== null) expect(code.split('$')).toHaveLength(3);
      }),
    );
  });
});

const HOST = 'rsp.example.test';
const ID = 'K7QPA-2ZTWM-X94RC-DH6VN';
const CODE = { smdpAddress: HOST, matchingId: ID, oid: '', confirmationCodeRequired: false };

describe('the reader of activation codes', () => {
  it.each([
    `LPA:1$${HOST}$${ID}`,
    `lpa:1$${HOST}$${ID}`,
    `1$${HOST}$${ID}`,
    `LPA: 1$${HOST}$${ID}\r\n`,
    `\ufeffLPA:1$${HOST}$${ID}\u200b`,
    `LPA:1$RSP.EXAMPLE.TEST$${ID}`,
    `LPA:1$${HOST}.$${ID}`,
    `LPA:1$${HOST}:443$${ID}`,
    `LPA:1$https://${HOST}/$${ID}`,
    `LPA:1$ ${HOST} $ ${ID} `,
    `"LPA:1$${HOST}$${ID}"`,
    `ＬＰＡ：１＄${HOST}＄${ID}`,
    `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$${HOST}$${ID}`,
    `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${encodeURIComponent(`LPA:1$${HOST}$${ID}`)}`,
    `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=LPA%3A1%24${HOST}%24${ID}\n`,
    `esimsetup.apple.com/esim_qrcode_provisioning?x=1&carddata=LPA:1$${HOST}$${ID}`,
    `https://ESIMSETUP.APPLE.COM/esim_qrcode_provisioning?carddata=${encodeURIComponent(encodeURIComponent(`1$${HOST}$${ID}`))}`,
  ])('reads %j', (text) => {
    expect(readActivationCode(text)).toEqual(CODE);
    expect(holdsActivationCode(text)).toBe(true);
    expect(holdsActivationCode(`for Ann, ${text} please`)).toBe(true);
  });

  it('reads the OID and whether a confirmation code is asked for', () => {
    expect(readActivationCode(`LPA:1$${HOST}$${ID}$1.3.6.1.4$1`)).toEqual({
      ...CODE,
      oid: '1.3.6.1.4',
      confirmationCodeRequired: true,
    });
    expect(readActivationCode(`LPA:1$${HOST}$${ID}$$1\n`)).toEqual({ ...CODE, confirmationCodeRequired: true });
  });

  it.each([
    ['another page', `https://example.test/?carddata=LPA:1$${HOST}$${ID}`],
    ['a page that looks like it', `https://esimsetup.apple.com.example.test/?carddata=LPA:1$${HOST}$${ID}`],
    ['a page behind a name', `https://esimsetup.apple.com@example.test/?carddata=LPA:1$${HOST}$${ID}`],
    ['two codes in a link', `https://esimsetup.apple.com/x?carddata=LPA:1$${HOST}$${ID}&carddata=LPA:1$${HOST}$B`],
    ['two codes', `LPA:1$${HOST}$${ID}\nLPA:1$${HOST}$B`],
    ['blanks in the matching ID', `LPA:1$${HOST}$A B`],
    ['letters that only look right', `LPA:1$${HOST}$\u0410-1`],
    ['an endless text', `LPA:1$${HOST}$${ID}${' '.repeat(3_000)}`],
    ['a price', 'costs 1$ and 2$'],
  ])('refuses %s', (_, text) => {
    expect(readActivationCode(text)).toBeNull();
  });

  it.each(['', 'Ann Lee', 'VIP-1', 'costs 1$ and 2$', '8944422000000001017'])('finds no code in %j', (text) => {
    expect(holdsActivationCode(text)).toBe(false);
  });

  const host = fc.stringMatching(/^[a-z0-9]{1,8}(\.[a-z][a-z0-9]{1,8}){1,3}$/);
  const id = fc.stringMatching(/^[A-Z0-9-]{1,40}$/);
  const spelling = fc.record({
    prefix: fc.constantFrom('LPA:', 'lpa:', 'Lpa: ', '', 'LPA :'),
    capitals: fc.boolean(),
    address: fc.constantFrom(...(['%', '%.', '%:443', 'https://%', 'HTTP://%/', ' % ', '%\u200b'] as const)),
    more: fc.constantFrom('', '$', '$1.3.6', '$$'),
    page: fc.constantFrom('', 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata='),
    escaped: fc.boolean(),
    around: fc.constantFrom('%', '%\r\n', ' %\t', '\ufeff%', '\u202a%\u202c', '%\0'),
  });
  const spelt = (
    smdpAddress: string,
    matchingId: string,
    way: typeof spelling extends fc.Arbitrary<infer T> ? T : never,
  ) => {
    const address = way.address.replace('%', way.capitals ? smdpAddress.toUpperCase() : smdpAddress);
    const code = `${way.prefix}1$${address}$${matchingId}${way.more}`;
    const link = way.page && way.page + (way.escaped ? encodeURIComponent(code) : code);
    return way.around.split('%').join(link || code);
  };

  it('reads every spelling of one code as the same, and never two codes', () => {
    fc.assert(
      fc.property(host, id, id, spelling, spelling, (smdpAddress, matchingId, other, one, two) => {
        const first = readActivationCode(spelt(smdpAddress, matchingId, one));
        const second = readActivationCode(spelt(smdpAddress, matchingId, two));
        const third = readActivationCode(spelt(smdpAddress, other, two));
        expect(first).toMatchObject({ smdpAddress, matchingId });
        expect(first && second && sameActivationCode(first, second)).toBe(true);
        expect(first && third && sameActivationCode(first, third)).toBe(matchingId === other);
      }),
      { numRuns: 1_000 },
    );
  });

  it('makes one code of its parts, however they are padded', () => {
    const code = `LPA:1$${HOST}$${ID}`;
    for (const address of [
      HOST,
      'RSP.Example.Test',
      `${HOST}.`,
      `https://${HOST}:443/`,
      `${HOST}\n`,
      `\u200b${HOST}`,
    ]) {
      for (const id of [ID, `${ID} `, `${ID}\r\n`, `\ufeff${ID}\u00a0`]) {
        expect(buildActivationCode(address, id)).toBe(code);
      }
    }
  });

  it('takes a whole code in one field, and none that the other field contradicts', () => {
    const whole = `lpa:1$RSP.EXAMPLE.TEST$${ID}\n`;
    for (const [address, id] of [
      ['', whole],
      [HOST, whole],
      [whole, ''],
      [whole, ID],
      [whole, whole],
    ] as const) {
      expect(readCodeParts(address, id)).toEqual(CODE);
    }
    expect(readCodeParts('other.example.test', whole)).toBeNull();
    expect(readCodeParts(whole, 'OTHER')).toBeNull();
    expect(readCodeParts(whole, `LPA:1$${HOST}$OTHER`)).toBeNull();
    expect(readCodeParts('', ID)).toBeNull();
    expect(buildActivationCode('', `${whole}$$1`.replace('\n', ''))).toBe(`LPA:1$${HOST}$${ID}$$1`);
  });
});
