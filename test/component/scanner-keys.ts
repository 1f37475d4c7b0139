/** A keyboard, as the page meets it: the browser carries out only what nobody prevented. */
import { vi } from 'vitest';
import { act } from './dom.ts';

export interface Stroke {
  key: string;
  code?: string;
  keyCode?: number;
  altKey?: boolean;
  ctrlKey?: boolean;
  shiftKey?: boolean;
  repeat?: boolean;
  modifierAltGraph?: boolean;
  /** The character that only `keypress` tells. */
  says?: string;
}

function dispatch(target: Element, type: string, stroke: Stroke, at: number): boolean {
  const event = new KeyboardEvent(type, { code: '', ...stroke, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'timeStamp', { value: at });
  return target.dispatchEvent(event);
}

function isText(target: Element): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'radio');
}

/** Types a character as a browser does, unless somebody says no. */
function type(target: Element, text: string, at: number): void {
  const about = new InputEvent('beforeinput', { inputType: 'insertText', data: text, bubbles: true, cancelable: true });
  Object.defineProperty(about, 'timeStamp', { value: at });
  if (!target.dispatchEvent(about) || !isText(target)) return;
  const prototype = Object.getPrototypeOf(target);
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(target, target.value + text);
  target.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param at when the key was pressed, which on a busy page is earlier than now */
export function down(stroke: Stroke, at: number): void {
  const target = document.activeElement ?? document.body;
  act(() => {
    if (!dispatch(target, 'keydown', stroke, at)) return;
    const text = stroke.says ?? (stroke.key.length === 1 && !stroke.ctrlKey && !stroke.altKey ? stroke.key : '');
    if (text !== '' && dispatch(target, 'keypress', { ...stroke, key: text }, at)) type(target, text, at);
    if (stroke.key === 'Enter' && isText(target)) target.closest('form')?.requestSubmit();
    if (stroke.key === 'Enter' && target instanceof HTMLButtonElement) target.click();
  });
}

export function up(stroke: Stroke, at: number): void {
  const target = document.activeElement ?? document.body;
  act(() => {
    const goesOn = dispatch(target, 'keyup', stroke, at);
    if (goesOn && stroke.key === ' ' && target instanceof HTMLButtonElement) target.click();
  });
}

/** Presses one key after the other, with the same pause before each; a key is up again before the next one is pressed. */
export function send(strokes: readonly (Stroke | string)[], pause: number): void {
  for (const one of strokes) {
    const stroke = typeof one === 'string' ? { key: one } : one;
    act(() => vi.advanceTimersByTime(pause));
    down(stroke, performance.now());
    up(stroke, performance.now());
  }
}

export const rest = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));
