// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { useEffect, useState } from 'react';
import { Button, Radio, RadioGroup } from 'react-aria-components';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActionDialog } from '../../renderer/components/ActionDialog.tsx';
import { PeopleField } from '../../renderer/components/PeopleField.tsx';
import { listenForScans, type Scan } from '../../renderer/scanner/listen.ts';
import { isEnded, isSure, PACES, runStart, SILENCE_MS, scanStart } from '../../renderer/scanner/pace.ts';
import { FindEsim } from '../../renderer/screens/shell/FindEsim.tsx';
import { ScanNote } from '../../renderer/screens/shell/ScanNote.tsx';
import { useNavigation } from '../../renderer/stores/navigation.ts';
import { usePreferences } from '../../renderer/stores/preferences.ts';
import { forgetScans, scans, takeScans, USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { installBridge } from './bridge.ts';
import { iccid } from './data.ts';
import { act, render, screen } from './dom.ts';
import { down, rest, type Stroke, send, up } from './scanner-keys.ts';

const MATCHING_ID = 'K2-1A2B3C-4D5E6F';
const CODE = `LPA:1$rsp.example.com$${MATCHING_ID}`;

describe('the pace of a scanner', () => {
  const pace = PACES.usual;
  const gaps = (min: number, max: number, length: number) =>
    fc.array(fc.integer({ min, max }), { minLength: length, maxLength: 40 });
  const toTimes = (all: readonly number[]) => {
    let at = 1000;
    return [at, ...all.map((gap) => (at += gap))];
  };

  it('is no person, whoever types as fast as hands can', () => {
    fc.assert(
      fc.property(gaps(36, 400, 0), fc.integer({ min: 36, max: 400 }), (all, end) => {
        const times = toTimes(all);
        expect(isSure(times, pace)).toBe(false);
        expect(isEnded(times, (times.at(-1) ?? 0) + end, pace, false)).toBe(false);
      }),
    );
  });

  it('is known from six keys, or from three and the Enter, whatever was typed before', () => {
    fc.assert(
      fc.property(gaps(36, 400, 0), gaps(0, 35, 5), fc.integer({ min: 0, max: 35 }), (before, scan, end) => {
        const times = toTimes([...before, 500, ...scan]);
        expect(isSure(times, pace)).toBe(true);
        expect(runStart(times, pace)).toBe(before.length + 1);
        expect(scanStart(times, pace)).toBe(before.length + 1);
        const three = toTimes([...before, 500, ...scan.slice(0, 2)]);
        expect(isEnded(three, (three.at(-1) ?? 0) + end, pace, true)).toBe(true);
      }),
    );
  });
});

interface DeskProps {
  onSpend?: () => void;
  onScan?: (iccid: string) => void;
}

/** One of each that can have the focus. */
function Desk({ onSpend, onScan }: DeskProps) {
  const [text, setText] = useState('Harbour');
  const [reference, setReference] = useState('');
  const [plan, setPlan] = useState('one');
  useEffect(() => (onScan ? takeScans(onScan) : undefined), [onScan]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSpend?.();
      }}
    >
      <input aria-label="Customer" value={text} onChange={(event) => setText(event.target.value)} />
      <textarea aria-label="Message" value={reference} onChange={(event) => setReference(event.target.value)} />
      <input aria-label="Start" type="datetime-local" onChange={() => onSpend?.()} />
      <button type="button" onClick={() => onSpend?.()}>
        Plain
      </button>
      <Button onPress={() => onSpend?.()}>Spend</Button>
      <RadioGroup aria-label="Plan" value={plan} onChange={setPlan}>
        <Radio value="one">One</Radio>
        <Radio value="two">Two</Radio>
      </RadioGroup>
    </form>
  );
}

const FOCUSABLE = [
  () => screen.getByLabelText('Customer'),
  () => screen.getByLabelText('Message'),
  () => screen.getByLabelText('Start'),
  () => screen.getByRole('button', { name: 'Plain' }),
  () => screen.getByRole('button', { name: 'Spend' }),
  () => screen.getByRole('radio', { name: 'One' }),
];

const values = () =>
  [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=radio]), textarea')].map(
    ({ value }) => value,
  );
const route = () => useNavigation.getState().route;
const customer = () => screen.getByLabelText<HTMLInputElement>('Customer');

let end: () => void = () => undefined;
let told: Scan[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  vi.advanceTimersByTime(10_000);
  told = [];
  end = listenForScans({
    ...scans,
    scanned(scan) {
      told.push(scan);
      scans.scanned(scan);
    },
  });
});
afterEach(() => {
  end();
  act(forgetScans);
  vi.useRealTimers();
});

