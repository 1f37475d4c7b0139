/** The one Chromium of the program and its pages. */
import path from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { toOwn } from './addresses.ts';
import { app } from './app.ts';
import { debuggingAccess, startBrowser } from './browser.ts';
import { tellDriver } from './driver.ts';
import { interceptRequests } from './session.ts';

/** Asks whether a frame may go to an address. */
export type NavigationGuard = (address: string, frame: Frame) => boolean;

const guards = new WeakMap<Page, NavigationGuard>();
let browser: Promise<BrowserContext> | null = null;
/** The empty page that Chromium starts with, until the first window takes it. */
let spare: Page | null = null;

/** Chromium starts with the first window, so that commands without one stay quick. */
export function theBrowser(): Promise<BrowserContext> {
  browser ??= openBrowser();
  return browser;
}

async function openBrowser(): Promise<BrowserContext> {
  const profile = path.join(app.getPath('userData'), 'Chromium');
  const context = await startBrowser(profile);
  await interceptRequests(context, (request) => {
    const frame = request.frame();
    return guards.get(frame.page())?.(toOwn(request.url()), frame) ?? false;
  });
  spare = context.pages()[0] ?? null;
  tellDriver({ browser: await debuggingAccess(context, profile) });
  return context;
}

export async function openPage(guard: NavigationGuard): Promise<Page> {
  const context = await theBrowser();
  const empty = spare;
  spare = null;
  const page = empty ?? (await context.newPage());
  guards.set(page, guard);
  return page;
}

export async function closeBrowser(): Promise<void> {
  const context = await browser?.catch(() => null);
  // On a screen, Chromium ends by itself with its last window.
  await context?.close().catch(() => {});
}
