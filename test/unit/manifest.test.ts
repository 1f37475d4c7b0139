import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManifests } from '../../electron/manifest/index.ts';
import { StationError } from '../../shared/errors.ts';
import { createTranslate } from '../../shared/messages/index.ts';
import { stockBundle } from '../support/stock-bundle.ts';

const GB = 'esim_1GB_7D_GB_V2';
const EU = 'esim_5GB_30D_REUP_V2';

const manifests = (held: Record<string, number> = { [GB]: 1_000, [EU]: 1_000 }) =>
  createManifests({
    stock: async () => Object.entries(held).map(([name, remaining]) => stockBundle({ name, remaining })),
  });

const check = (text: string | Uint8Array, held?: Record<string, number>) =>
  manifests(held).check(typeof text === 'string' ? Buffer.from(text) : text);

/** What is wrong, by line. */
async function wrong(text: string, held?: Record<string, number>) {
  const { rows } = await check(text, held);
  return rows.flatMap(({ line, problems }) => problems.map(({ code }) => `${line} ${code}`));
}

const failure = (code: string, params: object = {}) => expect.objectContaining({ code, params });

describe('a manifest', () => {
  it('is read whichever way a spreadsheet in Germany or England saved it', async () => {
    const german = 'Name;Reference;Bundle;Quantity\r\nZoë Müller;A-1;esim_1GB_7D_GB_V2;2,00\r\n';
    const english = 'name,reference,bundle,quantity\nZoë Müller,A-1,esim_1GB_7D_GB_V2,2\n';
    const rows = [{ line: 2, name: 'Zoë Müller', reference: 'A-1', bundle: GB, quantity: 2, problems: [] }];
    for (const bytes of [
      Buffer.from(german),
      Buffer.from(english),
      Buffer.from(`\ufeff${german}`),
      Buffer.from(`\ufeff${english.replaceAll(',', '\t')}`, 'utf16le'),
      Buffer.from(`\ufeff${german}`, 'utf16le').swap16(),
      Buffer.from(german, 'latin1'),
    ]) {
      expect(await check(bytes)).toMatchObject({
        rows,
        quantity: 2,
        bundles: [{ bundle: GB, wanted: 2, left: 1_000 }],
      });
    }
    const said = await check(`sep=;\r\n${german}`);
    expect(said.rows).toMatchObject([{ ...rows[0], line: 3 }]);
  });

  it('has the typographic characters of windows-1252', async () => {
    const { rows } = await check(Buffer.from(`name;bundle\n\x93Nan\x94 O\x92Hara \x80 \x8e\xe9;${GB}`, 'latin1'));
    expect(rows[0]?.name).toBe('“Nan” O’Hara € Žé');
  });

  it('needs no column but the bundle, and takes them in any order and any case', async () => {
    expect(await check(`bundle\n${GB}\n`)).toMatchObject({ rows: [{ name: '', reference: '', quantity: 1 }] });
    expect(await check(`Note, QUANTITY ,Bundle,"name"\nvegan,3,${GB},Ann\n`)).toMatchObject({
      rows: [{ name: 'Ann', reference: '', bundle: GB, quantity: 3, problems: [] }],
    });
  });

  it('says on which line of the file each row begins', async () => {
    const text = [
      'sep=;', // 1
      ';;;', // 2
      'name;reference;bundle;"quan', // 3, 4
      'tity";quantity', // which is no known column, the other one is
      `"Ann\r\nMarie";"1\n2\r3";${GB};;1`, // 5 to 8
      `"""Nan"", ;";2;${GB};;x`, // 9
      ';;;', // 10
      '', // 11
      `Bo;3;${GB};;1`, // 12
    ].join('\r\n');
    expect((await check(text)).rows).toMatchObject([
      { line: 5, name: 'Ann Marie', reference: '1 2 3', problems: [] },
      { line: 9, name: '"Nan", ;', problems: [{ code: 'manifest.quantity' }] },
      { line: 12, name: 'Bo', problems: [] },
    ]);
  });

  it('keeps names and references on one line', async () => {
    const { rows } = await check(`name;bundle\n" Ann\t\n\u0007 Lee\u00a0";${GB}`);
    expect(rows[0]?.name).toBe('Ann Lee');
  });

  it.each([
    ['1', 1],
    ['1000', 1_000],
    [' 2 ', 2],
    ['02', 2],
    ['2.0', 2],
    ['2,00', 2],
    ['0', null],
    ['-1', null],
    ['1001', null],
    ['1.5', null],
    ['2,50', null],
    // Two, or two thousand: nobody can tell, so it is neither.
    ['2,000', null],
    ['1e2', null],
    ['two', null],
    ['', null],
    ['٣', 3],
    ['２', 2],
    ['۲٫۰', 2],
    ['\u200e2\u200b', 2],
    ['2,5', null],
    ['2 pcs', null],
  ])('reads the quantity “%s” as %s', async (cell, quantity) => {
    const { rows } = await check(`bundle;quantity\n${GB};${cell}`);
    expect(rows[0]?.quantity).toBe(quantity);
    expect(rows[0]?.problems).toEqual(quantity === null ? [{ code: 'manifest.quantity', params: { max: 1_000 } }] : []);
  });

  it('names everything that is wrong with a row, and reads the others', async () => {
    const text = [
      'name;reference;bundle;quantity',
      'Ann;1;;1',
      `Bo;2;${GB};1`,
      `${'x'.repeat(201)};${'y'.repeat(201)};nothing_like_it;0`,
      `Cy;3;${GB.toLowerCase()};1`,
      'Di;4',
      `Ed;5;${GB};1;;`,
      `Flo;6;${GB};1;vegan`,
      `"Gus" Lee; "7;7";${GB};1`,
      // A quote too many here swallows the next line; that must not pass as one row.
      '"Hal;8;b;1',
      `"Ida";9;${GB};1`,
    ].join('\n');
    expect(await wrong(text)).toEqual([
      '2 manifest.no-bundle',
      '4 manifest.quantity',
      '4 manifest.name',
      '4 manifest.reference',
      '4 manifest.unknown-bundle',
      '5 manifest.bundle-case',
      '6 manifest.cells',
      '8 manifest.cells',
      '10 manifest.quotes',
    ]);
    const { rows, quantity } = await check(text);
    expect(quantity).toBe(3);
    expect(rows[3]?.problems).toEqual([
      { code: 'manifest.bundle-case', params: { bundle: GB.toLowerCase(), suggestion: GB } },
    ]);
    expect(rows.find(({ line }) => line === 9)).toMatchObject({ name: '"Gus" Lee', reference: '7;7' });
  });

  it('lets spreadsheets leave out the last cells of a row, where they may be empty', async () => {
    expect(await wrong(`bundle,quantity,name,reference\n${GB},1\n${GB},1,Ann\n`)).toEqual([]);
    expect(await wrong(`name,bundle,quantity\nAnn,${GB}\n`)).toEqual(['2 manifest.cells']);
  });

  it('takes from the stock row by row', async () => {
    const text = `bundle;quantity\n${GB};6\n${GB};5\n${EU};1\n${GB};4\n${GB};1`;
    const held = { [GB]: 10, [EU]: 0 };
    const { rows, quantity, bundles } = await check(text, held);
    expect(await wrong(text, held)).toEqual(['3 manifest.stock', '4 manifest.stock', '6 manifest.stock']);
    expect(rows[1]?.problems).toEqual([{ code: 'manifest.stock', params: { bundle: GB, wanted: 5, left: 4 } }]);
    expect({ quantity, bundles }).toEqual({ quantity: 10, bundles: [{ bundle: GB, wanted: 10, left: 10 }] });
  });

  it('explains itself in sentences', () => {
    const t = createTranslate('en-GB');
    expect(t('error.manifest.stock', { bundle: GB, wanted: 5, left: 0 })).toMatch(/has nothing left of/);
    expect(t('error.manifest.unreadable', { line: 1234 })).toMatch(/in line 1234 or below/);
    expect(t('error.manifest.too-large', { what: 'esims', max: 10_000 })).toMatch(/more than 10,000 eSIMs/);
    expect(t('error.manifest.wrong-rows', { count: 1, line: 7 })).toMatch(
      /^Nothing was sent, because one line is wrong, beginning with line 7/,
    );
  });
});