/** What a scanner does to send these characters on a keyboard of the computer's own layout. */
const plainly = (text: string): Stroke[] => [...text].map((key) => ({ key }));
/** With the number of each character on the numpad, Alt held. */
const byAltCodes = (text: string): Stroke[] =>
  [...text].flatMap((character) => [
    ...[...String(character.charCodeAt(0)).padStart(4, '0')].map((digit) => ({
      key: digit,
      code: `Numpad${digit}`,
      altKey: true,
    })),
  ]);
/** Without a key, as drivers do that send characters; only `keypress` says which. */
const byPackets = (text: string): Stroke[] => [...text].map((says) => ({ key: 'Unidentified', says }));
/** With AltGr or a dead key on what is not on the key itself. */
const byAltGr = (text: string): Stroke[] =>
  [...text].map((key) => ({
    key,
    ...(/[^A-Za-z0-9]/.test(key) ? { modifierAltGraph: true, altKey: true, ctrlKey: true } : {}),
  }));
const byDeadKeys = (text: string): Stroke[] =>
  [...text].flatMap((key) => (key === '^' ? [{ key: 'Dead', code: 'Backquote' }, { key }] : [{ key }]));

const WAYS = [plainly, byPackets, byAltGr, byDeadKeys];

/** How the program is, apart from what was scanned. */
function press(strokes: readonly Stroke[], pause: number, suffix: 'Enter' | 'Tab' | null): void {
  send([...strokes, ...(suffix ? [suffix] : [])], pause);
  rest(2 * SILENCE_MS);
}

