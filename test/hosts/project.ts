import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** Folder of the project, which is the application that hosts run. */
export const PROJECT = path.join(import.meta.dirname, '../..');

/** Chromium's sandbox refuses to work for root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The main window's page, by either host's name for it. */
const MAIN_PAGE = /\/index\.html/;

/** Waits for the window that people see; other windows may open before it. */
export async function mainPage(context: BrowserContext): Promise<Page> {
  const shown = async (page: Page) => {
    await page.waitForURL(MAIN_PAGE);
    return page;
  };
  const later = context.waitForEvent('page', {
    predicate: (page) =>
      shown(page).then(
        () => true,
        () => false,
      ),
  });
  return await Promise.any([...context.pages().map(shown), later]);
}