describe('a file that is no manifest', () => {
  it.each([
    ['nothing', '', failure('manifest.empty')],
    ['blank lines', '\r\n;;;\r\n \r\n', failure('manifest.empty')],
    ['a header alone', 'name;bundle\n', failure('manifest.empty')],
    ['only how cells are told apart', 'sep=;', failure('manifest.empty')],
    [
      'no header',
      `Ann;${GB};1\n`,
      failure('manifest.no-header', { column: 'bundle', header: `Ann;${GB};1`.replaceAll(';', '\t') }),
    ],
    [
      'a header without bundle',
      'name;quantity\nAnn;1\n',
      failure('manifest.no-header', { column: 'bundle', header: 'name\tquantity' }),
    ],
    ['a column twice', 'bundle;Name;NAME \n', failure('manifest.duplicate-column', { column: 'name' })],
    ['NUL bytes', `bundle\n${GB}\0\n`, failure('manifest.unreadable', { line: 0 })],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), failure('manifest.unreadable', { line: 0 })],
    ['half a character of UTF-16', Buffer.from('fffe620075006e', 'hex'), failure('manifest.unreadable', { line: 0 })],
    ['half a character, turned', Buffer.from('feff0062007500', 'hex'), failure('manifest.unreadable', { line: 0 })],
    ['UTF-8 that is none', Buffer.from('efbbbf62ff', 'hex'), failure('manifest.unreadable', { line: 0 })],
    ['a header that is never closed', `"bundle\n${GB}\n`, failure('manifest.unreadable', { line: 1 })],
    [
      'a quote that is never closed',
      `name;bundle\r\n"Ann\r\nLee";${GB}\r\n"Bo;${GB}\r\nCy;${GB}\r\n`,
      failure('manifest.unreadable', { line: 4 }),
    ],
    ['too many bytes', Buffer.alloc(5_000_001, 0x20), failure('manifest.too-large', { what: 'size', max: 5 })],
    [
      'too many rows',
      `bundle${`\n${GB}`.repeat(10_001)}`,
      failure('manifest.too-large', { what: 'rows', max: 10_000 }),
    ],
    [
      'too many eSIMs',
      `bundle;quantity${`\n${GB};1000`.repeat(10)}\n${GB};1`,
      failure('manifest.too-large', { what: 'esims', max: 10_000 }),
    ],
  ])('because of %s is refused as a whole', async (_, text, error) => {
    await expect(check(text)).rejects.toThrowError(error);
  });

  it('never ends in anything but a sentence, whatever the bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom('bundle', 'name', GB, '"', ';', ',', '\t', '\r', '\n', 'sep=', ' ', '\ufeff', 'ü'))
        .map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const before = Buffer.from(content);
        await check(content).catch((error: unknown) => expect(error).toBeInstanceOf(StationError));
        expect(before.equals(content)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('does not hide that the stock cannot be read', async () => {
    const { check } = createManifests({
      stock: () => Promise.reject(new StationError('api.unreachable', { host: 'x' })),
    });
    await expect(check(Buffer.from(`bundle\n${GB}`))).rejects.toThrowError(failure('api.unreachable', { host: 'x' }));
  });
});