describe('a burst of a scanner', () => {
  const text = fc.string({
    unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    minLength: 6,
    maxLength: 40,
  });

  it('is never typed and presses nothing, whatever it says, however it is sent and wherever the focus is', () => {
    installBridge({ esims: { find: () => null } });
    const onSpend = vi.fn();
    render(<Desk onSpend={onSpend} />);
    const before = values();
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...WAYS),
        fc.integer({ min: 1, max: 35 }),
        fc.constantFrom('Enter' as const, 'Tab' as const, null),
        fc.constantFrom(...FOCUSABLE),
        (said, way, pause, suffix, focus) => {
          const element = focus();
          element.focus();
          rest(1000);
          told = [];
          press(way(said), pause, suffix);
          expect(values()).toEqual(before);
          expect(onSpend).not.toHaveBeenCalled();
          expect(document.activeElement).toBe(element);
          expect(screen.getByRole<HTMLInputElement>('radio', { name: 'One' }).checked).toBe(true);
          expect(told.map(({ readings: [first] }) => first?.trim())).toEqual([said.trim()]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('may be short where it has an Enter', () => {
    installBridge({ esims: { find: () => null } });
    const onSpend = vi.fn();
    render(<Desk onSpend={onSpend} />);
    const before = values();
    for (const focus of FOCUSABLE) {
      focus().focus();
      for (const said of ['7', '42', 'abc', 'a b', ' ']) {
        const intoText = focus() instanceof HTMLTextAreaElement || focus() === customer();
        if (intoText && said.length === 1) continue;
        press(plainly(said), 8, 'Enter');
        expect(values()).toEqual(before);
        rest(1000);
      }
    }
    expect(onSpend).not.toHaveBeenCalled();
  });

  it('is read where each character is a number on the numpad', () => {
    installBridge({ esims: { find: () => null } });
    render(<Desk />);
    customer().focus();
    const alt = { key: 'Alt', code: 'AltLeft', altKey: true };
    for (const character of CODE) {
      rest(4);
      down(alt, performance.now());
      send(byAltCodes(character), 4);
      up({ ...alt, altKey: false }, performance.now());
    }
    press([], 4, 'Enter');
    expect(told.at(-1)?.readings[0]?.trim()).toBe(CODE);
    expect(values()).toEqual(['Harbour', '', '']);
  });

  it('is read by the places of its keys where scanner and computer have different layouts', () => {
    const find = vi.fn(() => null);
    installBridge({ esims: { find } });
    render(<Desk />);
    // A US scanner at a computer with a French keyboard: `1$` of a code and an ICCID.
    const french = [...'à&éèç"'].map((key) => ({ key }));
    const places = ['8', '9', ...iccid(7).slice(2)];
    const strokes = places.map((digit, index) => ({
      key: french[index % french.length]?.key ?? 'é',
      code: `Digit${digit}`,
    }));
    press(strokes, 6, 'Enter');
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(7) });
    expect(find).not.toHaveBeenCalled();
  });

  it('is read by the old numbers of its keys where a driver gives nothing else', () => {
    installBridge({});
    render(<Desk />);
    press(
      [...iccid(7)].map((digit) => ({ key: 'Unidentified', keyCode: digit.charCodeAt(0) })),
      6,
      null,
    );
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(7) });
  });

  it('goes by when the keys were pressed, not by when a busy page gets to them', () => {
    installBridge({ esims: { find: () => null } });
    const onSpend = vi.fn();
    render(<Desk onSpend={onSpend} />);
    for (const focus of FOCUSABLE) {
      act(() => useNavigation.setState(useNavigation.getInitialState(), true));
      focus().focus();
      rest(1000);
      const start = performance.now();
      [...iccid(3)].forEach((key, index) => {
        // In the middle and before the Enter the page draws for longer than the silence that ends a scan.
        if (index === 3 || index === 9) rest(3 * SILENCE_MS);
        down({ key }, start + index * 8);
        up({ key }, start + index * 8 + 4);
      });
      rest(3 * SILENCE_MS);
      down({ key: 'Enter' }, start + iccid(3).length * 8);
      up({ key: 'Enter' }, start + iccid(3).length * 8 + 4);
      expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
      expect(values()).toEqual(['Harbour', '', '']);
    }
    expect(onSpend).not.toHaveBeenCalled();
    // A person's Enter afterwards is a person's.
    rest(1000);
    screen.getByRole('button', { name: 'Plain' }).focus();
    send(['Enter'], 100);
    expect(onSpend).toHaveBeenCalledOnce();
  });

  it('is found in spite of a machine that stops in the middle of it', () => {
    installBridge({ esims: { find: () => null } });
    const onSpend = vi.fn();
    render(<Desk onSpend={onSpend} />);
    const place = fc.integer({ min: 1, max: iccid(3).length });
    fc.assert(
      fc.property(
        fc.tuple(place, place, fc.integer({ min: 0, max: 240 })),
        fc.integer({ min: 1, max: 6 }),
        ([first, second, stop], pause) => {
          act(() => useNavigation.setState(useNavigation.getInitialState(), true));
          rest(1000);
          customer().focus();
          [...plainly(iccid(3)), { key: 'Enter' }].forEach((stroke, index) => {
            if (index === first || index === second) rest(stop);
            send([stroke], pause);
          });
          rest(500);
          expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
          expect(customer().value).toBe('Harbour');
        },
      ),
      { numRuns: 100 },
    );
    expect(onSpend).not.toHaveBeenCalled();
  });

  it('is kept from what is in a dialog', () => {
    installBridge({ esims: { find: () => null } });
    const onSpend = vi.fn();
    const onClose = vi.fn();
    render(
      <>
        <ScanNote />
        <ActionDialog
          title="Top up"
          onClose={onClose}
          busy={false}
          cautious
          confirm={<Button onPress={onSpend}>Buy</Button>}
        >
          <p>It costs money.</p>
        </ActionDialog>
      </>,
    );
    for (const name of ['Buy', 'Cancel']) {
      screen.getByRole('button', { name }).focus();
      press(plainly('4006381333931 '), 8, 'Enter');
      press(plainly('    '), 8, 'Tab');
    }
    expect([onSpend.mock.calls.length, onClose.mock.calls.length]).toEqual([0, 0]);
  });
});

