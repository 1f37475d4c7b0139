/** The install details of an apply or order, as JSON and as CSV. */
import { stringify } from 'csv-stringify/sync';
import type { Esim } from './account.ts';
import { appleInstallUrl } from './esim-shapes.ts';
import type { Variant } from './shapes.ts';

/** An eSIM of an apply, as the list of assignments shows it. */
export interface AssignmentRow {
  esim: Esim;
  bundle: string;
  reference: string;
}

export function assignmentsShape(variant: Variant, rows: AssignmentRow[], withAppleUrl: boolean): unknown {
  const extra = (esim: Esim) => (withAppleUrl ? { appleInstallUrl: appleInstallUrl(variant, esim) } : {});
  if (rows.length === 0) return null;
  if (variant === 'wild') {
    return rows.map(({ esim, bundle, reference }) => ({
      iccid: esim.iccid,
      matchingId: esim.matchingId,
      rspUrl: esim.smdpAddress,
      bundle,
      reference,
      ...extra(esim),
    }));
  }
  const documented = rows.map(({ esim }) => ({
    iccid: esim.iccid,
    matchingId: esim.matchingId,
    smdpAddress: esim.smdpAddress,
    profileStatus: esim.profileStatus,
    pin: esim.pin,
    puk: esim.puk,
    // Text here, a number in the details of an eSIM.
    firstInstalledDateTime: esim.firstInstalled === null ? null : new Date(esim.firstInstalled).toISOString(),
    ...extra(esim),
  }));
  return documented.length === 1 ? documented[0] : documented;
}

/** Quotes and line ends are not documented: one shape has neither quotes nor carriage returns, the other both. */
export function assignmentsCsv(variant: Variant, rows: AssignmentRow[], withAppleUrl: boolean): string {
  const header = ['ICCID', 'Matching ID', 'RSP URL', 'Bundle', ...(withAppleUrl ? ['Apple Install URL'] : [])];
  const cells = rows.map(({ esim, bundle }) => [
    esim.iccid,
    esim.matchingId,
    esim.smdpAddress,
    bundle,
    ...(withAppleUrl ? [appleInstallUrl(variant, esim)] : []),
  ]);
  const dialect = variant === 'wild' ? { record_delimiter: '\n' } : { record_delimiter: '\r\n', quoted: true };
  return stringify([header, ...cells], dialect);
}
