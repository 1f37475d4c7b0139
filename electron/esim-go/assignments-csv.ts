import { parse } from 'csv-parse/sync';
import { bareHost } from '../../shared/activation-code.ts';
import { isIccid } from '../../shared/iccid.ts';
import type { Assignment } from './assignments.ts';
import { malformed } from './decode.ts';

/**
 * Reads install details from CSV (RFC 4180): quoted or not, either line ending, with or without a byte order mark, columns by name
 * in any order, unknown ones ignored.
 * @throws ApiError `api.malformed` naming the row and column
 */
export function readAssignmentsCsv(bytes: Uint8Array, endpoint: string): Assignment[] {
  const [header, ...rows] = parseCsv(bytes, endpoint);
  if (!header) return [];
  const names = header.map(columnName);
  if (!names.includes('iccid')) throw malformed(endpoint, 'header', 'nothing');
  return rows.map((cells, index) => {
    const cell = (name: string) => cells[names.indexOf(name)] || null;
    const iccid = cell('iccid') ?? '';
    if (!isIccid(iccid)) throw malformed(endpoint, `row ${index + 1}.ICCID`, 'nothing');
    return {
      iccid,
      matchingId: cell('matchingid'),
      smdpAddress: bareHost(cell('rspurl') ?? cell('smdpaddress') ?? '') || null,
      bundle: cell('bundle'),
      appleInstallUrl: cell('appleinstallurl'),
    };
  });
}

function parseCsv(bytes: Uint8Array, endpoint: string): string[][] {
  try {
    return parse(Buffer.from(bytes), { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    throw malformed(endpoint, 'not CSV', 'nothing');
  }
}

/** `Matching ID`, `matchingId` and `matching_id` are one. */
function columnName(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}
