import JSZip from 'jszip';

/**
 * A workbook of Office Open XML (ECMA-376) with one sheet and nothing but texts in it: a spreadsheet that opens a CSV takes an ICCID for
 * a number, rounds it to fifteen digits, and guesses the letters of names.
 */
export async function workbook(table: readonly string[][]): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const [name, xml] of Object.entries(parts(table))) zip.file(name, `${DECLARATION}${xml}`);
  return await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function parts(table: readonly string[][]): Record<string, string> {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = (...all: string[]) =>
    `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
  const part = (name: string, type: string) => `<Override PartName="/${name}" ContentType="${TYPE}.${type}+xml"/>`;
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `${part('xl/workbook.xml', 'sheet.main')}${part('xl/styles.xml', 'styles')}${part('xl/worksheets/sheet1.xml', 'worksheet')}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="codes" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('rId2', 'styles', 'styles.xml'),
    ),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': sheet(table),
  };
}

/** Format 49 is “Text”. Excel wants at least these fonts, fills and borders. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

function sheet(table: readonly string[][]): string {
  const columns = table[0]?.length ?? 0;
  const rows = table.map(
    (line, row) => `<row r="${row + 1}">${line.map((text, column) => cell(text, column, row)).join('')}</row>`,
  );
  const all = `A1:${letter(columns - 1)}${table.length}`;
  return (
    `<worksheet xmlns="${MAIN}"><cols><col min="1" max="${columns}" width="24" style="1" customWidth="1"/></cols>` +
    `<sheetData>${rows.join('')}</sheetData>` +
    // Spreadsheets would mark each ICCID as a mistake otherwise.
    `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  );
}

const letter = (column: number) => String.fromCharCode('A'.charCodeAt(0) + column);

function cell(text: string, column: number, row: number): string {
  const place = `${letter(column)}${row + 1}`;
  return `<c r="${place}" s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** XML has no way to write control characters and halves of characters. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
}
