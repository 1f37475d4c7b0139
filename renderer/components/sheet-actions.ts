import { unwrap } from '../bridge.ts';
import { t } from '../words.ts';

/** Each does its work in the main process and answers what to tell the operator. */

export async function printSheet(batchId: string): Promise<string> {
  const printed = await unwrap(window.station.sheets.print({ batchId }));
  return t(printed ? 'sheet.printed' : 'sheet.print-cancelled');
}

export async function savePdf(batchId: string): Promise<string | null> {
  const saved = await unwrap(window.station.sheets.savePdf({ batchId }));
  return saved && t('sheet.saved', { file: saved.file });
}

export async function saveCodes(batchId: string, type: 'csv' | 'xlsx'): Promise<string | null> {
  const saved = await unwrap(window.station.batches.saveCodes({ id: batchId, type }));
  return saved && t('sheet.saved', { file: saved.file });
}
