// @vitest-environment jsdom
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FindEsim } from '../../renderer/screens/shell/FindEsim.tsx';
import { NO_BURST, type Press, press, SILENCE_MS, silence } from '../../renderer/screens/shell/scan.ts';
import { useScanner } from '../../renderer/screens/shell/use-scanner.ts';
import { useNavigation } from '../../renderer/stores/navigation.ts';
import { takeScans } from '../../renderer/stores/scans.ts';
import './bridge.ts';
import userEvent from '@testing-library/user-event';
import { useEffect, useState } from 'react';
import { iccid } from './data.ts';
import { act, render, screen } from './dom.ts';

/** Keys with the pauses before them. */
function typed(keys: readonly { key: string; pause: number; repeat?: boolean }[]) {
  let at = 1000;
  let burst = NO_BURST;
  const found: string[] = [];
  for (const { key, pause, repeat = false } of keys) {
    at += pause;
    const result = press(burst, { key, at, repeat } satisfies Press);
    burst = result.burst;
    if (result.iccid) found.push(result.iccid);
  }
  return { found, burst };
}

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
const anyIccid = fc
  .integer({ min: 16, max: 18 })
  .chain(digits)
  .map((rest) => `89${rest.join('')}`);
const scannerPause = fc.integer({ min: 1, max: 35 });
const humanPause = fc.integer({ min: 45, max: 2000 });

describe('the scanner detector', () => {
  it('finds every ICCID that a scanner types and ends with Enter, whatever was typed before', () => {
    fc.assert(
      fc.property(
        anyIccid,
        fc.array(scannerPause, { minLength: 21, maxLength: 21 }),
        fc.array(fc.record({ key: fc.constantFrom('a', '7', 'Tab', 'Enter', ' '), pause: humanPause }), {
          maxLength: 8,
        }),
        (number, pauses, before) => {
          const scan = [...number, 'Enter'].map((key, index) => ({
            key,
            pause: index === 0 ? 500 : (pauses[index] ?? 9),
          }));
          expect(typed([...before, ...scan]).found).toEqual([number]);
        },
      ),
    );
  });

  it('knows a complete burst without an Enter', () => {
    fc.assert(
      fc.property(anyIccid, scannerPause, (number, pause) => {
        expect(silence(typed([...number].map((key) => ({ key, pause }))).burst)).toBe(number);
      }),
    );
  });

  it('never takes a person for a scanner, even one who types an ICCID', () => {
    const humanKeys = fc.array(
      fc.record({ key: fc.constantFrom(...'0123456789', 'a', 'Enter', 'Backspace'), pause: humanPause }),
      { maxLength: 60 },
    );
    const humanIccid = fc
      .tuple(anyIccid, fc.array(humanPause, { minLength: 21, maxLength: 21 }))
      .map(([number, pauses]) => [...number, 'Enter'].map((key, index) => ({ key, pause: pauses[index] ?? 100 })));
    const fastAndSteady = fc
      .tuple(anyIccid, fc.integer({ min: 36, max: 70 }))
      .map(([number, pause]) => [...number, 'Enter'].map((key) => ({ key, pause })));
    fc.assert(
      fc.property(fc.oneof(humanKeys, humanIccid, fastAndSteady), (keys) => {
        const { found, burst } = typed(keys);
        expect([...found, silence(burst)]).toEqual([null]);
      }),
    );
  });

  it('is not fooled by a key that is held down', () => {
    const held = Array.from({ length: 18 }, () => ({ key: '9', pause: 30, repeat: true }));
    const { found, burst } = typed([{ key: '8', pause: 0 }, ...held, { key: 'Enter', pause: 10 }]);
    expect([...found, silence(burst)]).toEqual([null]);
  });

  it('takes no other barcode for an ICCID', () => {
    for (const code of [
      '4006381333931',
      `88${'1'.repeat(17)}`,
      `89${'1'.repeat(15)}`,
      `89${'1'.repeat(19)}`,
      `8x${iccid(1)}x`,
    ]) {
      expect(typed([...code, 'Enter'].map((key) => ({ key, pause: 8 }))).found).toEqual([]);
    }
  });
});

function Counter({ onSend }: { onSend: () => void }) {
  useScanner();
  const [text, setText] = useState('Harbour');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <input aria-label="Customer" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="submit">Spend</button>
    </form>
  );
}

function Collector({ onScan }: { onScan: (iccid: string) => void }) {
  useEffect(() => takeScans(onScan), [onScan]);
  return (
    <>
      <Counter onSend={() => undefined} />
      <input aria-label="eSIMs" data-scans />
    </>
  );
}

/** Presses keys on whatever has the focus, as a device does: the browser types only what nobody prevented. */
function send(keys: readonly string[], pause: number) {
  for (const key of keys) {
    vi.advanceTimersByTime(pause);
    deliver(key, performance.now());
  }
}

