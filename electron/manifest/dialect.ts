import type { Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { countKnown } from './columns.ts';

/** How the cells of a file are told apart, and where its table begins. */
export interface Dialect {
  delimiter: string;
  /** Of the table's first byte. */
  offset: number;
  /** Of the file, on which the table begins. */
  line: number;
}

const DELIMITERS = [';', ',', '\t'] as const;
/** Excel's own way of saying the delimiter, in a line before the table. */
const SAID = /^sep=(?<delimiter>[^"\r\n])(?:\r\n|\r|\n|$)/iu;
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

/** The delimiter is the one that the file says, else the one with which its header names the most columns that are known. */
export function findDialect(text: Buffer): Dialect {
  const said = SAID.exec(text.toString('utf8', 0, 16));
  if (said?.groups?.delimiter) {
    return { delimiter: said.groups.delimiter, offset: Buffer.byteLength(said[0]), line: 2 };
  }
  const head = text.subarray(0, LONGEST_HEADER);
  const known = (delimiter: string) => countKnown(firstRow(head, delimiter));
  const delimiter = DELIMITERS.reduce((best, other) => (known(other) > known(best) ? other : best));
  return { delimiter, offset: 0, line: 1 };
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
