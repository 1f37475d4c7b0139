import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { NONCE_PLACEHOLDER, securityHeaders } from './policy/csp.ts';
import { APP_SCHEME, parseOwnUrl } from './policy/origin.ts';
import { fileInside } from './policy/paths.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Has to be called before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
}

/**
 * Serves the built pages.
 * @param root folder of the pages
 */
export function servePages(root: string): void {
  protocol.handle(APP_SCHEME, (request) => respond(request, root));
}

async function respond(request: Request, root: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64url');
  const headers = securityHeaders(nonce);
  const url = parseOwnUrl(request.url);
  const file = url && request.method === 'GET' ? await fileInside(root, url.pathname) : null;
  const type = file && TYPES[path.extname(file)];
  if (!file || !type) return new Response(null, { status: 404, headers });
  const body =
    path.extname(file) === '.html'
      ? (await readFile(file, 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce)
      : new Uint8Array(await readFile(file));
  return new Response(body, { headers: { ...headers, 'Content-Type': type } });
}