describe('what is provisioned', () => {
  const text = `name;reference;bundle;quantity\nAnn;A;${GB};6\nBo;B;${GB};5\nCy;C;${EU};1\n`;
  const held = { [GB]: 10, [EU]: 1 };

  it('is everything or nothing, unless a line is left out by a person', async () => {
    const service = manifests(held);
    const { id } = await service.check(Buffer.from(text));
    expect(() => service.lines(id, [])).toThrowError(failure('manifest.wrong-rows', { count: 1, line: 3 }));
    expect(service.lines(id, [3])).toEqual([
      { name: 'Ann', reference: 'A', bundle: GB, quantity: 6 },
      { name: 'Cy', reference: 'C', bundle: EU, quantity: 1 },
    ]);
    expect(() => service.lines(id, [2, 3, 4])).toThrowError(failure('manifest.nothing'));
    expect(() => service.lines(crypto.randomUUID(), [])).toThrowError(failure('manifest.gone'));
  });

  it('is looked at again without the lines that are left out, against the stock as it was', async () => {
    let asked = 0;
    const service = createManifests({
      stock: async () => {
        asked++;
        return [stockBundle({ name: GB, remaining: 10 }), stockBundle({ name: EU, remaining: 1 })];
      },
    });
    const { id } = await service.check(Buffer.from(text));
    const again = await service.review(id, [2]);
    expect(again).toMatchObject({
      id,
      rows: [{ line: 2 }, { line: 3, problems: [] }, { line: 4 }],
      quantity: 6,
      bundles: [
        { bundle: GB, wanted: 5, left: 10 },
        { bundle: EU, wanted: 1, left: 1 },
      ],
    });
    expect(asked).toBe(1);
    await expect(service.review(crypto.randomUUID(), [])).rejects.toThrowError(failure('manifest.gone'));
  });

  it('is kept for the newest few files only', async () => {
    const service = manifests(held);
    const ids: string[] = [];
    for (let file = 0; file < 5; file++) ids.push((await service.check(Buffer.from(text))).id);
    expect(new Set(ids).size).toBe(5);
    expect(() => service.lines(ids[0] ?? '', [3])).toThrowError(failure('manifest.gone'));
    expect(service.lines(ids[1] ?? '', [3])).toHaveLength(2);
  });
});

