import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { codesCsv, codesTable } from '../../electron/history/codes-csv.ts';
import { workbook } from '../../electron/history/codes-xlsx.ts';
import type { BatchItem, Esim } from '../../shared/model.ts';

const ICCID = '8944422000000001017';
const item: BatchItem = {
  position: 1,
  state: 'ready',
  bundle: 'esim_1GB_7D_GB_V2',
  name: '',
  reference: '',
  iccid: ICCID,
  qr: 'matched',
  problem: null,
};
const esim = {
  iccid: ICCID,
  smdpAddress: 'rsp.example.test',
  matchingId: '-A1',
  activationCode: 'LPA:1$rsp.example.test$-A1',
};
const table = (changes: Partial<BatchItem> = {}, reference = 'Fair') =>
  codesTable({ reference }, [{ ...item, ...changes }], [esim as Esim]);

/** The texts of a workbook's cells, by row. */
async function cellsOf(bytes: Uint8Array): Promise<{ type: string; text: string }[][]> {
  const zip = await JSZip.loadAsync(bytes);
  const xml = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? '';
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return [...xml.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c [^>]*t="(\w+)"><is><t xml:space="preserve">([^<>]*)<\/t><\/is><\/c>/g)].map(
      ([, type = '', text = '']) => ({
        type,
        text: plain(text),
      }),
    ),
  );
}

describe('codes.csv', () => {
  it('makes the formulas of people harmless, and leaves what machines compare as it is', () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠SUM(A1)'];
    for (const text of texts) {
      const [, row] = parse(codesCsv(table({ name: text, reference: text, bundle: text })));
      expect(row).toEqual([
        ICCID,
        'rsp.example.test',
        '-A1',
        esim.activationCode,
        `'${text}`,
        `'${text}`,
        'ready',
        `'${text}`,
      ]);
    }
  });

  it('takes the reference of the batch for one of an eSIM that has none, and makes that harmless, too', () => {
    const [, row] = parse(codesCsv(table({ reference: '' }, '=1+1')));
    expect(row?.[5]).toBe("'=1+1");
  });

  it('gives away no code of an item that is not ready', () => {
    expect(codesCsv(table({ state: 'quarantined' }))).not.toMatch(/LPA|-A1/);
  });
});

describe('the workbook', () => {
  it('has each cell as a text, as it is', async () => {
    const names = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(names, fc.constantFrom('=1+1', '<&>"\'', '王小明', '  x  ', '👩‍👩‍👧')),
        async (name) => {
          const cells = await cellsOf(await workbook(table({ name })));
          expect(new Set(cells.flat().map(({ type }) => type))).toEqual(new Set(['inlineStr']));
          expect(cells.map((row) => row.map(({ text }) => text))).toEqual(table({ name }));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves out what cannot be written', async () => {
    const cells = await cellsOf(await workbook(table({ name: 'A\u0001\ud800\uffffB' })));
    expect(cells[1]?.at(-1)?.text).toBe('AB');
  });
});
