import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, type InfoRecord, type Options, parse } from 'csv-parse';
import { StationError } from '../../shared/errors.ts';
import { csvOptions, type Dialect } from './dialect.ts';

export interface TableRow {
  /** Of the file, on which the row begins. */
  line: number;
  cells: string[];
}

/** Read in one go, in bytes: a few milliseconds, and some more where the parser minds that rows are of different lengths. */
const SLICE = 4 * 1024;

/**
 * The rows of a CSV that have something in them, the header first. Reads in slices and lets the program do other things in between.
 * @throws StationError `manifest.unreadable` with the line of a quote that is never closed
 */
export async function* readTable(text: Buffer, { delimiter, offset, line: first }: Dialect): AsyncGenerator<TableRow> {
  // Counted here, because the parser takes each CRLF inside a cell for two lines.
  let lines = 0;
  const on_record = (cells: string[], { empty_lines }: InfoRecord): TableRow | null => {
    const row = { line: first + lines + empty_lines, cells };
    lines += 1 + cells.reduce((sum, cell) => sum + lineBreaks(cell), 0);
    return cells.some((cell) => cell.trim() !== '') ? row : null;
  };
  // The parser's declarations know records of another shape only together with named columns.
  const options = { ...csvOptions(delimiter), on_record } satisfies Options<TableRow, string[]> as Options;
  const parser = parse(options);
  try {
    yield* Readable.from(slices(text, offset)).pipe(parser);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new StationError('manifest.unreadable', { line: first + lines + parser.info.empty_lines }, { cause: error });
  }
}

async function* slices(text: Buffer, offset: number): AsyncGenerator<Buffer> {
  for (let at = offset; at < text.length; at += SLICE) {
    yield text.subarray(at, at + SLICE);
    await setImmediate();
  }
}

const lineBreaks = (cell: string): number => cell.match(/\r\n|\r|\n/g)?.length ?? 0;
