import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareHost, buildActivationCode, parseActivationCode } from '../../shared/activation-code.ts';

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
    ['rsp.example.test', 'A'.repeat(255)],
  ])('are refused where a device could not take them: %j %j', (host, matchingId) => {
    expect(buildActivationCode(host, matchingId)).toBeNull();
  });

  it.each(['1$H$M', '1$H$M$$1', '1$H$M$1.3.6$1', '1$H$$1.3.6', 'lpa:1$H$M', 'LPA:1$H$M$1.3$1$later'])(
    'are read in every form of SGP.22: %s',
    (code) => {
      expect(parseActivationCode(code)?.smdpAddress).toBe('H');
    },
  );

  it.each(['', '1$', '2$H$M', '1$$M', 'LPA:', '1$H$M$x', '1$H$M$$2', `1$H$${'M'.repeat(255)}`])(
    'are not read from anything else: %s',
    (code) => {
      expect(parseActivationCode(code)).toBeNull();
    },
  );

  it('come back as they went in', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const matchingId = fc.stringMatching(/^[A-Z0-9-]{1,60}$/);
    fc.assert(
      fc.property(host, matchingId, (smdpAddress, id) => {
        const code = buildActivationCode(smdpAddress, id);
        expect(code && parseActivationCode(code)).toEqual({
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
