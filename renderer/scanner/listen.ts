/**
 * Stands between the keyboard and the page, so that nothing a scanner types reaches what has the focus.
 *
 * A scan is told from a person by when its keys were pressed (`event.timeStamp`), and that is known only after some of them. So each
 * key that types is held: prevented and kept from everybody, until a key follows at the pace of a scanner or the time in which one
 * could have followed is over. Then it is given back as if it were pressed now: its `keydown` is sent again to what had the focus,
 * for lists, buttons and shortcuts, and where nobody objects its character is typed by the browser's own command, which keeps undo,
 * selection, `maxlength` and input events. A person waits 35 ms for a character and loses none: whatever else is pressed or clicked
 * first gives back what is held, in its order.
 *
 * Letting keys through and taking them back later would do for text, but not for a button, whose press cannot be taken back. It is
 * the way only for what cannot be held: the parts of a date field and input methods, whose keys a script cannot give back; and for
 * keys of a scan that came so late that they had already been let go. Those fields get the value back that they had.
 *
 * Enter, Tab and keys that type nothing are never held. When one comes it is decided at once, from the keys before it, whether it
 * belongs to a scan; if not, it goes its own way untouched.
 */
import { type Before, needsRealKeys, remember, restore, takesText } from './field.ts';
import { type KeyKind, kindOf, nameOf, type Typed, typedBy } from './keys.ts';
import {
  isEnded,
  isSure,
  LONGEST_STOP_MS,
  meanGap,
  type Pace,
  RELATED_MS,
  runStart,
  SILENCE_MS,
  STOPPED_MS,
  scanStart,
} from './pace.ts';
import { isReplayed, isTypingNow, replayDown, replayUp } from './replay.ts';

/** What a scanner has typed, in the readings that are possible, the likeliest first. */
export interface Scan {
  readings: string[];
  /** Milliseconds from key to key, on average. */
  pace: number;
  end: 'Enter' | 'Tab' | 'none';
}

export interface ScannerHost {
  pace(): Pace;
  /** Whether this is a code that is understood without asking anybody. */
  isCode(text: string): boolean;
  scanned(scan: Scan): void;
}

interface Key extends Typed {
  at: number;
  event: KeyboardEvent;
  target: Element;
  /** Its character is told only later (`keypress`, `beforeinput`). */
  awaitsText: boolean;
  held: boolean;
  /** What stood in the field before it, for one that was let go. */
  before: Before | null;
  up: KeyboardEvent | null;
}

/** A timer that comes later than this says that the page was busy, and keys may be waiting behind it. Milliseconds. */
const LATE_MS = 20;
/** Of a person's keys these are remembered: more than the longest code has. */
const MOST_KEYS = 300;
/** What such a timer then waits for them. */
const CATCH_UP_MS = 15;

