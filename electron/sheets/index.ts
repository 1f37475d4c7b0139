import { randomUUID } from 'node:crypto';
import type { BrowserWindow, WebContents } from 'electron';
import { StationError } from '../../shared/errors.ts';
import type { Sheet } from '../../shared/model.ts';

/**
 * A print job: `opened` (the hidden page loads) → `drawing` (it has the cards) → `drawn` (fonts and codes stand, its own word) →
 * printed or failed. The window is gone at the end of every way.
 */
type State = 'opened' | 'drawing' | 'drawn';

interface Job {
  sheet: Sheet;
  state: State;
  drawn: () => void;
}

export type Sheets = ReturnType<typeof createSheets>;

/** Far beyond the seconds that a thousand cards take: a page that is silent for so long will not come back. */
const PATIENCE_MS = 60_000;

/** What Electron calls a print dialog that was closed without printing. */
const CANCELLED = /cancel/i;

/** @param openWindow makes the hidden window that loads the sheet page for a job id */
export function createSheets(openWindow: (job: string) => BrowserWindow) {
  const jobs = new Map<string, Job>();

  async function draw<T>(sheet: Sheet, use: (page: WebContents) => Promise<T>): Promise<T> {
    if (sheet.cards.length === 0) throw new StationError('sheet.empty');
    const id = randomUUID();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const drawn = new Promise<void>((resolve, reject) => {
      jobs.set(id, { sheet, state: 'opened', drawn: resolve });
      timer = setTimeout(() => reject(new StationError('sheet.failed')), PATIENCE_MS);
    });
    const window = openWindow(id);
    try {
      const gone = new Promise<never>((_, reject) => {
        window.once('closed', () => reject(new StationError('sheet.failed')));
      });
      return await Promise.race([drawn.then(() => use(window.webContents)), gone]);
    } finally {
      clearTimeout(timer);
      jobs.delete(id);
      if (!window.isDestroyed()) window.destroy();
    }
  }

  function job(id: string, state: State): Job {
    const found = jobs.get(id);
    if (found?.state !== state) throw new StationError('invalid-request');
    return found;
  }

  return {
    /** Asked by the sheet page: what to draw. */
    load(id: string): Sheet {
      const opened = job(id, 'opened');
      opened.state = 'drawing';
      return opened.sheet;
    },

    /** Said by the sheet page: everything stands. */
    ready(id: string): void {
      const drawing = job(id, 'drawing');
      drawing.state = 'drawn';
      drawing.drawn();
    },

    /** The sheet as a PDF, with the page size the sheet's own style asks for. */
    pdf: (sheet: Sheet): Promise<Buffer> =>
      draw(sheet, (page) => page.printToPDF({ preferCSSPageSize: true, printBackground: true })),

    /**
     * Opens the system's print dialog for the sheet.
     * @returns false when the operator cancelled
     * @throws StationError `sheet.print-failed` when the printer did not take it
     */
    print: (sheet: Sheet): Promise<boolean> => draw(sheet, print),
  };
}

function print(page: WebContents): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // Size and margins are said here too: without them Electron prints A4 with margins of its own choice.
    page.print({ printBackground: true, pageSize: 'A4', margins: { marginType: 'none' } }, (printed, reason) => {
      if (printed) resolve(true);
      else if (CANCELLED.test(reason)) resolve(false);
      else reject(new StationError('sheet.print-failed', { reason: reason || '–' }));
    });
  });
}
