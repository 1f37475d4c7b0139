import { parse } from 'csv-parse/sync';
import { bareHost } from '../../shared/activation-code.ts';
import type { Assignment } from './assignment.ts';
import { malformed } from './decode.ts';
import { plainName } from './fields.ts';
import { isOfCodes, tidyField } from './redact.ts';
import { type Listed, listed } from './rows.ts';
import { iccidOf } from './shapes.ts';

/**
 * Reads install details from CSV (RFC 4180): quoted or not, either line ending, with or without a byte order mark, columns by name
 * in any order, unknown ones ignored. Rows without an ICCID are left out and counted.
 * @param key that may stand in no text
 * @throws ApiError `api.malformed` naming the place, when no row can be read
 */
export function readAssignmentsCsv(bytes: Uint8Array, endpoint: string, key: string): Listed<Assignment> {
  const [header, ...rows] = parseCsv(bytes, endpoint);
  if (!header) return listed([], 0);
  const names = header.map(plainName);
  if (!names.includes('iccid')) throw malformed(endpoint, 'header', 'nothing');
  const read = rows.flatMap((cells): Assignment[] => {
    const cell = (name: string) => tidyField(cells[names.indexOf(name)] ?? '', key, isOfCodes(name)) || null;
    const iccid = iccidOf(cell('iccid'));
    if (iccid === null) return [];
    return [
      {
        iccid,
        matchingId: cell('matchingid'),
        smdpAddress: bareHost(cell('rspurl') ?? cell('smdpaddress') ?? '') || null,
        bundle: cell('bundle'),
        appleInstallUrl: cell('appleinstallurl'),
      },
    ];
  });
  if (read.length === 0 && rows.length > 0) throw malformed(endpoint, 'row 1.ICCID', 'nothing');
  return listed(read, rows.length - read.length);
}

function parseCsv(bytes: Uint8Array, endpoint: string): string[][] {
  try {
    return parse(Buffer.from(bytes), { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    throw malformed(endpoint, 'not CSV', 'nothing');
  }
}
