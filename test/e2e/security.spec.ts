/** What a page in the window could do if an attacker wrote its scripts: nothing but call the verbs of the contract. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../shared/contract.ts';
import { eventNames, verbNames } from '../../shared/verbs.ts';
import type { Station } from '../hosts/index.ts';
import { type Recorder, startRecorder } from '../support/recorder.ts';
import { test as base, expect } from './fixtures.ts';

declare const window: Window & { station: Bridge };

const test = base.extend<{ recorder: Recorder; station: Station; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are wanted
  async recorder({}, use) {
    const recorder = await startRecorder();
    await use(recorder);
    await recorder.stop();
  },
  async station({ launch }, use) {
    await use(await launch({ args: ['--practice'] }));
  },
  async page({ station }, use) {
    await use(await station.window());
  },
});

/** Resolves when everything that the page has started before has been refused or has begun. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.station.account.status();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** How often the program has refused to let a page move on. */
function refusals(station: Station): number {
  return station.stderr().split('"navigation-refused"').length - 1;
}

test('the bridge is the contract and nothing more', async ({ page }) => {
  const names = await page.evaluate(() => {
    const kindOf = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, kindOf(inner)]))
        : typeof value;
    return kindOf(window.station);
  });
  const functions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'function']));
  expect(names).toEqual({
    ...Object.fromEntries(Object.entries(verbNames).map(([domain, names]) => [domain, functions(names)])),
    on: functions(eventNames),
  });
});

test('the bridge cannot be bent', async ({ page }) => {
  const changed = await page.evaluate(async () => {
    const before = window.station.account.status;
    const attempts: (() => unknown)[] = [
      () => Object.assign(window, { station: { account: {} } }),
      () => Object.defineProperty(window, 'station', { value: {} }),
      () => Reflect.deleteProperty(window, 'station'),
      () => Object.assign(window.station.account, { status: () => 'bent' }),
      () => Object.assign(window.station, { more: () => 'bent' }),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {}
    }
    return window.station.account.status !== before || 'more' in window.station;
  });
  expect(changed).toBe(false);
});

test('a page has nothing of Node or Electron', async ({ page }) => {
  const found = await page.evaluate(() => {
    const names = [
      'require',
      'module',
      'exports',
      'process',
      'global',
      'Buffer',
      '__dirname',
      'ipcRenderer',
      'electron',
    ];
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inFrame = frame.contentWindow as unknown as Record<string, unknown>;
    const inPage = window as unknown as Record<string, unknown>;
    const left = [
      ...names.filter((name) => inPage[name] !== undefined).map((name) => `page: ${name}`),
      ...[...names, 'station'].filter((name) => inFrame[name] !== undefined).map((name) => `frame: ${name}`),
    ];
    frame.remove();
    return left;
  });
  expect(found).toEqual([]);
});

test('the API key goes in and never comes out', async ({ launch, training, profile }) => {
  const key = 'k3y-that-must-never-come-out';
  const api = await training({ key });
  const station = await launch({ args: ['--api', api.url] });
  const page = await station.window();
  const answers = await page.evaluate(
    async (key) => [
      await window.station.account.connect({ key }),
      await window.station.account.status(),
      await window.station.preferences.get(),
      await window.station.stock.list(),
      await window.station.batches.list({ search: '' }),
    ],
    key,
  );
  expect(answers[0]).toMatchObject({ ok: true, value: { connected: true } });
  expect(JSON.stringify(answers)).not.toContain(key);
  await page.reload();
  const kept = await page.evaluate(() => [
    document.documentElement.outerHTML,
    JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie,
    location.href,
  ]);
  expect(kept.join()).not.toContain(key);
  const { stderr, stdout } = await station.close();
  expect(stderr + stdout).not.toContain(key);
  const holders = [];
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(file)).includes(key)) holders.push(file);
  }
  expect(holders).toEqual([]);
});

