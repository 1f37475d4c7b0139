/** What one key press says, whatever layout, modifier or device it comes from. */

/** The characters of a US keyboard, as scanners are set when they leave the factory: plain and with Shift. */
const US_KEYS: Record<string, string> = {
  Backquote: '`~',
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  NumpadDecimal: '..',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
};

/** The places of keys that some drivers give only by their old numbers. */
const CODES: Record<number, string> = {
  32: 'Space',
  186: 'Semicolon',
  187: 'Equal',
  188: 'Comma',
  189: 'Minus',
  190: 'Period',
  191: 'Slash',
  192: 'Backquote',
  219: 'BracketLeft',
  220: 'Backslash',
  221: 'BracketRight',
  222: 'Quote',
};

function placeOf({ code, keyCode }: KeyboardEvent): string {
  if (code !== '' && code !== 'Unidentified') return code;
  if (keyCode >= 48 && keyCode <= 57) return `Digit${keyCode - 48}`;
  if (keyCode >= 65 && keyCode <= 90) return `Key${String.fromCharCode(keyCode)}`;
  if (keyCode >= 96 && keyCode <= 105) return `Numpad${keyCode - 96}`;
  return CODES[keyCode] ?? '';
}

/** What a US keyboard would have typed with the key at this place: a scanner and the computer may be set to different layouts. */
function onUsKeyboard(event: KeyboardEvent): string {
  const place = placeOf(event);
  const letter = /^Key([A-Z])$/.exec(place)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Numpad(\d)$/.exec(place)?.[1];
  return digit ?? US_KEYS[place]?.[event.shiftKey ? 1 : 0] ?? '';
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn', 'FnLock']);

/**
 * - `modifier`: comes alone before the key it modifies.
 * - `text`: types one character that is known.
 * - `later`: types something that only its `keypress` or `beforeinput` tells: dead keys, codes typed on the numpad with Alt held,
 *   characters that a driver sends without a key.
 * - `composed`: belongs to an input method, which no page can hold back.
 * - `shortcut`: Alt and a digit, of which only this program makes something.
 * - `end`: Enter or Tab, with which a scanner ends.
 * - `other`: arrows, Escape, Ctrl and a letter: nothing that types.
 */
export type KeyKind = 'modifier' | 'text' | 'later' | 'composed' | 'shortcut' | 'end' | 'other';

function typesWithAlt(event: KeyboardEvent): boolean {
  // AltGr is told as such, or on older systems as Ctrl and Alt together. On a Mac, Alt alone chooses another character.
  const mac = /^Mac/.test(navigator.platform);
  return (
    event.getModifierState('AltGraph') || (event.ctrlKey && event.altKey) || (mac && event.altKey && !event.ctrlKey)
  );
}

export function kindOf(event: KeyboardEvent): KeyKind {
  const { key } = event;
  if (MODIFIERS.has(key)) return 'modifier';
  if (event.isComposing || key === 'Process') return 'composed';
  const place = placeOf(event);
  if (event.altKey && !event.ctrlKey && /^Numpad\d$/.test(place)) return 'later';
  if (key === 'Dead' || key === 'Unidentified' || key === '') return 'later';
  const single = [...key].length === 1;
  if (single && typesWithAlt(event)) return 'text';
  if (event.ctrlKey || event.metaKey) return 'other';
  if (event.altKey) return /^Digit\d$/.test(place) ? 'shortcut' : 'other';
  if (single) return 'text';
  return (key === 'Enter' || key === 'Tab') && !event.shiftKey ? 'end' : 'other';
}

/** What a key has typed: as this computer reads it, and as a US keyboard would. */
export interface Typed {
  here: string;
  us: string;
}

export function typedBy(event: KeyboardEvent, kind: KeyKind): Typed {
  if (kind === 'end') return event.key === 'Enter' ? { here: '\n', us: '\n' } : { here: '\t', us: '\t' };
  const us = onUsKeyboard(event);
  return kind === 'text' || kind === 'shortcut' ? { here: event.key, us: us || event.key } : { here: '', us };
}

/** Names a key from its press to its release. */
export function nameOf(event: KeyboardEvent): string {
  return placeOf(event) || `${event.key}/${event.keyCode}`;
}