describe('a person at the keyboard', () => {
  const humanPause = fc.integer({ min: 36, max: 400 });
  const character = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));

  it('loses no character, however fast', () => {
    render(<Desk />);
    fc.assert(
      fc.property(fc.array(fc.tuple(character, humanPause), { minLength: 1, maxLength: 40 }), (typed) => {
        customer().focus();
        const before = customer().value;
        for (const [key, pause] of typed) send([key], pause);
        rest(200);
        expect(customer().value).toBe(before + typed.map(([key]) => key).join(''));
        rest(1000);
      }),
      { numRuns: 60 },
    );
    expect(told).toEqual([]);
  });

  it('loses none of a few that fall together', () => {
    render(<Desk />);
    customer().focus();
    for (const roll of ['th', 'ion', 'tion', 'qwert']) {
      const before = customer().value;
      send(plainly(roll), 20);
      rest(100);
      expect(customer().value).toBe(before + roll);
      rest(1000);
    }
  });

  it('gets each character before what is pressed next', () => {
    const onSpend = vi.fn();
    render(<Desk onSpend={onSpend} />);
    customer().focus();
    send(['a', 'Enter'], 20);
    expect(customer().value).toBe('Harboura');
    expect(onSpend).toHaveBeenCalledOnce();
    send(['b'], 200);
    act(() => void screen.getByLabelText('Message').dispatchEvent(new Event('pointerdown', { bubbles: true })));
    expect(customer().value).toBe('Harbourab');
    send(['c'], 200);
    screen.getByLabelText('Message').focus();
    rest(100);
    expect(customer().value).toBe('Harbourabc');
  });

  it('presses buttons and chooses as before', async () => {
    const onSpend = vi.fn();
    render(<Desk onSpend={onSpend} />);
    for (const name of ['Plain', 'Spend']) {
      screen.getByRole('button', { name }).focus();
      send([' '], 300);
      rest(200);
    }
    expect(onSpend).toHaveBeenCalledTimes(2);
    // A space that is held until after it was given back.
    screen.getByRole('button', { name: 'Plain' }).focus();
    rest(500);
    down({ key: ' ' }, performance.now());
    rest(200);
    expect(onSpend).toHaveBeenCalledTimes(2);
    up({ key: ' ' }, performance.now());
    expect(onSpend).toHaveBeenCalledTimes(3);
  });

  it('may hold a key down, and type an ICCID by hand', () => {
    render(<Desk />);
    customer().focus();
    send(['8', ...Array.from({ length: 18 }, () => ({ key: '9', repeat: true }))], 40);
    rest(100);
    expect(customer().value).toBe(`Harbour8${'9'.repeat(18)}`);
    rest(1000);
    send([...iccid(4), 'Enter'], 90);
    expect(customer().value).toBe(`Harbour8${'9'.repeat(18)}${iccid(4)}`);
    expect(route()).toEqual({ screen: 'provision' });
  });

  it('is not kept from shortcuts', () => {
    const seen: string[] = [];
    const listen = (event: KeyboardEvent) => seen.push(event.code);
    window.addEventListener('keydown', listen);
    send(
      [
        { key: '2', code: 'Digit2', altKey: true },
        { key: 'k', code: 'KeyK', ctrlKey: true },
      ],
      300,
    );
    rest(200);
    window.removeEventListener('keydown', listen);
    expect(seen).toEqual(['Digit2', 'KeyK']);
  });
});

describe('what was scanned', () => {
  it('opens the eSIM of an ICCID in any spelling, needing no Enter', () => {
    installBridge({});
    render(<Desk />);
    const spellings = [
      iccid(3),
      `${iccid(3)}F`,
      `]C1${iccid(3)}`,
      `*${iccid(3)}*`,
      `ICCID: ${iccid(3)}`,
      iccid(3).replace(/(.{4})/g, '$1 '),
    ];
    for (const suffix of ['Enter', null] as const) {
      for (const spelling of spellings) {
        act(() => useNavigation.setState(useNavigation.getInitialState(), true));
        press(plainly(spelling), 8, suffix);
        expect(route(), spelling).toEqual({ screen: 'esim', iccid: iccid(3) });
        expect(useNavigation.getState().past).toHaveLength(1);
        rest(1000);
      }
    }
  });

  it('opens the eSIM of an activation code or a matching ID that this computer knows', async () => {
    const { calls } = installBridge({ esims: { find: () => ({ iccid: iccid(5) }) } });
    render(<Desk />);
    const spellings = [
      CODE,
      CODE.toLowerCase(),
      CODE.replace('LPA:', ''),
      `${CODE}$1.3.6.1.4.1$1`,
      `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${encodeURIComponent(CODE)}`,
    ];
    for (const spelling of [...spellings, MATCHING_ID]) {
      act(() => useNavigation.setState(useNavigation.getInitialState(), true));
      press(plainly(spelling), 8, 'Enter');
      await act(async () => vi.advanceTimersByTimeAsync(1000));
      expect(route(), spelling).toEqual({ screen: 'esim', iccid: iccid(5) });
      const asked = calls.at(-1)?.[1] as { matchingId: string };
      expect(asked.matchingId.toUpperCase()).toBe(MATCHING_ID);
    }
  });

  it('is one sentence where it is not known, and that goes with the next scan', async () => {
    installBridge({ esims: { find: () => null } });
    render(
      <>
        <Desk />
        <ScanNote />
      </>,
    );
    customer().focus();
    press(plainly(CODE), 8, 'Enter');
    await act(async () => vi.advanceTimersByTimeAsync(1000));
    expect(screen.getByRole('status').textContent).toMatch(/An activation code was scanned that no eSIM/);
    expect(document.body.textContent).not.toContain(MATCHING_ID);
    press(plainly('4006381333931'), 8, 'Enter');
    await act(async () => vi.advanceTimersByTimeAsync(1000));
    expect(screen.getByRole('status').textContent).toMatch(/What was scanned is not known/);
    press(plainly(iccid(3)), 8, 'Enter');
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('is read without the prefix of the scanner that is set', () => {
    installBridge({});
    usePreferences.setState({
      preferences: {
        theme: 'light',
        operator: 'Marta',
        scanner: { ...USUAL_SCANNER, prefix: '~S' },
        screenshots: 'refused',
      },
    });
    render(<Desk />);
    press(plainly(`~S${iccid(3)}`), 8, 'Enter');
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
  });

  it('is a scan at a slow pace too, where that is set', () => {
    installBridge({});
    usePreferences.setState({
      preferences: {
        theme: 'light',
        operator: 'Marta',
        scanner: { ...USUAL_SCANNER, speed: 'slow' },
        screenshots: 'refused',
      },
    });
    render(<Desk />);
    customer().focus();
    press(plainly(iccid(3)), 55, 'Enter');
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
    expect(customer().value).toBe('Harbour');
  });

  it('goes to a screen that collects eSIMs, as long as it is there', async () => {
    installBridge({ esims: { find: () => ({ iccid: iccid(9) }) } });
    const taken: string[] = [];
    const { unmount } = render(<Desk onScan={(one) => taken.push(one)} />);
    customer().focus();
    for (const said of [1, 2].map(iccid)) press(plainly(said), 8, 'Enter');
    press(plainly(iccid(3)), 8, null);
    rest(1000);
    press(plainly(CODE), 8, 'Enter');
    await act(async () => vi.advanceTimersByTimeAsync(1000));
    expect(taken).toEqual([1, 2, 3, 9].map(iccid));
    expect(route()).toEqual({ screen: 'provision' });
    unmount();
    render(<Desk />);
    press(plainly(iccid(4)), 8, 'Enter');
    expect(taken).toHaveLength(4);
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(4) });
  });
});