type Row = { name: string; reference: string; bundle: string; quantity: number };

interface Way {
  delimiter: ';' | ',' | '\t';
  end: '\r\n' | '\n' | '\r';
  encoding: 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16be' | 'windows-1252';
  columns: ('name' | 'reference' | 'bundle' | 'quantity' | 'note')[];
  said: boolean;
  quoteAll: boolean;
  blanks: boolean;
  lastEnd: boolean;
}

/** An own writer of CSV, so that the reader is held against something that does not share its mistakes. */
function write(rows: readonly Row[], way: Way): { bytes: Buffer; lines: number[] } {
  const cell = (text: string) =>
    way.quoteAll || /[",;\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
  const record = (values: Record<string, string>) =>
    way.columns.map((column) => cell(values[column] ?? '')).join(way.delimiter);
  const header = way.columns.map((column) => cell(column.toUpperCase())).join(way.delimiter);

  let text = `${way.said ? `sep=${way.delimiter}${way.end}` : ''}${header}`;
  const lineNow = () => text.split(/\r\n|\r|\n/).length;
  const lines = rows.map((row, index) => {
    if (way.blanks && index % 2 === 0) text += way.end + way.delimiter.repeat(way.columns.length - 1);
    text += way.end;
    const line = lineNow();
    text += record({ ...row, quantity: index % 2 === 0 ? `${row.quantity}` : `${row.quantity}.0`, note: 'a "note"' });
    return line;
  });
  if (way.lastEnd) text += way.end;
  return { bytes: encode(text, way.encoding), lines };
}

function encode(text: string, encoding: Way['encoding']): Buffer {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text);
    case 'utf8-bom':
      return Buffer.from(`\ufeff${text}`);
    case 'utf16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
  }
}

