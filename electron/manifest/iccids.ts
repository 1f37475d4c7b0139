import { StationError } from '../../shared/errors.ts';
import { readIccid } from '../../shared/iccid.ts';
import { MAX_MANIFEST_MEGABYTES } from '../../shared/limits.ts';
import { machineLine } from '../../shared/one-line.ts';
import { findDialect } from './dialect.ts';
import { isIccidColumn } from './header-words.ts';
import { readLetters } from './letters.ts';
import { readTable, type TableRow } from './table.ts';
import { isArchive, isOldWorkbook, readWorkbook } from './workbook.ts';

/** Where something else stands than an ICCID. What it is stays unsaid: it may be an activation code. */
export interface IccidFault {
  line: number;
  /** From 1. */
  column: number;
}

export interface IccidList {
  iccids: string[];
  faults: IccidFault[];
}

/** Between several ICCIDs on a line, and between one and what people write beside it. */
const BETWEEN = /[;,\t|]/;

/** Columns of `codes.csv`. */
const OWN = ['iccid', 'activation_code', 'state'];

/** @throws StationError `manifest.too-large`, `manifest.unreadable` or `iccids.empty` */
export async function readIccidList(bytes: Uint8Array): Promise<IccidList> {
  if (bytes.length > MAX_MANIFEST_MEGABYTES * 1_000_000) {
    throw new StationError('manifest.too-large', { what: 'size', max: MAX_MANIFEST_MEGABYTES });
  }
  if (isOldWorkbook(bytes)) throw new StationError('manifest.old-workbook');
  const list: IccidList = { iccids: [], faults: [] };
  let column: number | null = null;
  let isOwn = false;
  let lines = 0;
  for await (const row of isArchive(bytes) ? readWorkbook(bytes) : tableOf(bytes)) {
    if (lines++ === 0) {
      column = columnOf(row.cells);
      isOwn = OWN.every((name) => row.cells.includes(name));
      if (column !== null) continue;
      if (isHeader(row.cells)) continue;
    }
    if (column === null) readLine(row, list);
    // Items that have no eSIM yet stand in our own lists, too.
    else if (!isOwn || row.cells[column] !== '') readCell(row, column, list);
  }
  if (list.iccids.length + list.faults.length === 0) throw new StationError('iccids.empty');
  return list;
}

function tableOf(bytes: Uint8Array): AsyncGenerator<TableRow> {
  // Whatever the letters of other columns are, digits are the same in all encodings.
  const [{ text }] = readLetters(bytes);
  return readTable(
    text,
    findDialect(text, (header) => header.filter(isIccidColumn).length),
  );
}

/** A cell without a number is a header, in whatever language; a list has none only where its first line is an eSIM. */
function isHeader(cells: readonly string[]): boolean {
  return cells.every((cell) => !/\p{N}/u.test(cell)) && cells.some((cell) => /\p{L}/u.test(cell));
}

/** The column with the name itself comes before one that may be a serial number of something else. */
function columnOf(cells: readonly string[]): number | null {
  // A label with its number is no header.
  const isHeading = (cell: string) => isIccidColumn(cell) && !/\p{Nd}{4}/u.test(cell);
  const found = cells.flatMap((cell, index) => (isHeading(cell) ? [index] : []));
  const named = found.filter((index) => /iccid/i.test(machineLine(cells[index] ?? '')));
  return (named.length > 0 ? named : found)[0] ?? null;
}

function readCell({ line, cells }: TableRow, column: number, list: IccidList): void {
  const cell = cells[column] ?? '';
  const iccid = readIccid(cell);
  if (iccid) list.iccids.push(iccid);
  else list.faults.push({ line, column: column + 1 });
}

/** Without a header: the whole line, several of them, or just one beside other words. */
function readLine({ line, cells }: TableRow, list: IccidList): void {
  const parts = cells.flatMap((cell) => cell.split(BETWEEN)).map((part) => part.trim());
  const filled = parts.filter((part) => machineLine(part) !== '');
  const iccids = filled.map(readIccid).filter((iccid) => iccid !== null);
  const [only] = iccids;
  if (iccids.length === filled.length) list.iccids.push(...iccids);
  else if (only && iccids.length === 1 && !filled.some(looksLikeNumber)) list.iccids.push(only);
  else
    list.faults.push({
      line,
      column:
        1 +
        Math.max(
          0,
          parts.findIndex((part) => part !== '' && !readIccid(part)),
        ),
    });
}

/** Something that was meant to be an ICCID and is none. */
function looksLikeNumber(part: string): boolean {
  return readIccid(part) === null && (part.match(/\p{Nd}/gu)?.length ?? 0) >= 10;
}