export function listenForScans(host: ScannerHost): () => void {
  /** The last keys that have to do with each other, also those that were let go. */
  let keys: Key[] = [];
  /** Keys not long before the scan, which may be its beginning after all. */
  let earlier: Key[] = [];
  /** The keys are a scan for sure. */
  let sure = false;
  let ended: Scan['end'] = 'none';
  /** What the scan was told as, so that a late key of it tells it again and a late Enter does not. */
  let told: string | null = null;
  /** Keys that were kept from everybody and are still down. */
  const swallowed = new Set<string>();
  /** Spaces that were given back and click what they were pressed on when they are let go. */
  const clicking = new Map<string, Element>();
  /** Digits typed with Alt held: the number of a character. */
  let altDigits = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const times = () => keys.map(({ at }) => at);
  const focus = () => document.activeElement ?? document.body;
  const lastAt = () => keys.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  /** Whether something at this time still belongs to the scan. */
  const inScan = (at: number) => sure && at - lastAt() <= RELATED_MS;

  /** Calls back at `due` of the page's clock, and after whatever keys wait by then. */
  function at(due: number, work: () => void): void {
    clearTimeout(timer);
    const wait = (until: number, mayWaitMore: boolean) => {
      timer = setTimeout(
        () => {
          const now = performance.now();
          if (mayWaitMore && now - until > LATE_MS) wait(now + CATCH_UP_MS, false);
          else work();
        },
        Math.max(0, until - performance.now()),
      );
    };
    wait(due, true);
  }

  function swallow(event: Event): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function forget(): void {
    clearTimeout(timer);
    keys = [];
    earlier = [];
    sure = false;
    ended = 'none';
    told = null;
  }

  /** What comes now is another scan, a person, or the rest of a scan after a stop. */
  function endScan(now: number): void {
    const before = ended === 'none' && now - lastAt() <= STOPPED_MS ? [...earlier, ...keys] : [];
    forget();
    earlier = before;
  }

  /** Gives back all keys that are held: they were a person's. */
  function letGo(): void {
    clearTimeout(timer);
    const run = keys.length - runStart(times(), host.pace());
    for (const key of keys) {
      if (!key.held) continue;
      key.held = false;
      // Two keys at once on something that can be pressed are no hands; a space among them would press it.
      const presses = key.here === ' ' && run > 1 && !takesText(key.target);
      if (presses) {
        if (!key.up) swallowed.add(nameOf(key.event));
        continue;
      }
      const { before, clicks } = replayDown({ event: key.event, target: key.target, text: textToType(key) });
      key.before = before;
      if (key.up) replayUp(key.up, key.target, clicks);
      else if (clicks) clicking.set(nameOf(key.event), key.target);
    }
  }

  /** From `start` on the keys are a scan: what is held stays held for ever, what was let go is taken back. */
  function becomeSure(start: number): void {
    earlier = [...earlier, ...keys.slice(0, start)];
    keys = keys.slice(start);
    sure = true;
    for (const key of keys) {
      // What has been let go already must not press anything when it comes up either.
      if (!key.up) swallowed.add(nameOf(key.event));
      clicking.delete(nameOf(key.event));
      key.held = false;
    }
    takeBack();
  }

  function takeBack(): void {
    const first = keys.find(({ before }) => before !== null)?.before;
    if (first) restore(first);
  }

  const readingsFrom = (all: readonly Typed[]): string[] => [
    ...new Set([all.map(({ here }) => here).join(''), all.map(({ us }) => us).join('')]),
  ];

  const isCode = (all: readonly Typed[]) => readingsFrom(all).some(host.isCode);

  const isQuickCode = (all: readonly Key[]) => meanGap(all.map((key) => key.at)) <= host.pace().gap && isCode(all);

  function tell(): void {
    clearTimeout(timer);
    takeInEarlier();
    const readings = readingsFrom(keys);
    const text = readings.join('\0');
    if (text.trim() === told) return;
    told = text.trim();
    host.scanned({ readings, pace: meanGap(times()), end: ended });
  }

  /** The scan may go on: tells it when it does not, or at once where an end says so and what it says is understood. */
  function awaitEnd(): void {
    if (ended !== 'none') takeInEarlier();
    if (ended !== 'none' && isCode(keys)) tell();
    else at(lastAt() + SILENCE_MS, tell);
  }

  /**
   * A busy machine can stop a scanner for longer than a person waits between two keys. Then keys of it were let go; but what makes a
   * code together was scanned, if it came faster than hands on the whole. What they typed is taken back.
   */
  function takeInEarlier(): void {
    if (isCode(keys)) return;
    const start = earlier.findIndex((_, index) => isQuickCode([...earlier.slice(index), ...keys]));
    if (start === -1) return;
    keys = [...earlier.slice(start), ...keys];
    earlier = [];
    takeBack();
  }

  function onText(event: KeyboardEvent, kind: KeyKind): void {
    const { timeStamp } = event;
    if (sure && !inScan(timeStamp)) endScan(timeStamp);
    const pause = timeStamp - lastAt();
    // What follows so soon is a scanner's, too: the next code, or on a busy machine the rest of this one.
    if (sure && told !== null && (ended !== 'none' || pause > SILENCE_MS)) {
      earlier = ended === 'none' ? [...earlier, ...keys] : [];
      keys = [];
      told = null;
    }
    ended = 'none';
    if (!sure && pause > host.pace().gap) letGo();
    if (!sure && keys.length > 0 && pause > STOPPED_MS) forget();

    const target = focus();
    const passes = !sure && (kind === 'composed' || needsRealKeys(target));
    if (passes) letGo();
    if (!sure && keys.length >= MOST_KEYS) keys.shift();
    const before = passes ? remember(target) : null;
    const awaitsText = kind === 'later';
    keys.push({
      ...typedBy(event, kind),
      at: timeStamp,
      event,
      target,
      awaitsText,
      held: !sure && !passes,
      before,
      up: null,
    });
    if (!passes) event.stopImmediatePropagation();
    // Preventing a key that is told later would keep the system from telling it.
    if (!passes && !awaitsText) event.preventDefault();

    if (!sure && isSure(times(), host.pace())) becomeSure(scanStart(times(), host.pace()));
    if (sure) {
      swallowed.add(nameOf(event));
      awaitEnd();
    } else {
      // A press can wait longer than a character: nobody sees it, and it may cost money.
      at(timeStamp + (takesText(target) ? host.pace().gap : LONGEST_STOP_MS), letGo);
    }
  }

  /** Whether all keys were let go, and are a code nevertheless. */
  function endsCode(at: number): boolean {
    if (at - lastAt() > STOPPED_MS) return false;
    const all = [...earlier, ...keys];
    return all.some((_, start) => isQuickCode(all.slice(start)));
  }

  /** @returns whether Enter or Tab belongs to a scan */
  function onEnd(event: KeyboardEvent): boolean {
    const { timeStamp, key } = event;
    // An Enter that is late would press what has the focus; a person's own does not come so soon after a scan without one.
    let belongs = inScan(timeStamp) || (sure && ended === 'none' && timeStamp - lastAt() <= STOPPED_MS);
    if (!sure && !event.repeat) {
      const quick = isEnded(times(), timeStamp, host.pace(), takesText(focus()));
      belongs = quick || endsCode(timeStamp);
      if (belongs) becomeSure(quick ? scanStart(times(), host.pace()) : keys.length);
    }
    if (!belongs) return false;
    keys.push({
      ...typedBy(event, 'end'),
      ...{ at: timeStamp, event, target: focus(), awaitsText: false, held: false, before: null, up: null },
    });
    ended = key === 'Enter' ? 'Enter' : 'Tab';
    swallowed.add(nameOf(event));
    swallow(event);
    awaitEnd();
    return true;
  }

  function onKeyDown(event: KeyboardEvent): void {
    // A list that is steered from its search field gets a copy of each key of that field; a key is pressed once.
    if (isReplayed(event) || (event.target instanceof Element && event.target !== focus())) return;
    const kind = kindOf(event);
    swallowed.delete(nameOf(event));
    if (kind === 'modifier') {
      if (event.key === 'Alt') altDigits = '';
      if (inScan(event.timeStamp)) event.stopImmediatePropagation();
    } else if (kind === 'end' || kind === 'other') {
      onKeyWithoutText(event, kind);
    } else if (event.repeat && !inScan(event.timeStamp) && !keys.some(({ held }) => held)) {
      // A key that is held down: as fast as a scanner, and no scanner.
      forget();
    } else {
      if (kind === 'later' && event.altKey) altDigits += typedBy(event, kind).us;
      onText(event, kind);
    }
  }

  function onKeyWithoutText(event: KeyboardEvent, kind: KeyKind): void {
    if (kind === 'end' && onEnd(event)) return;
    if (inScan(event.timeStamp)) {
      swallowed.add(nameOf(event));
      swallow(event);
    } else {
      letGo();
      forget();
    }
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (isReplayed(event)) return;
    const name = nameOf(event);
    if (event.key === 'Alt' && altDigits !== '') endAltCode();
    const key = keys.findLast((key) => !key.up && nameOf(key.event) === name);
    if (key) key.up = event;
    if (swallowed.delete(name) || key?.held) {
      swallow(event);
      return;
    }
    const target = clicking.get(name);
    if (!target) return;
    clicking.delete(name);
    swallow(event);
    replayUp(event, target, true);
  }

  /** Alt is let go: the digits typed meanwhile were one character. */
  function endAltCode(): void {
    const character = String.fromCharCode(Number(altDigits) % 256);
    const from = keys.length - altDigits.length;
    altDigits = '';
    const digits = keys.slice(Math.max(0, from));
    for (const key of digits) Object.assign(key, { here: '', us: '', awaitsText: false });
    // The system may say it, too; then it is kept from the focus, and not said twice.
    const last = digits.at(-1);
    if (last) Object.assign(last, { here: character, us: character, awaitsText: true });
  }

  /** The character of a key that did not tell it: it is held like any other, and not typed when it belongs to a scan. */
  function takeText(event: Event, text: string | null): void {
    const last = keys.at(-1);
    const waiting = last?.awaitsText ? last : undefined;
    if (waiting && text && waiting.here === '') waiting.here = text;
    // A key that told its character at once was prevented; what is put in without a key is none of a scanner's.
    if (waiting && (waiting.held || inScan(event.timeStamp))) swallow(event);
  }

  function onKeyPress(event: KeyboardEvent): void {
    takeText(event, [...event.key].length === 1 ? event.key : null);
  }

  function onBeforeInput(event: InputEvent): void {
    if (isTypingNow() || !/^insert(?!From)/.test(event.inputType)) return;
    takeText(event, event.data);
  }

  /** What got into a field in spite of everything, while a scan is typed: an input method, the part of a date. */
  function onInput(event: Event): void {
    if (isTypingNow() || !event.isTrusted || !inScan(event.timeStamp)) return;
    const first = keys.find(({ before }) => before !== null)?.before;
    if (first && first.target === event.target) restore(first);
  }

  const listeners = [
    ['keydown', onKeyDown],
    ['keyup', onKeyUp],
    ['keypress', onKeyPress],
    ['beforeinput', onBeforeInput],
    ['input', onInput],
    // A click moves the focus, which a held character must not follow.
    ['pointerdown', letGo],
  ] as const;
  for (const [name, listener] of listeners) {
    window.addEventListener(name, listener as (event: Event) => void, { capture: true });
  }
  return () => {
    forget();
    for (const [name, listener] of listeners) {
      window.removeEventListener(name, listener as (event: Event) => void, { capture: true });
    }
  };
}

/** A shortcut types nothing, and a dead key or a code on the numpad only what the system has made of it. */
function textToType({ event, here }: Key): string {
  return kindOf(event) === 'shortcut' ? '' : here;
}
