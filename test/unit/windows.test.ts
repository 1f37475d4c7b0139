/** What the program asks of Electron for every window and page. The policies themselves have tests of their own; here is that they are asked. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardPages, guardSession, openMainWindow, openSheetWindow, setScreenshots } from '../../electron/windows.ts';

type Answer = (...given: unknown[]) => unknown;

/** Electron, as far as it is spoken to: it keeps what it is told. */
const told = vi.hoisted(() => ({
  isPackaged: false,
  sandboxes: 0,
  /** Of the program, by the names of its events. */
  listeners: new Map<string, (...given: unknown[]) => void>(),
  windows: [] as {
    options: { webPreferences: { devTools: boolean } };
    webContents: EventEmitter;
    isProtected: boolean;
  }[],
  session: new Map<string, (...given: unknown[]) => unknown>(),
  opened: [] as string[],
}));

vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return told.isPackaged;
    },
    enableSandbox: () => {
      told.sandboxes++;
    },
    on: (event: string, listener: () => void) => told.listeners.set(event, listener),
  },
  BrowserWindow: class {
    webContents = new EventEmitter();
    options: (typeof told.windows)[number]['options'];
    constructor(options: (typeof told.windows)[number]['options']) {
      this.options = options;
      told.windows.push(this);
    }
    loadURL = async () => {};
    once() {}
    setBackgroundColor() {}
    isProtected = false;
    setContentProtection(isProtected: boolean) {
      this.isProtected = isProtected;
    }
    static getAllWindows = () => told.windows;
    static fromWebContents = () => null;
  },
  nativeTheme: {},
  Menu: {},
  shell: { openExternal: async (address: string) => void told.opened.push(address) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: Answer) => told.session.set('request', handler),
      setPermissionCheckHandler: (handler: Answer) => told.session.set('check', handler),
      setDevicePermissionHandler: (handler: Answer) => told.session.set('device', handler),
      webRequest: { onBeforeRequest: (handler: Answer) => told.session.set('load', handler) },
    },
  },
}));

beforeEach(() => {
  Object.assign(told, { isPackaged: false, sandboxes: 0, windows: [], opened: [] });
  told.listeners.clear();
  told.session.clear();
});

const log = vi.fn();
afterEach(() => log.mockReset());

/** A page that Electron has just made, bound by the program. */
function bind(contents: EventEmitter) {
  let open: Answer = () => ({ action: 'allow' });
  Object.assign(contents, {
    setWindowOpenHandler(handler: Answer) {
      open = handler;
    },
  });
  told.listeners.get('web-contents-created')?.({}, contents);
  return {
    /** Whether the page was kept from it. */
    isRefused(event: string, url = '') {
      const preventDefault = vi.fn();
      contents.emit(event, { preventDefault, url });
      return preventDefault.mock.calls.length > 0;
    },
    open: (url: string) => open({ url }),
  };
}

function mainPage() {
  guardPages(log);
  openMainWindow({ theme: 'light', screenshots: 'refused' });
  return bind(told.windows[0]?.webContents ?? new EventEmitter());
}

describe('every page', () => {
  it('is in the sandbox, whoever makes it', () => {
    guardPages(log);
    expect(told.sandboxes).toBe(1);
  });

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stays where it is: %s', (event) => {
    const page = mainPage();
    for (const address of ['https://example.com/', 'station://app/sheet.html', 'file:///etc/passwd', 'about:blank']) {
      expect(page.isRefused(event, address)).toBe(true);
    }
    expect(log).toHaveBeenCalledTimes(4);
    expect(log).toHaveBeenCalledWith('navigation-refused');
    expect(page.isRefused(event, 'station://app/index.html')).toBe(false);
  });

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('that is not ours goes nowhere: %s', (event) => {
    guardPages(log);
    expect(bind(new EventEmitter()).isRefused(event, 'station://app/index.html')).toBe(true);
  });

  it('attaches no webview', () => {
    expect(mainPage().isRefused('will-attach-webview')).toBe(true);
  });

  it('opens no window', () => {
    const page = mainPage();
    for (const address of ['https://example.com/', 'station://app/index.html', 'https://portal.esim-go.com/']) {
      expect(page.open(address)).toEqual({ action: 'deny' });
    }
    expect(told.opened).toEqual(['https://portal.esim-go.com/']);
  });
});

describe('developer tools', () => {
  it.each([
    [false, true],
    [true, false],
  ])('where the program is packaged is %s: %s', (isPackaged, devTools) => {
    told.isPackaged = isPackaged;
    openMainWindow({ theme: 'light', screenshots: 'refused' });
    openSheetWindow('job');
    expect(told.windows.map(({ options }) => options.webPreferences.devTools)).toEqual([devTools, devTools]);
  });
});

describe('screenshots', () => {
  const isProtected = () => told.windows[0]?.isProtected;

  it.each([
    ['refused', true],
    ['allowed', false],
  ] as const)('are %s from the first moment, and when somebody changes it', (screenshots, expected) => {
    openMainWindow({ theme: 'light', screenshots });
    expect(isProtected()).toBe(expected);
    setScreenshots(expected ? 'allowed' : 'refused');
    expect(isProtected()).toBe(!expected);
  });
});

describe('the session', () => {
  const own = 'station://app/index.html';

  function ask(name: string, ...given: unknown[]): unknown {
    guardSession();
    return told.session.get(name)?.(...given);
  }

  it.each(['media', 'geolocation', 'hid', 'usb', 'serial', 'bluetooth'])(
    'refuses %s, at request and at check',
    (name) => {
      const answer = vi.fn();
      ask('request', { getURL: () => own }, name, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith(false);
      expect(ask('check', null, name, own)).toBe(false);
    },
  );

  it.each(['hid', 'serial', 'usb'])('gives no %s device to anybody', (deviceType) => {
    expect(ask('device', { deviceType, origin: 'station://app', device: { vendorId: 1, productId: 1 } })).toBe(false);
  });

  it('loads nothing but our own', () => {
    for (const [url, cancel] of [
      [own, false],
      ['https://example.com/', true],
      ['file:///etc/passwd', true],
    ] as const) {
      const answer = vi.fn();
      ask('load', { url }, answer);
      expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
    }
  });
});