test('calls that the contract does not know are answered with a typed problem', async ({ page }) => {
  const problems = await page.evaluate(async () => {
    const { account, batches, esims, sheetPage } = window.station as unknown as Record<
      string,
      Record<string, (...input: unknown[]) => Promise<{ ok: boolean; problem?: { code: string } }>>
    >;
    const job = '6b1f2f0e-5a57-4f0c-9a5e-111111111111';
    const calls = [
      esims?.get?.({ iccid: '../../etc/passwd' }),
      esims?.get?.({ iccid: '8944422711110000013', more: 1 }),
      esims?.get?.(),
      esims?.get?.({ iccid: '8944422711110000013' }, 'second'),
      account?.status?.('unasked'),
      account?.connect?.({ key: '' }),
      account?.connect?.({ key: { toString: 'x' } }),
      batches?.create?.({ bundle: 'x', quantity: '1', reference: '' }),
      batches?.get?.({ id: "' OR 1=1" }),
      sheetPage?.load?.({ job }),
      sheetPage?.ready?.({ job }),
    ];
    return (await Promise.all(calls)).map((answer) => answer?.problem?.code);
  });
  expect(problems).toEqual([...Array(9).fill('invalid-request'), 'forbidden-sender', 'forbidden-sender']);
});

test.describe('content security policy', () => {
  test('comes with each page, and its nonce is good for one response', async ({ page }) => {
    const policies = [];
    for (let load = 0; load < 2; load++) {
      const response = await page.reload();
      policies.push((await response?.allHeaders())?.['content-security-policy'] ?? '');
    }
    const [first = '', second = ''] = policies;
    expect(first).toContain("default-src 'none'");
    expect(first).toMatch(/'nonce-[\w-]{22}'/);
    expect(first).not.toBe(second);
    expect(first.replace(/nonce-[\w-]+/, '')).toBe(second.replace(/nonce-[\w-]+/, ''));
  });

  test('is not broken by our own screens', async ({ page }) => {
    await page.addInitScript(() => {
      const broken: string[] = [];
      Object.assign(window, { broken });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        broken.push(`${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
    await page.reload();
    const screens = page.getByRole('navigation').getByRole('link').or(page.getByRole('navigation').getByRole('button'));
    await screens.first().waitFor();
    for (const screen of await screens.all()) {
      await screen.click();
      await settle(page);
    }
    expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
  });

  test('stops scripts that did not come with the program', async ({ page }) => {
    const outcome = await page.evaluate(async () => {
      const ran: string[] = [];
      Object.assign(window, { ran });
      const attempts: (() => unknown)[] = [
        // biome-ignore lint/security/noGlobalEval: this is the attack
        () => eval("ran.push('eval')"),
        () => new Function("ran.push('Function')")(),
        () => setTimeout("ran.push('setTimeout')" as unknown as () => void),
        () => {
          const script = document.createElement('script');
          script.append("ran.push('inline')");
          document.body.append(script);
        },
        () => {
          const script = document.createElement('script');
          script.src = 'data:text/javascript,ran.push("src")';
          document.body.append(script);
        },
        () => {
          const button = document.createElement('button');
          button.setAttribute('onclick', "ran.push('handler')");
          document.body.append(button);
          button.click();
          button.remove();
        },
        () => {
          document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="ran.push(\'html\')">');
        },
        () => location.assign("javascript:ran.push('javascript:')"),
        () => new Worker(URL.createObjectURL(new Blob(["fetch('/')"]))),
        () => import('data:text/javascript,ran.push("import")' as string),
        () => WebAssembly.compile(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])).then(() => ran.push('wasm')),
      ];
      // The debugger, whose call this is, may evaluate strings; what runs later is the page's own.
      await new Promise((resolve) => setTimeout(resolve));
      for (const attempt of attempts) {
        try {
          await attempt();
        } catch {}
      }
      await new Promise((resolve) => setTimeout(resolve));
      return ran;
    });
    await settle(page);
    expect(outcome).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { ran: string[] }).ran)).toEqual([]);
  });
});

test.describe('the file system', () => {
  const OUTSIDE = [
    '/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/%252e%252e/%252e%252e/package.json',
    '/../main/main.js',
    '/..%2fmain%2fmain.js',
    '/etc/passwd',
    '//etc/passwd',
    '/index.html%00.png',
  ];

  test('is not behind our own addresses', async ({ page }) => {
    const statusOf = async (urlPath: string) => {
      const asked = page.waitForResponse((response) => response.request().resourceType() === 'image');
      await page.evaluate((urlPath) => {
        new Image().src = location.origin + urlPath;
      }, urlPath);
      return (await asked).status();
    };
    expect(await statusOf('/index.html')).toBe(200);
    for (const urlPath of OUTSIDE) expect.soft(await statusOf(urlPath), urlPath).toBe(404);
  });

  test('is not behind file addresses', async ({ page }) => {
    const read = await page.evaluate(async () => {
      const got: string[] = [];
      const image = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('image');
        image.onerror = () => resolve(null);
        image.src = 'file:///usr/share/pixmaps/debian-logo.png';
      });
      if (image) got.push('image');
      for (const address of ['file:///etc/passwd', 'file:///etc/hostname', '../../package.json']) {
        const response = await fetch(address).catch(() => null);
        if (response) got.push(`fetch ${address}`);
      }
      return got;
    });
    expect(read).toEqual([]);
  });
});

/** Every way by which a page asks for something somewhere else. */
async function callOut(page: Page, origin: string): Promise<void> {
  await page.evaluate(async (origin) => {
    const settled = (element: HTMLElement) =>
      new Promise((resolve) => {
        element.onload = resolve;
        element.onerror = resolve;
        // Elements that are never even tried say nothing.
        document.addEventListener('securitypolicyviolation', resolve, { once: true });
        document.body.append(element);
      });
    const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string>) => {
      const element = document.createElement(name);
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      return element;
    };
    const attempts: (() => unknown)[] = [
      () => fetch(`${origin}/fetch`),
      () => fetch(`${origin}/fetch-no-cors`, { mode: 'no-cors', method: 'POST', body: 'secret' }),
      () => fetch(`${origin}/keepalive`, { keepalive: true }),
      () =>
        new Promise((resolve) => {
          const request = new XMLHttpRequest();
          request.onloadend = resolve;
          request.open('GET', `${origin}/xhr`);
          request.send();
        }),
      () =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`);
          socket.onopen = resolve;
          socket.onclose = resolve;
          socket.onerror = resolve;
        }),
      () =>
        new Promise((resolve) => {
          const source = new EventSource(`${origin}/events`);
          source.onopen = resolve;
          source.onerror = () => {
            source.close();
            resolve(null);
          };
        }),
      () => navigator.sendBeacon(`${origin}/beacon`, 'secret'),
      () => settled(make('img', { src: `${origin}/img` })),
      () => settled(make('script', { src: `${origin}/script` })),
      () => settled(make('iframe', { src: `${origin}/iframe` })),
      () => settled(make('object', { data: `${origin}/object` })),
      () => settled(make('embed', { src: `${origin}/embed` })),
      () => settled(make('link', { rel: 'stylesheet', href: `${origin}/stylesheet` })),
      () => settled(make('link', { rel: 'prefetch', href: `${origin}/prefetch` })),
      () => settled(make('link', { rel: 'preload', as: 'image', href: `${origin}/preload` })),
      () => document.head.append(make('link', { rel: 'manifest', href: `${origin}/manifest` })),
      () => document.head.append(make('link', { rel: 'icon', href: `${origin}/icon` })),
      () => settled(make('video', { src: `${origin}/video` })),
      () => {
        document.body.style.backgroundImage = `url(${origin}/background)`;
      },
      () => new FontFace('away', `url(${origin}/font)`).load(),
      () => new Worker(`${origin}/worker`),
      () => import(`${origin}/module` as string),
      () => navigator.serviceWorker.register(`${origin}/service-worker`),
    ];
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {}
    }
  }, origin);
  await settle(page);
}

