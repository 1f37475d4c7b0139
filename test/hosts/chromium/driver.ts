/** The test at the other end of the line, when there is one. */
import { answerNextSaveDialog, openedAddresses } from './system.ts';

/** What a test may ask of the program. */
export type Order = { saveDialog: string | null } | { opened: true } | { crash: true } | { quit: true };

/** What the program tells a test. */
export type News = { browser: { port: number; pid: number } } | { opened: string[] };

export function tellDriver(news: News): void {
  process.send?.(news);
}

export function obeyDriver(program: { quit(): void; crashPages(): void }): void {
  process.on('message', (order: Order) => {
    if ('saveDialog' in order) answerNextSaveDialog(order.saveDialog);
    else if ('opened' in order) tellDriver({ opened: openedAddresses() });
    else if ('crash' in order) program.crashPages();
    else program.quit();
  });
  // A program must not outlive the test that started it.
  process.on('disconnect', () => program.quit());
}
