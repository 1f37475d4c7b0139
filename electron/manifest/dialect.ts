import type { Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';

/** How the cells of a file are told apart, and where its table begins. */
export interface Dialect {
  delimiter: string;
  /** Of the table's first byte. */
  offset: number;
  /** Of the file, on which the table begins. */
  line: number;
}

const DELIMITERS = [';', ',', '\t'] as const;
/** Excel's own way of saying the delimiter, in a line before the table; saved once more it gets quotes and empty cells. */
const SAID = /^(?<quote>"?)\ufeff?sep=(?<delimiter>[^"\r\n])\k<quote>[;,\t ]*(?:\r\n|\r|\n|$)/iu;
/** Every header ends long before; in bytes. */
const LONGEST_HEADER = 64 * 1024;

/**
 * Lenient with what people type by hand: blanks before a quote, quotes inside a cell, rows of any length. The rows are judged
 * one by one afterwards.
 */
export function csvOptions(delimiter: string) {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    ltrim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  } satisfies Options;
}

/**
 * The delimiter is the one that the file says, else the one with which its header names the most columns that are known.
 * @param countKnown how many cells of a header mean something
 */
export function findDialect(text: Buffer, countKnown: (header: readonly string[]) => number): Dialect {
  const said = SAID.exec(text.toString('utf8', 0, 64));
  const offset = said ? Buffer.byteLength(said[0]) : 0;
  const head = text.subarray(offset, offset + LONGEST_HEADER);
  const known = (delimiter: string) => countKnown(firstRow(head, delimiter));
  const best = DELIMITERS.reduce((best, other) => (known(other) > known(best) ? other : best));
  const delimiter = said?.groups?.delimiter ?? best;
  // What a file says of itself may have stopped being true when it was saved once more.
  const isTrue = known(delimiter) > 0 || known(best) === 0;
  return { delimiter: isTrue ? delimiter : best, offset, line: said ? 2 : 1 };
}

function firstRow(head: Buffer, delimiter: string): string[] {
  try {
    const [row = []] = parse(head, { ...csvOptions(delimiter), skip_records_with_empty_values: true, to: 1 });
    return row;
  } catch {
    // A quote that is never closed; reading the whole file says on which line.
    return [];
  }
}
