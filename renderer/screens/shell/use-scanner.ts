import { useEffect } from 'react';
import { scanned } from '../../stores/scans.ts';
import { LONGEST_PAUSE_MS, NO_BURST, press, SILENCE_MS, silence } from './scan.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What stood in a text field before the scanner began to type into it. */
interface Before {
  field: TextField;
  value: string;
}

function textFieldOf(target: EventTarget | null): TextField | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

/** Fields that are there to be scanned into (`data-scans`) need no Enter: nobody types in them what is no ICCID. */
function isForScans(field: TextField): boolean {
  return field.dataset.scans !== undefined;
}

/** Gives a field its value back in a way that React takes for typing. */
function restore({ field, value }: Before): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * Listens to the whole window before anything else does: a scanned ICCID opens its eSIM wherever the focus is, unless the screen
 * collects them. In a text field only a burst that ends with Enter counts; until then the digits are the field's own.
 */
function listen(): () => void {
  let burst = NO_BURST;
  let before: Before | null = null;
  /** When the last digit of a burst came that silence has completed; its Enter may still be on its way on a busy page. */
  let completedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onKeyDown(event: KeyboardEvent): void {
    // A list that is steered from its search field gets a copy of each key of that field; a key is pressed once.
    if (event.target instanceof Element && event.target !== document.activeElement) return;
    // Modifiers come alone before the key they modify.
    if (['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'NumLock'].includes(event.key)) return;
    clearTimeout(timer);
    if (event.key === 'Enter' && event.timeStamp - completedAt <= LONGEST_PAUSE_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    const field = textFieldOf(event.target);
    const result = press(burst, { key: modified ? '' : event.key, at: event.timeStamp, repeat: event.repeat });
    burst = result.burst;
    if (burst.digits.length === 1) before = field && { field, value: field.value };
    if (result.iccid !== null) {
      // This Enter is the scanner's: it must not press the button or send the form that has the focus.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (before) restore(before);
      scanned(result.iccid);
      return;
    }
    if (burst.digits !== '' && (!field || isForScans(field))) {
      timer = setTimeout(() => {
        const iccid = silence(burst);
        // On a busy page the timer can fire while keys are waiting. A burst that is not complete is left to them: how much time
        // lay between the keys is for their own time stamps to say.
        if (iccid === null) return;
        completedAt = burst.lastAt;
        burst = NO_BURST;
        if (before) restore(before);
        scanned(iccid);
      }, SILENCE_MS);
    }
  }

  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

export function useScanner(): void {
  useEffect(listen, []);
}
