import fc from 'fast-check';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { workbook } from '../../electron/history/codes-xlsx.ts';
import { createManifests } from '../../electron/manifest/index.ts';
import { StationError } from '../../shared/errors.ts';
import { stockBundle } from '../support/stock-bundle.ts';

const GB = 'esim_1GB_7D_GB_V2';
const manifests = createManifests({ stock: async () => [stockBundle({ name: GB, remaining: 1_000 })] });
const refusal = (code: string) => expect.objectContaining({ code });

/** A workbook as Excel writes it: texts in a part of their own, numbers as numbers. */
async function excel(sheet: string, changes: Record<string, string | Uint8Array> = {}): Promise<Uint8Array> {
  const zip = new JSZip();
  const texts = ['Name', 'Bundle', 'Qty', 'Zoë &amp; Bo', GB].map((text) => `<si><t>${text}</t></si>`).join('');
  const files = {
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="old" state="hidden" r:id="rId1"/><sheet name="new" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${texts}<si><r><t>王</t></r><r><t>小明</t></r><rPh><t>オウ</t></rPh></si></sst>`,
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>hidden</t></is></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...changes,
  };
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>';
const ROWS =
  '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" t="s"><v>4</v></c><c r="C3"><v>2</v></c></row>' +
  `<row r="4"><c r="A4" t="s"><v>5</v></c><c r="B4" t="str"><f>A1&amp;"x"</f><v>${GB}</v></c><c r="C4"><v>3.0</v></c></row>` +
  '<row r="5"><c r="A5"/><c r="C5"/></row>';

/** Needs no texts of another part. */
const INLINE = ['bundle', GB].map((text) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`).join('');

describe('a workbook', () => {
  it('is read as it is: the first sheet that can be seen, texts, numbers and what formulas came to', async () => {
    const { rows, encoding } = await manifests.check(await excel(HEADER + ROWS));
    expect(rows).toEqual([
      { line: 3, name: 'Zoë & Bo', reference: '', bundle: GB, quantity: 2, problems: [] },
      { line: 4, name: '王小明', reference: '', bundle: GB, quantity: 3, problems: [] },
    ]);
    expect(encoding).toMatchObject({ name: 'XLSX', certain: true });
  });

  it('is read with prefixes, without places, and with cells left out', async () => {
    const sheet =
      '<x:row><x:c t="inlineStr"><x:is><x:t>Bundle</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>Qty</x:t></x:is></x:c></x:row>' +
      `<x:row><x:c t="inlineStr"><x:is><x:t>${GB}</x:t></x:is></x:c><x:c><x:v>4</x:v></x:c></x:row>`;
    const content = `<x:worksheet><x:sheetData>${sheet}</x:sheetData></x:worksheet>`;
    const { rows } = await manifests.check(await excel('', { 'xl/worksheets/sheet2.xml': content }));
    expect(rows).toMatchObject([{ line: 2, bundle: GB, quantity: 4 }]);
    const holes = `${HEADER}<row r="2"><c r="B2" t="s"><v>4</v></c><c r="C2"><v>1</v></c></row>`;
    expect((await manifests.check(await excel(holes))).rows).toMatchObject([{ name: '', bundle: GB, quantity: 1 }]);
  });

  it('brings back whatever texts were written', async () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => text.trim().replace(/\s+/g, ' '));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (names) => {
        const { rows } = await manifests.check(
          await workbook([['name', 'bundle'], ...names.map((name) => [name, GB])]),
        );
        expect(rows.map(({ name }) => name)).toEqual(names);
      }),
      { numRuns: 50 },
    );
  });

  it('of eSIMs is a list of them, where it has them as texts', async () => {
    const iccid = '8944422000000001017';
    expect(
      await manifests.iccids(
        await workbook([
          ['name', 'ICCID'],
          ['Ann', iccid],
        ]),
      ),
    ).toEqual({ iccids: [iccid], faults: [] });
    const rounded = await excel(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>ICCID</t></is></c></row><row r="2"><c r="A2"><v>8.94442200000000E+18</v></c></row>',
    );
    expect(await manifests.iccids(rounded)).toEqual({ iccids: [], faults: [{ line: 2, column: 1 }] });
  });

  it.each([
    [
      'another archive',
      async () => new JSZip().file('a.txt', 'a').generateAsync({ type: 'uint8array' }),
      'manifest.no-workbook',
    ],
    ['a damaged one', async () => (await excel(HEADER + ROWS)).slice(0, 300), 'manifest.no-workbook'],
    ['XML that is none', async () => excel('<row><c>'), 'manifest.no-workbook'],
    ['a cell far away', async () => excel('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 'manifest.no-workbook'],
    ['entities of its own', async () => excel('<row><c t="str"><v>&lol;</v></c></row>'), 'manifest.no-workbook'],
    [
      'a bomb',
      async () => excel(INLINE, { 'xl/sharedStrings.xml': `<sst>${' '.repeat(41_000_000)}</sst>` }),
      'manifest.no-workbook',
    ],
    ['no sheet', async () => excel('', { 'xl/workbook.xml': '<workbook/>' }), 'manifest.no-workbook'],
    ['an old one', async () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'manifest.old-workbook'],
    ['an empty sheet', async () => excel(''), 'manifest.empty'],
  ])('is refused when it is %s', async (_, make, code) => {
    const bytes = await make();
    await expect(manifests.check(bytes)).rejects.toThrowError(refusal(code));
    if (code !== 'manifest.empty') await expect(manifests.iccids(bytes)).rejects.toThrowError(refusal(code));
  });

  it('never ends in anything but a sentence, whatever of it is damaged', async () => {
    const whole = await excel(HEADER + ROWS);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        await manifests.check(damaged).catch((error: unknown) => expect(error).toBeInstanceOf(StationError));
      }),
      { numRuns: 200 },
    );
  });
});