const way: fc.Arbitrary<Way> = fc.record({
  delimiter: fc.constantFrom(';', ',', '\t'),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8-bom', 'utf16le', 'utf16be', 'windows-1252'),
  columns: fc
    .subarray(['name', 'reference', 'quantity', 'note'] as const)
    .chain((some) => fc.shuffledSubarray([...some, 'bundle' as const], { minLength: some.length + 1 })),
  said: fc.boolean(),
  quoteAll: fc.boolean(),
  blanks: fc.boolean(),
  lastEnd: fc.boolean(),
});

const text = (units: fc.Arbitrary<string>) => fc.string({ unit: units, maxLength: 12 }).filter(acceptable);
const anything = text(
  fc.oneof(fc.constantFrom(...'ab "\',;\t\r\n€'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })),
);
/** Latin-1 is windows-1252 as far as it goes, and with `ßz` at the end it cannot be taken for UTF-8. */
const latin = text(fc.constantFrom(...'abz ÄéÖ"\',;\t.\r\n=0')).map((text) => `${text}ßz`);

/** A cell that begins with a quote and breaks the line looks like one that swallowed the next row, and is refused as such. */
function acceptable(text: string): boolean {
  return !text.includes('\0') && !unseen.test(text) && !(text.trimStart().startsWith('"') && /[\r\n]/.test(text));
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
/** What becomes of characters that nobody sees is the matter of another test. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u;

describe('every way to write a manifest', () => {
  it('brings the same rows back, each with its line', async () => {
    const file = way.chain((way) => {
      const text = way.encoding === 'windows-1252' ? latin : anything;
      const row = fc.record({
        name: text,
        reference: text,
        bundle: fc.constantFrom(GB, EU),
        quantity: fc.integer({ min: 1, max: 9 }),
      });
      return fc.record({ way: fc.constant(way), rows: fc.array(row, { minLength: 1, maxLength: 20 }) });
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ way, rows }) => {
        const { bytes, lines } = write(rows, way);
        const has = (column: Way['columns'][number]) => way.columns.includes(column);
        const expected = rows.map((row, index) => ({
          line: lines[index],
          name: has('name') ? oneLine(row.name) : '',
          reference: has('reference') ? oneLine(row.reference) : '',
          bundle: row.bundle,
          quantity: has('quantity') ? row.quantity : 1,
          problems: [],
        }));
        const read = await check(bytes);
        // Two letters of Latin-1 can be those of another encoding; then a person is asked.
        const { rows: found } = read.encoding.certain
          ? read
          : await manifests().check(bytes, { encoding: way.encoding.replace('-bom', '') });
        expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('five thousand rows', () => {
  it('are read well under a second, and the program goes on meanwhile', async () => {
    const people = Array.from({ length: 5_000 }, (_, index) => `Traveller ${'é'.repeat(index % 23)} ${index}`);
    const text = people.map((name, index) => `"${name},\r\nVIP";R-${index};${GB};2,00\r\n`).join('');
    let turns = 0;
    const turn = () => {
      turns++;
      running = setImmediate(turn);
    };
    let running = setImmediate(turn);

    const began = performance.now();
    const { rows } = await check(`name;reference;bundle;quantity\r\n${text}`, { [GB]: 10_000 });
    const took = performance.now() - began;
    clearImmediate(running);

    expect(rows.map(({ line, name }) => `${line} ${name}`)).toEqual(
      people.map((name, index) => `${2 + 2 * index} ${oneLine(name)}, VIP`),
    );
    expect(took).toBeLessThan(1_000);
    // Slices of 32 KB, a few milliseconds each.
    expect(turns).toBeGreaterThanOrEqual(Math.floor(Buffer.byteLength(text) / 32_768));
    await expect(check(`name;reference;bundle;quantity\r\n${text}"Bo;`)).rejects.toThrowError(
      failure('manifest.unreadable', { line: 10_002 }),
    );
  });
});
