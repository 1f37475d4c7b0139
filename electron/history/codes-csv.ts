import { stringify } from 'csv-stringify/sync';
import type { BatchItem, Esim } from '../../shared/model.ts';

const COLUMNS = ['iccid', 'smdp_address', 'matching_id', 'activation_code', 'bundle', 'reference', 'state', 'name'];

/**
 * A line for each item of a batch, RFC 4180 with LF. An item that is quarantined or not fetched has no codes to give away.
 * Texts that a spreadsheet would run as a formula are escaped, because references come from people.
 */
export function codesCsv(batch: { reference: string }, items: BatchItem[], esims: Esim[]): string {
  const byIccid = new Map(esims.map((esim) => [esim.iccid, esim]));
  const lines = items.map(({ iccid, state, bundle, name, reference }) => {
    const esim = state === 'ready' && iccid ? byIccid.get(iccid) : undefined;
    const codes = [esim?.smdpAddress ?? '', esim?.matchingId ?? '', esim?.activationCode ?? ''];
    return [iccid ?? '', ...codes, bundle, reference || batch.reference, state, name];
  });
  return stringify([COLUMNS, ...lines], { escape_formulas: true });
}