/** Whether the content security policy has no effect. */
async function mayEvaluateStrings(): Promise<boolean> {
  // The debugger, whose call this is, may always; what runs later is the page's own.
  await new Promise((resolve) => setTimeout(resolve));
  try {
    return new Function('return true')();
  } catch {
    return false;
  }
}

test.describe('the network', () => {
  test('is out of reach for a page', async ({ page, recorder }) => {
    expect(await page.evaluate(mayEvaluateStrings)).toBe(false);
    await callOut(page, recorder.origin);
    expect(recorder.visits()).toEqual([]);
    await fetch(`${recorder.origin}/control`);
    expect(recorder.visits()).toEqual(['connection', 'GET /control']);
  });

  test('stays out of reach where the content security policy fails', async ({ page, recorder }) => {
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Page.setBypassCSP', { enabled: true });
    await page.reload();
    expect(await page.evaluate(mayEvaluateStrings)).toBe(true);
    await callOut(page, recorder.origin);
    expect(recorder.visits()).toEqual([]);
  });
});

test.describe('a window stays where it is', () => {
  test('when its page tries to leave', async ({ page, station, recorder }) => {
    const address = page.url();
    await page.evaluate(() => Object.assign(window, { mark: true }));
    const attempts: ((origin: string) => unknown)[] = [
      (origin) => location.assign(`${origin}/location`),
      (origin) => location.replace(`${origin}/replace`),
      (origin) => {
        const link = Object.assign(document.createElement('a'), { href: `${origin}/link` });
        document.body.append(link);
        link.click();
      },
      (origin) => {
        const form = Object.assign(document.createElement('form'), { action: `${origin}/form`, method: 'post' });
        document.body.append(form);
        form.submit();
      },
      (origin) => {
        const meta = Object.assign(document.createElement('meta'), {
          httpEquiv: 'refresh',
          content: `0;url=${origin}/meta`,
        });
        document.head.append(meta);
      },
      () => location.assign('file:///etc/passwd'),
      () => location.assign('data:text/html,caught'),
      () => location.assign('sheet.html?job=1'),
      () => location.assign('assets/'),
      (origin) => {
        const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/frame` });
        document.body.append(frame);
      },
    ];
    for (const attempt of attempts) {
      await page.evaluate(`(${attempt.toString()})(${JSON.stringify(recorder.origin)})`);
      await settle(page);
    }
    // The last one is known to be refused by the program, so all before it have had their chance.
    const before = refusals(station);
    await page.evaluate((origin) => location.assign(`${origin}/last`), recorder.origin);
    await expect.poll(() => refusals(station)).toBeGreaterThan(before);
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => (window as unknown as { mark?: boolean }).mark)).toBe(true);
    expect(recorder.visits()).toEqual([]);
  });

  test('and opens no other', async ({ page, station, recorder }) => {
    await page.evaluate((origin) => {
      window.open(`${origin}/open`);
      window.open('sheet.html');
      window.open('about:blank');
      window.open('file:///etc/passwd');
      for (const href of [`${origin}/target`, 'https://example.com/', 'https://portal.esim-go.com/account']) {
        const link = Object.assign(document.createElement('a'), { href, target: '_blank' });
        document.body.append(link);
        link.click();
      }
    }, recorder.origin);
    // The link to the reseller's own site goes to the browser of the operator, all others nowhere.
    await expect.poll(() => station.openedAddresses()).toEqual(['https://portal.esim-go.com/account']);
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect(recorder.visits()).toEqual([]);
  });
});

test('a page may copy text and has no other permission', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'clipboard-write'];
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await state(name)])));
  });
  expect(states).toEqual({
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    microphone: 'denied',
    midi: 'denied',
    'clipboard-read': 'denied',
    'clipboard-write': 'granted',
  });
  const refused = await page.evaluate(async () => ({
    notification: await Notification.requestPermission(),
    position: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('position'),
        ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : 'other'),
      ),
    ),
    camera: await navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
      () => 'camera',
      () => 'denied',
    ),
  }));
  expect(refused).toEqual({ notification: 'denied', position: 'denied', camera: 'denied' });
});
