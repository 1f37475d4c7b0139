/** What pages may load, and who answers them. */
import type { Session as ElectronSession, OnBeforeRequestListenerDetails, Protocol, WebRequest } from 'electron';
import type { BrowserContext, Request as PageRequest, Route } from 'playwright-core';
import { addScheme, toOwn, toWeb } from './addresses.ts';

type SchemeHandler = Parameters<Protocol['handle']>[1];
type RequestListener = Parameters<WebRequest['onBeforeRequest']>[0];
type CheckHandler = NonNullable<Parameters<ElectronSession['setPermissionCheckHandler']>[0]>;

const schemeHandlers = new Map<string, SchemeHandler>();
let onBeforeRequest: RequestListener | null = null;
let permissionCheck: CheckHandler | null = null;

export const protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged(schemes) {
    for (const { scheme } of schemes) addScheme(scheme);
  },
  handle(scheme, handler) {
    schemeHandlers.set(scheme, handler);
  },
};

export const defaultSession = {
  protocol,
  webRequest: {
    onBeforeRequest(listener: RequestListener | null) {
      onBeforeRequest = listener;
    },
  },
  /** Chromium asks nobody without a screen: what the check refuses is refused, and the request handler has nothing to add. */
  setPermissionRequestHandler() {},
  setPermissionCheckHandler(handler: CheckHandler | null) {
    permissionCheck = handler;
  },
  setDevicePermissionHandler() {},
} satisfies { [Name in keyof ElectronSession]?: unknown };

/** Permissions as Electron and as Chromium name them. */
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
] as const;

/** Gives an origin what the program's own check gives it; without a check that is everything, as in Electron. */
export async function grantPermissions(context: BrowserContext, address: string): Promise<void> {
  const { protocol, host } = new URL(address);
  const check = permissionCheck;
  const granted = PERMISSIONS.filter(
    ([name]) =>
      check?.(null, name, `${protocol}//${host}/`, { isMainFrame: true } as Parameters<CheckHandler>[3]) ?? true,
  );
  await context.grantPermissions(
    granted.map(([, name]) => name),
    { origin: new URL(toWeb(address)).origin },
  );
}

/**
 * Leads every request of every page through the program, as Electron's session does.
 * @param mayMoveOn asked before a page goes elsewhere; false keeps it where it is
 */
export async function interceptRequests(
  context: BrowserContext,
  mayMoveOn: (request: PageRequest) => boolean,
): Promise<void> {
  await context.route('**/*', async (route) => {
    const request = route.request();
    if (request.isNavigationRequest() && !mayMoveOn(request)) return await route.abort('aborted');
    const address = toOwn(request.url());
    if (await isCancelled(address, request.method())) return await route.abort('blockedbyclient');
    const handler = schemeHandlers.get(new URL(address).protocol.slice(0, -1));
    if (!handler) return await route.continue();
    await fulfil(route, await handler(new Request(address, { method: request.method(), headers: request.headers() })));
  });
  await context.routeWebSocket(/.*/, async (socket) => {
    if (await isCancelled(socket.url(), 'GET')) await socket.close();
    else socket.connectToServer();
  });
}

async function isCancelled(url: string, method: string): Promise<boolean> {
  const listener = onBeforeRequest;
  if (!listener) return false;
  const details = { url, method } as OnBeforeRequestListenerDetails;
  return await new Promise((resolve) => listener(details, ({ cancel = false }) => resolve(cancel)));
}

async function fulfil(route: Route, response: Response): Promise<void> {
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
