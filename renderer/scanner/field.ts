/** Text in whatever has the focus: typing a character into it, and giving it back what it had. */

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Inputs in which text stands. Others (date, range, file …) do more with a key than a script could do after them. */
const TEXT_TYPES = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'number']);

function isField(target: unknown): target is TextField {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

const isEditable = (target: unknown): target is HTMLElement =>
  target instanceof HTMLElement && (target.isContentEditable || target.getAttribute('contenteditable') === 'true');

/** Something into which a person types. */
export function takesText(target: unknown): target is HTMLElement {
  if (target instanceof HTMLInputElement) return TEXT_TYPES.has(target.type);
  return target instanceof HTMLTextAreaElement || isEditable(target);
}

/** Fields whose keys only the browser can carry out, such as the parts of a date. */
export function needsRealKeys(target: unknown): boolean {
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return (
    !TEXT_TYPES.has(target.type) && !['checkbox', 'radio', 'button', 'submit', 'reset', 'file'].includes(target.type)
  );
}

/** What stood in a field before a key. */
export interface Before {
  target: HTMLElement;
  value: string;
  start: number | null;
  end: number | null;
}

export function remember(target: unknown): Before | null {
  if (isField(target)) {
    return {
      target,
      value: target.value,
      start: selection(target, 'selectionStart'),
      end: selection(target, 'selectionEnd'),
    };
  }
  if (target instanceof HTMLSelectElement) return { target, value: target.value, start: null, end: null };
  return isEditable(target) ? { target, value: target.textContent ?? '', start: null, end: null } : null;
}

function selection(field: TextField, side: 'selectionStart' | 'selectionEnd'): number | null {
  try {
    return field[side];
  } catch {
    return null;
  }
}

/** Sets the value in a way that React takes for typing. */
function setValue(target: HTMLElement, value: string): void {
  if (isEditable(target)) target.textContent = value;
  else Object.getOwnPropertyDescriptor(Object.getPrototypeOf(target), 'value')?.set?.call(target, value);
}

/** Gives a field back what it had. */
export function restore({ target, value, start, end }: Before): void {
  if (!target.isConnected || remember(target)?.value === value) {
    // A date that is half filled in has the value of an empty one; setting it empties its parts.
    if (target.isConnected && needsRealKeys(target)) setValue(target, value);
    return;
  }
  setValue(target, value);
  target.dispatchEvent(new Event('input', { bubbles: true }));
  if (isField(target) && start !== null && TEXT_TYPES.has(target.type)) {
    try {
      target.setSelectionRange(start, end);
    } catch {
      // Numbers and addresses have no selection to give back.
    }
  }
}

/**
 * Types into a field as a key does. The browser's own command keeps undo, selection, `maxlength` and all events as they are for a
 * key; it needs the focus on the field. Where that has moved on meanwhile, the text still goes where it was typed.
 */
export function insertText(target: HTMLElement, text: string): void {
  if (isField(target) && (target.readOnly || target.disabled)) return;
  if (document.activeElement === target && document.execCommand?.('insertText', false, text)) return;
  if (!isField(target)) {
    target.textContent += text;
  } else {
    const { value } = target;
    const start = selection(target, 'selectionStart') ?? value.length;
    const end = selection(target, 'selectionEnd') ?? value.length;
    const next = value.slice(0, start) + text + value.slice(end);
    if (target.maxLength >= 0 && next.length > target.maxLength) return;
    setValue(target, next);
    if (selection(target, 'selectionStart') !== null)
      target.setSelectionRange(start + text.length, start + text.length);
  }
  target.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}
