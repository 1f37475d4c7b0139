import type { Handlers } from '../../shared/contract.ts';
import { suggestName } from '../files.ts';
import type { Sheets } from '../sheets/index.ts';
import type { Desk } from './desk.ts';

export function sheetVerbs(desk: Desk): Handlers['sheets'] {
  const sheetOf = (batchId: string) => desk.station().history.sheet(batchId);

  return {
    get: ({ batchId }) => sheetOf(batchId),
    async savePdf({ batchId }) {
      const sheet = sheetOf(batchId);
      return desk.save({ name: suggestName('cards', sheet, 'pdf'), type: 'pdf' }, await desk.sheets.pdf(sheet));
    },
    print: ({ batchId }) => desk.sheets.print(sheetOf(batchId)),
  };
}

/** What the hidden page asks while it draws; it needs neither a station nor a desk. */
export function sheetPageVerbs(sheets: Sheets): Handlers['sheetPage'] {
  return {
    load: ({ job }) => sheets.load(job),
    ready({ job }) {
      sheets.ready(job);
      return null;
    },
  };
}
