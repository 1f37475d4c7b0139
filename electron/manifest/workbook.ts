import { setImmediate } from 'node:timers/promises';
import JSZip, { type JSZipObject } from 'jszip';
import { SaxesParser } from 'saxes';
import { StationError } from '../../shared/errors.ts';
import type { TableRow } from './table.ts';

/** A workbook is an archive of a stranger; these are far above what a list of ten thousand people needs. */
const LIMITS = { entries: 1_000, bytes: 40_000_000, columns: 200, rows: 50_000 };
/** Read in one go, in characters. */
const SLICE = 64 * 1024;

/** Whether the bytes are an archive, as workbooks (XLSX) are, and no text. */
export const isArchive = (bytes: Uint8Array): boolean => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);

/** Whether they are the workbook of an old Excel, or of a new one with a password. */
export const isOldWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/**
 * The rows of a workbook's first sheet that can be seen, with the texts of their cells; formulas count as what they came to.
 * @throws StationError `manifest.no-workbook` for any other archive, one that is damaged, or one that unpacks to too much
 */
export async function* readWorkbook(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const archive = await JSZip.loadAsync(bytes).catch((cause: unknown) => {
    throw noWorkbook(cause);
  });
  if (Object.keys(archive.files).length > LIMITS.entries) throw noWorkbook();
  let left = LIMITS.bytes;
  const read = async (name: string): Promise<string | null> => {
    const entry = archive.file(name);
    if (!entry) return null;
    const content = await inflate(entry, left);
    left -= content.length;
    return content.toString();
  };
  const place = sheetOf((await read('xl/workbook.xml')) ?? '', (await read('xl/_rels/workbook.xml.rels')) ?? '');
  const sheet = place && (await read(place));
  if (!sheet) throw noWorkbook();
  const shared = sharedTexts((await read('xl/sharedStrings.xml')) ?? '');
  yield* rowsOf(sheet, shared);
}

/** The file of the first sheet that is not hidden. */
function sheetOf(workbook: string, relations: string): string | null {
  const targets = new Map<string, string>();
  parse(relations, {
    open: (name, attributes) => {
      if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '');
    },
  });
  const ids: string[] = [];
  parse(workbook, {
    open: (name, attributes) => {
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') ids.push(attributes['r:id'] ?? '');
    },
  });
  const target = targets.get(ids[0] ?? '');
  if (target === undefined) return null;
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Texts stand there once each. How a Japanese word is pronounced (`rPh`) stands beside it and is no part of it. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  const inside: string[] = [];
  parse(xml, {
    open(name) {
      inside.push(name);
      if (name === 'si') texts.push('');
    },
    text(text) {
      if (inside.at(-1) === 't' && !inside.includes('rPh')) texts.push((texts.pop() ?? '') + text);
    },
    close: () => void inside.pop(),
  });
  return texts;
}

interface Cell {
  column: number;
  type: string;
  text: string;
}

async function* rowsOf(xml: string, shared: readonly string[]): AsyncGenerator<TableRow> {
  const rows: TableRow[] = [];
  const inside: string[] = [];
  let row: TableRow = { line: 0, cells: [] };
  let cell: Cell = { column: -1, type: 'n', text: '' };
  const reader = {
    open(name: string, attributes: Record<string, string>) {
      inside.push(name);
      if (name === 'row') {
        row = { line: attributes.r ? Number(attributes.r) : row.line + 1, cells: [] };
        cell = { column: -1, type: 'n', text: '' };
      } else if (name === 'c') {
        const column = attributes.r ? columnOf(attributes.r) : cell.column + 1;
        if (!(column >= 0 && column < LIMITS.columns)) throw noWorkbook();
        cell = { column, type: attributes.t ?? 'n', text: '' };
      }
    },
    text(text: string) {
      const name = inside.at(-1);
      if (inside.includes('c') && (name === 'v' || name === 't') && !inside.includes('rPh')) cell.text += text;
    },
    close(name: string) {
      inside.pop();
      if (name === 'c') {
        while (row.cells.length < cell.column) row.cells.push('');
        row.cells[cell.column] = cell.type === 's' ? (shared[Number(cell.text)] ?? '') : cell.text;
      } else if (name === 'row' && row.cells.some((text) => text.trim() !== '')) {
        rows.push(row);
        if (rows.length > LIMITS.rows) throw noWorkbook();
      }
    },
  };
  const parser = parserOf(reader);
  for (let at = 0; at < xml.length; at += SLICE) {
    parser.write(xml.slice(at, at + SLICE));
    yield* rows.splice(0);
    await setImmediate();
  }
  parser.close();
  yield* rows;
}

/** `C7` is in the third column. */
function columnOf(place: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(place)?.[0] ?? '';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface Reader {
  open: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

function parse(xml: string, reader: Reader): void {
  if (xml !== '') parserOf(reader).write(xml).close();
}

/** Names without the prefix that some programs give all of them. Entities of a document's own are unknown, and an error. */
function parserOf({ open, text, close }: Reader): SaxesParser {
  const parser = new SaxesParser();
  const plain = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('error', (cause) => {
    throw noWorkbook(cause);
  });
  parser.on('opentag', ({ name, attributes }) => open(plain(name), attributes as Record<string, string>));
  if (text) parser.on('text', text);
  parser.on('closetag', ({ name }) => close?.(plain(name)));
  return parser;
}

interface InflateStream {
  on(event: 'data', listener: (chunk: Uint8Array) => void): InflateStream;
  on(event: 'error', listener: (error: Error) => void): InflateStream;
  on(event: 'end', listener: () => void): InflateStream;
  resume(): InflateStream;
  pause(): InflateStream;
}

/** Counts the bytes as they come out, because the sizes that an archive declares may be lies. */
function inflate(entry: JSZipObject, most: number): Promise<Buffer> {
  // The streaming half of jszip's API is documented but missing from its types.
  const { internalStream } = entry as unknown as { internalStream(type: 'uint8array'): InflateStream };
  const stream = internalStream.call(entry, 'uint8array');
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    stream
      .on('data', (chunk) => {
        size += chunk.length;
        if (size > most) {
          stream.pause();
          reject(noWorkbook());
        } else chunks.push(chunk);
      })
      .on('error', (cause) => reject(noWorkbook(cause)))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .resume();
  });
}

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

const noWorkbook = (cause?: unknown) => new StationError('manifest.no-workbook', {}, { cause });
