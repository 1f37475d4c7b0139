import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readIccidList } from '../../electron/manifest/iccids.ts';

const ONE = '8944422000000001017';
const TWO = '8944422000000001025';
const read = (text: string | Uint8Array) => readIccidList(typeof text === 'string' ? Buffer.from(text) : text);
const HEADER = 'iccid,smdp_address,matching_id,activation_code,bundle,reference,state,name';
const row = (iccid: string) => `${iccid},rsp.example.test,A-1,LPA:1$rsp.example.test$A-1,b,Fair,ready,`;

describe('a list of eSIMs', () => {
  it.each([
    ['one a line', `${ONE}\n${TWO}\n`],
    ['groups', '8944 4220 0000 0001 017\r\n8944-4220-0000-0001-025\r\n'],
    ['a byte order mark and empty lines', `\ufeff${ONE}\n\n  \n${TWO}`],
    ['padding and scanner marks', `*${ONE}*\n]C1${TWO}F\n`],
    ['labels', `ICCID: ${ONE}\nICCID: ${TWO}\n`],
    ['several on a line', `${ONE}, ${TWO}`],
    ['a name beside them', `${ONE};Ann Lee\n${TWO};Room 12\n`],
    ['a header', `ICCID\n${ONE}\n${TWO}\n`],
    ['a header in another language', `Kartennummern\n${ONE}\n${TWO}\n`],
    ['a column', `name;ICCID number;note\nAnn;${ONE};x\nBo;${TWO};\n`],
    ['quotes and formulas', `"ICCID","x"\n"=""${ONE}""","1"\n"'${TWO}","2"\n`],
    ['tabs', `Name\tICCID\nAnn\t${ONE}\nBo\t${TWO}\n`],
    ['sep=', `"sep=;"\r\nname;iccid\r\nAnn;${ONE}\r\nBo;${TWO}\r\n`],
    ['our own codes.csv', `${HEADER}\n${row(ONE)}\n${row(TWO)}\n,,,,b,Fair,failed,\n`],
    ['both a SIM number and an ICCID', `SIM,ICCID\n17,${ONE}\n18,${TWO}\n`],
  ])('is read with %s', async (_, text) => {
    expect(await read(text)).toEqual({ iccids: [ONE, TWO], faults: [] });
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual({ iccids: [ONE, TWO], faults: [] });
  });

  it('is read in the encodings of old spreadsheets', async () => {
    const text = `姓名,ICCID\n王小明,${ONE}\n李娜,${TWO}\n`;
    expect(await read(iconv.encode(text, 'gbk'))).toEqual({ iccids: [ONE, TWO], faults: [] });
  });

  it('names line and column of what is no ICCID, and never says it', async () => {
    const code = 'LPA:1$rsp.example.test$SECRET-1';
    const list = await read(`${ONE}\n${code}\n12345\n${TWO}\n`);
    expect(list).toEqual({
      iccids: [ONE, TWO],
      faults: [
        { line: 2, column: 1 },
        { line: 3, column: 1 },
      ],
    });
    expect(await read(`name,iccid\nAnn,${ONE}\nBo,8.94E+18\nCy,\n`)).toEqual({
      iccids: [ONE],
      faults: [
        { line: 3, column: 2 },
        { line: 4, column: 2 },
      ],
    });
    expect((await read(`${code}\n${ONE}\n`)).faults).toEqual([{ line: 1, column: 1 }]);
    expect((await read(`${ONE};${ONE}123\n`)).faults).toEqual([{ line: 1, column: 2 }]);
  });

  it.each(['', '\n\n', 'ICCID\n'])('is refused when it is empty: %j', async (text) => {
    await expect(read(text)).rejects.toThrowError(expect.objectContaining({ code: 'iccids.empty' }));
  });

  it('loses no line, whatever it says', async () => {
    const line = fc.oneof(
      fc.constantFrom(ONE, TWO, `ICCID ${ONE}`, '8944 4220 0000 0001 017'),
      fc.string({ unit: fc.constantFrom(...'0189 LPA:1$x;,-'), minLength: 1, maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 10 }), async (lines) => {
        const filled = lines.filter((line) => /[^\s;,]/.test(line));
        const { iccids, faults } = await read([ONE, ...filled].join('\n'));
        expect(iccids.length + faults.length).toBeGreaterThanOrEqual(filled.length + 1);
      }),
    );
  });
});
