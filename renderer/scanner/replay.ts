/** Gives a key that was held back to what has the focus, as if it had just been pressed. */
import { type Before, insertText, remember, takesText } from './field.ts';

/** The keys that come from here; the scanner's listener lets them through. */
const replayed = new WeakSet<Event>();

export const isReplayed = (event: Event): boolean => replayed.has(event);

/** True while a character is being typed from here. */
let typing = false;

export const isTypingNow = (): boolean => typing;

/** Native controls that a space clicks when it is let go; a script's key does not do that by itself. */
const CLICKED_BY_SPACE =
  'button, summary, input[type=checkbox], input[type=radio], input[type=button], input[type=submit]';

export interface Pressed {
  /** What came from the keyboard. */
  event: KeyboardEvent;
  /** What had the focus then. */
  target: Element;
  text: string;
}

function copy(type: 'keydown' | 'keyup', event: KeyboardEvent): KeyboardEvent {
  const { key, code, location, repeat, ctrlKey, shiftKey, altKey, metaKey, keyCode } = event;
  const modifierAltGraph = event.getModifierState('AltGraph');
  const again = new KeyboardEvent(type, {
    ...{ key, code, location, repeat, ctrlKey, shiftKey, altKey, metaKey, keyCode, modifierAltGraph },
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  replayed.add(again);
  return again;
}

/**
 * @returns what stood in the field before, if the key typed something; and whether the key clicks its target when it is let go
 */
export function replayDown({ event, target, text }: Pressed): { before: Before | null; clicks: boolean } {
  const to = target.isConnected ? target : (document.activeElement ?? document.body);
  const before = text === '' ? null : remember(to);
  const goesOn = to.dispatchEvent(copy('keydown', event));
  if (!goesOn) return { before, clicks: false };
  if (takesText(to) && text !== '') {
    typing = true;
    insertText(to, text);
    typing = false;
    return { before, clicks: false };
  }
  return { before, clicks: event.key === ' ' && to.matches(CLICKED_BY_SPACE) };
}

export function replayUp(event: KeyboardEvent, target: Element, clicks: boolean): void {
  const to = target.isConnected ? target : (document.activeElement ?? document.body);
  const goesOn = to.dispatchEvent(copy('keyup', event));
  if (goesOn && clicks && to instanceof HTMLElement) to.click();
}
