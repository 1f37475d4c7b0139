/** A keyboard-wedge scanner at the program: real keys, pressed at the times that are said, whatever the machine is doing. */
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

export interface Scanner {
  /** Sends the text as fast as scanners do, and the key after it. */
  scan(text: string, suffix?: 'Enter' | 'Tab' | null): Promise<void>;
  /** Until the time has come at which the next scan may begin. */
  rest(): Promise<void>;
}

const NAMED = { Enter: { code: 'Enter', keyCode: 13, text: '\r' }, Tab: { code: 'Tab', keyCode: 9, text: undefined } };
/** Milliseconds from key to key. */
const PACE = 2;
/** Milliseconds from one scan to the next: no hand is faster. */
const BETWEEN = 160;

function pressOf(key: string) {
  const named = key === 'Enter' || key === 'Tab' ? NAMED[key] : undefined;
  const letter = /^[A-Za-z]$/.test(key) ? `Key${key.toUpperCase()}` : '';
  const code = named?.code ?? (/^\d$/.test(key) ? `Digit${key}` : key === ' ' ? 'Space' : letter);
  const keyCode = named?.keyCode ?? (/^[A-Za-z0-9 ]$/.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
  const text = named ? named.text : key;
  return { key, code, windowsVirtualKeyCode: keyCode, ...(text ? { text } : {}) };
}

export async function connectScanner(page: Page): Promise<Scanner> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  /** When the next scan may begin: a scanner needs its time from one to the next, also in a test that does not wait for it. */
  let free = 0;
  return {
    async rest() {
      await wait(Math.max(0, free - Date.now()));
    },
    async scan(text, suffix = 'Enter') {
      const start = Math.max(Date.now(), free);
      const keys = [...text, ...(suffix ? [suffix] : [])];
      free = start + keys.length * PACE + BETWEEN;
      // All at once: the answers would come as late as the page is busy, and a scanner waits for nothing.
      await Promise.all(
        keys.flatMap((key, index) => {
          const timestamp = (start + index * PACE) / 1000;
          const { text, ...names } = pressOf(key);
          return [
            devtools.send('Input.dispatchKeyEvent', {
              type: text ? 'keyDown' : 'rawKeyDown',
              ...names,
              ...(text ? { text } : {}),
              timestamp,
            }),
            devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...names, timestamp: timestamp + 0.001 }),
          ];
        }),
      );
    },
  };
}