/** @param at when the key was pressed, which on a busy page is earlier than now */
function deliver(key: string, at: number) {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'timeStamp', { value: at });
  act(() => {
    const goesOn = target.dispatchEvent(event);
    if (!goesOn) return;
    if (target instanceof HTMLInputElement && key.length === 1) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(target, target.value + key);
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (key === 'Enter') target.closest('form')?.requestSubmit();
  });
}

describe('a scanner in the program', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const route = () => useNavigation.getState().route;
  const customer = () => screen.getByLabelText<HTMLInputElement>('Customer');

  it('opens the eSIM without pressing the button that has the focus', () => {
    const onSend = vi.fn();
    render(<Counter onSend={onSend} />);
    screen.getByRole('button', { name: 'Spend' }).focus();
    send([...iccid(3), 'Enter'], 8);
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
    expect(onSend).not.toHaveBeenCalled();
  });

  it('gives a text field its value back', () => {
    const onSend = vi.fn();
    render(<Counter onSend={onSend} />);
    customer().focus();
    send([...iccid(3), 'Enter'], 8);
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
    expect(customer().value).toBe('Harbour');
    expect(onSend).not.toHaveBeenCalled();
  });

  it('leaves a text field alone when no Enter follows, and when a person types', () => {
    const onSend = vi.fn();
    render(<Counter onSend={onSend} />);
    customer().focus();
    send([...iccid(3)], 8);
    act(() => vi.advanceTimersByTime(10 * SILENCE_MS));
    expect(customer().value).toBe(`Harbour${iccid(3)}`);
    send([...iccid(4), 'Enter'], 90);
    expect(customer().value).toBe(`Harbour${iccid(3)}${iccid(4)}`);
    expect(onSend).toHaveBeenCalledOnce();
    expect(route()).toEqual({ screen: 'provision' });
  });

  it('goes by when the keys were pressed, not by when a busy page gets to them', () => {
    const onSend = vi.fn();
    render(<Counter onSend={onSend} />);
    screen.getByRole('button', { name: 'Spend' }).focus();
    const start = performance.now();
    [...iccid(3)].forEach((key, index) => {
      // In the middle and before the Enter the page draws for longer than the silence that ends a burst.
      if (index === 9) act(() => vi.advanceTimersByTime(3 * SILENCE_MS));
      deliver(key, start + index * 8);
    });
    act(() => vi.advanceTimersByTime(3 * SILENCE_MS));
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
    deliver('Enter', start + iccid(3).length * 8);
    expect(onSend).not.toHaveBeenCalled();
    // A person's Enter afterwards is a person's.
    deliver('Enter', performance.now());
    expect(onSend).toHaveBeenCalledOnce();
  });

  it('needs no Enter where nothing is typed into', () => {
    render(<Counter onSend={() => undefined} />);
    send([...iccid(3)], 8);
    expect(route()).toEqual({ screen: 'provision' });
    act(() => vi.advanceTimersByTime(SILENCE_MS));
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
    send([...iccid(3), 'Enter'], 8);
    expect(useNavigation.getState().past).toEqual([{ screen: 'provision' }]);
  });
});

describe('a screen that collects eSIMs', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gets what is scanned as long as it is there, and its field needs no Enter', () => {
    const taken: string[] = [];
    const { unmount } = render(<Collector onScan={(one) => taken.push(one)} />);
    screen.getByRole('button', { name: 'Spend' }).focus();
    send([...iccid(1), 'Enter'], 8);
    const field = screen.getByLabelText<HTMLInputElement>('eSIMs');
    field.focus();
    for (const position of [2, 3]) {
      send([...iccid(position)], 8);
      act(() => vi.advanceTimersByTime(SILENCE_MS));
    }
    expect(taken).toEqual([1, 2, 3].map(iccid));
    expect(field.value).toBe('');
    expect(useNavigation.getState().route).toEqual({ screen: 'provision' });
    unmount();
    render(<Counter onSend={() => undefined} />);
    send([...iccid(4), 'Enter'], 8);
    expect(taken).toHaveLength(3);
    expect(useNavigation.getState().route).toEqual({ screen: 'esim', iccid: iccid(4) });
  });
});

describe('the box that finds an eSIM', () => {
  it('takes an ICCID by hand, with the spaces it is read in', async () => {
    const user = userEvent.setup();
    render(<FindEsim />);
    await user.keyboard('{Control>}k{/Control}8944 4220 0000 0000 003{Enter}');
    expect(useNavigation.getState().route).toEqual({ screen: 'esim', iccid: iccid(3) });
  });

  it('says what an ICCID is when it gets something else', async () => {
    const user = userEvent.setup();
    render(<FindEsim />);
    await user.type(screen.getByRole('textbox', { name: 'Find eSIM' }), '1234{Enter}');
    expect(screen.getByText('An ICCID has 18 to 20 digits and begins with 89.')).toBeDefined();
    expect(useNavigation.getState().route).toEqual({ screen: 'provision' });
    await user.keyboard('5');
    expect(screen.queryByText(/An ICCID has/)).toBeNull();
  });
});
