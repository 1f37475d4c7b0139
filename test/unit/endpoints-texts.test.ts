import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAssignmentsCsv } from '../../electron/esim-go/assignments-csv.ts';
import { redact, tidyAll } from '../../electron/esim-go/redact.ts';
import { compareInstants, exactInstant, instant } from '../../electron/esim-go/shapes.ts';

const KEY = 'a-key-of-the-account-0001';

describe('a text of the API', () => {
  it.each([
    [`key ${KEY} is bad`, 'key … is bad'],
    ['code LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN sent', 'code … sent'],
    ['code 1$rsp.example.test$MATCH-001 sent', 'code … sent'],
    ['matching id K7QPA-2ZTWM-X94RC-DH6VN and JQ-123456-ABCDEPFX', 'matching id … and …'],
    ['PIN 7391, puk: 58203647!', 'PIN …, puk: …!'],
  ])('loses its secrets: %s', (text, shown) => {
    expect(redact(text, KEY)).toBe(shown);
  });

  it.each([
    'no eSIM with iccid 8944422000000000019 found in your organisation',
    'bundle esim_1GB_7D_GB_V2 not found',
    'no assignments found for reference 5f0c2b1e-8d53-4c3a-9a0e-0d5b6c7a1f11',
    'startTime 2026-03-02T10:05:07.34523Z is in the past',
    'failed to parse profile id: X: invalid UUID length: 1',
    'assignment 215000001 not found, only 12 left',
  ])('keeps what helps: %s', (text) => {
    expect(redact(text, KEY)).toBe(text);
  });

  it.each(['', ' \n ', '7391', '{}', '…'])('is empty when it holds no words: %j', (text) => {
    expect(redact(text, KEY)).toBe('');
  });

  it('is one short line', () => {
    const text = redact(`no\r\nbundle ${'x'.repeat(9000)}`, KEY);
    expect(text).toMatch(/^no bundle x+$/);
    expect(text.length).toBe(300);
  });
});

describe('the texts of a whole answer', () => {
  const CODE = 'LPA:1$rsp.example.test$K7QPA-2ZTWM-X94RC-DH6VN';

  it('keep a code in its own field, in lists and however that is written, and in no other', () => {
    const answer = { 'Matching ID': [CODE], rsp_url: CODE, note: `a ${CODE}`, esims: [{ name: CODE.slice(4) }] };
    expect(tidyAll(answer, KEY)).toEqual({ 'Matching ID': [CODE], rsp_url: CODE, note: 'a …', esims: [{ name: '…' }] });
  });

  it.each([
    ['many texts under one long name', { [`x${'-'.repeat(4_000_000)}`]: Array(400_000).fill('a') }],
    ['texts that begin as a code and never end', Array(40_000).fill(`1$${'.'.repeat(998)}`)],
    ['texts full of beginnings', Array(40_000).fill('1$a.LPA:'.repeat(125))],
  ])('are gone through once: %s', (_, answer) => {
    expect(tidyAll(answer, KEY)).toBeTruthy();
  });
});

describe('a time', () => {
  it.each([
    ['2026-03-02T10:05:07Z', '2026-03-02T10:05:07Z'],
    ['2026-03-02T10:05:07.618780311Z', '2026-03-02T10:05:07.618780311Z'],
    ['2026-03-02', '2026-03-02'],
    ['2026-03-02 10:05:07.34523 +0000 UTC', '2026-03-02T10:05:07.34523Z'],
    ['2026-03-02 10:05:07 +0000 UTC m=+0.1', '2026-03-02T10:05:07Z'],
    [' 2026-03-02T10:05:07Z ', '2026-03-02T10:05:07Z'],
    ['2026-03-02T11:05:07+01:00', '2026-03-02T10:05:07.000Z'],
    [1_772_446_272_000, '2026-03-02T10:11:12.000Z'],
    ['', null],
    [0, null],
    [null, null],
    [undefined, null],
    ['0001-01-01T00:00:00Z', null],
    ['0001-01-01 00:00:00 +0000 UTC', null],
  ])('is read from %j', (value, read) => {
    expect(exactInstant.parse(value)).toBe(read);
    expect(instant.parse(value)).toBe(read);
  });

  it.each(['soon', '2', 'March 7', '2026-13-45', '2026-03-02 10:05', 1e300, {}])('is not %j', (value) => {
    expect(exactInstant.safeParse(value).success).toBe(false);
    expect(instant.parse(value)).toBeNull();
  });

  it('comes before a later one, however many digits each has', () => {
    const time = fc.record({
      at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }),
      nanos: fc.nat(999_999_999),
    });
    const written = ({ at, nanos }: { at: Date; nanos: number }) => {
      const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
      return at.toISOString().replace(/\.\d+Z$/, fraction ? `.${fraction}Z` : 'Z');
    };
    fc.assert(
      fc.property(time, time, (a, b) => {
        const seconds = Math.floor(a.at.getTime() / 1000) - Math.floor(b.at.getTime() / 1000);
        expect(Math.sign(compareInstants(written(a), written(b)))).toBe(Math.sign(seconds || a.nanos - b.nanos));
      }),
    );
  });
});

describe('install details as CSV', () => {
  const ICCID = '8944422000000000019';
  const ROW = {
    iccid: ICCID,
    matchingId: 'K7QPA-2ZTWM',
    smdpAddress: 'rsp.example.test',
    bundle: 'esim_1GB_7D_GB_V2',
    appleInstallUrl: null,
  };
  const read = (text: string) => readAssignmentsCsv(Buffer.from(text), 'GET /esims/assignments', KEY);

  it.each([
    ['bare with LF', `ICCID,Matching ID,RSP URL,Bundle\n${ICCID},K7QPA-2ZTWM,rsp.example.test,esim_1GB_7D_GB_V2\n`],
    [
      'without a last line end',
      `ICCID,Matching ID,RSP URL,Bundle\n${ICCID},K7QPA-2ZTWM,rsp.example.test,esim_1GB_7D_GB_V2`,
    ],
    [
      'quoted with CRLF and a byte order mark',
      `\uFEFF"ICCID","Matching ID","RSP URL","Bundle"\r\n"${ICCID}","K7QPA-2ZTWM","rsp.example.test","esim_1GB_7D_GB_V2"\r\n`,
    ],
    [
      'in another order, with more columns and other spellings',
      `bundle,smdpAddress,Note,matchingId,Iccid\nesim_1GB_7D_GB_V2,http://rsp.example.test/,"a ""b"", c\nd",K7QPA-2ZTWM,${ICCID}\n\n`,
    ],
  ])('are read %s', (_, text) => {
    expect(read(text)).toEqual([ROW]);
  });

  it('may be empty, and their cells too', () => {
    expect(read('')).toEqual([]);
    expect(read('ICCID,Matching ID,RSP URL,Bundle\n')).toEqual([]);
    expect(read(`ICCID,Matching ID\n${ICCID},\n`)).toEqual([
      { ...ROW, matchingId: null, smdpAddress: null, bundle: null },
    ]);
  });

  it.each([
    ['<html>Welcome to our Wi-Fi</html>', 'header'],
    ['{"message":"no"}', 'not CSV'],
    ['Matching ID\nK7QPA-2ZTWM\n', 'header'],
    ['ICCID\n8.94442E+18\n', 'row 1.ICCID'],
    [`ICCID\n${ICCID}\n"${ICCID}\n`, 'not CSV'],
  ])('are malformed as %j', (text, path) => {
    expect(() => read(text)).toThrowError(
      expect.objectContaining({ code: 'api.malformed', params: { endpoint: 'GET /esims/assignments', path } }),
    );
  });
});
