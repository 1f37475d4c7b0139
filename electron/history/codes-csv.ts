import { stringify } from 'csv-stringify/sync';
import type { BatchItem, Esim } from '../../shared/model.ts';

const COLUMNS = ['iccid', 'smdp_address', 'matching_id', 'activation_code', 'bundle', 'reference', 'state', 'name'];
/** What people and their customers wrote; the others are what machines compare, and stand as they are. */
const OF_PEOPLE = new Set(['bundle', 'reference', 'name']);
/** What a spreadsheet takes for the beginning of a formula, in either width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/** The header and a line for each item of a batch. An item that is quarantined or not fetched has no codes to give away. */
export function codesTable(batch: { reference: string }, items: BatchItem[], esims: Esim[]): string[][] {
  const byIccid = new Map(esims.map((esim) => [esim.iccid, esim]));
  const lines = items.map(({ iccid, state, bundle, name, reference }) => {
    const esim = state === 'ready' && iccid ? byIccid.get(iccid) : undefined;
    const codes = [esim?.smdpAddress ?? '', esim?.matchingId ?? '', esim?.activationCode ?? ''];
    return [iccid ?? '', ...codes, bundle, reference || batch.reference, state, name];
  });
  return [COLUMNS, ...lines];
}

/** RFC 4180 with LF. References and names come from people: what a spreadsheet would run as a formula is escaped. */
export function codesCsv(table: readonly string[][]): string {
  const harmless = (text: string, column: number) =>
    OF_PEOPLE.has(COLUMNS[column] ?? '') && FORMULA.test(text) ? `'${text}` : text;
  return stringify(table.map((line) => line.map(harmless)));
}