describe('a field for what people write', () => {
  function Reference() {
    const [value, setValue] = useState('');
    return <PeopleField label="Customer" value={value} onChange={setValue} />;
  }

  it.each([
    CODE,
    CODE.toLowerCase(),
    `for Ann ${CODE.replace('LPA:', '')}`,
    'https://x.test/?carddata=LPA%3A1%24rsp.example.com%24AB',
  ])('takes no activation code: %s', async (text) => {
    vi.useRealTimers();
    end();
    const user = userEvent.setup();
    render(<Reference />);
    await user.click(customer());
    await user.paste(text);
    expect(customer().value).toBe('');
    expect(screen.getByText(/This holds an activation code/)).toBeDefined();
    await user.paste('Ann, 1$ off, table 11');
    expect(customer().value).toBe('Ann, 1$ off, table 11');
    expect(screen.queryByText(/This holds an activation code/)).toBeNull();
  });
});

describe('the box that finds an eSIM', () => {
  beforeEach(() => {
    vi.useRealTimers();
    end();
  });

  it('takes an ICCID by hand, with the spaces it is read in', async () => {
    const user = userEvent.setup();
    render(<FindEsim />);
    await user.keyboard('{Control>}k{/Control}8944 4220 0000 0000 003{Enter}');
    expect(route()).toEqual({ screen: 'esim', iccid: iccid(3) });
  });

  it('takes a code and a matching ID of an eSIM of this computer', async () => {
    installBridge({ esims: { find: ({ matchingId }) => (matchingId === MATCHING_ID ? { iccid: iccid(5) } : null) } });
    const user = userEvent.setup();
    render(<FindEsim />);
    const box = screen.getByRole('textbox', { name: 'Find eSIM' });
    await user.click(box);
    await user.paste('K2-OTHER');
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/No eSIM of this computer has this code/)).toBeDefined();
    await user.clear(box);
    await user.paste(CODE);
    await user.keyboard('{Enter}');
    await vi.waitFor(() => expect(route()).toEqual({ screen: 'esim', iccid: iccid(5) }));
  });

  it('says what an ICCID is when it gets something else', async () => {
    const user = userEvent.setup();
    render(<FindEsim />);
    await user.type(screen.getByRole('textbox', { name: 'Find eSIM' }), '1234{Enter}');
    expect(screen.getByText('An ICCID has 18 to 20 digits and begins with 89.')).toBeDefined();
    expect(route()).toEqual({ screen: 'provision' });
    await user.keyboard('5');
    expect(screen.queryByText(/An ICCID has/)).toBeNull();
  });
});
