/** The pages come from a scheme of their own, so that they have an origin, which `file:` pages lack. */
export const APP_SCHEME = 'station';
export const APP_HOST = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** `main` is what people work with, `sheet` the hidden page that becomes paper. */
export type PageKind = 'main' | 'sheet';

const PAGES: Record<PageKind, string> = { main: '/index.html', sheet: '/sheet.html' };

export function pageUrl(kind: PageKind, query: Record<string, string> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `${APP_ORIGIN}${PAGES[kind]}${search && `?${search}`}`;
}

/**
 * The address as a URL when it is one of ours, else null.
 * `URL.origin` is "null" for schemes it does not know, so the parts are compared one by one.
 */
export function parseOwnUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const own =
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === '';
  return own ? url : null;
}

/** Which of our pages an address shows, null for everything else. */
export function pageKindOf(address: string): PageKind | null {
  const path = parseOwnUrl(address)?.pathname;
  if (path === PAGES.main) return 'main';
  if (path === PAGES.sheet) return 'sheet';
  return null;
}
