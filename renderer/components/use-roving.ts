import { type FocusEvent, type KeyboardEvent, useState } from 'react';

/** Marks the elements that take turns: `<button data-roving …>`. */
const SELECTOR = '[data-roving]';

function elementsIn(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(SELECTOR)];
}

/** How many elements stand in the first row as it is laid out now. */
function columnsOf(elements: readonly HTMLElement[]): number {
  const top = elements[0]?.getBoundingClientRect().top ?? 0;
  const second = elements.findIndex((element) => element.getBoundingClientRect().top > top + 1);
  return second === -1 ? elements.length : second;
}

function targetIndex(key: string, index: number, elements: readonly HTMLElement[]): number | null {
  switch (key) {
    case 'ArrowRight':
      return index + 1;
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowDown':
      return index + columnsOf(elements);
    case 'ArrowUp':
      return index - columnsOf(elements);
    case 'Home':
      return 0;
    case 'End':
      return elements.length - 1;
    default:
      return null;
  }
}

/**
 * One tab stop for many elements, among which the arrow keys move (the roving tabindex of the ARIA practices). Made for a thousand
 * of them that change many times a second, where a collection component takes half a second for each change.
 */
export function useRoving() {
  /** Index of the element that the tab key reaches. */
  const [current, setCurrent] = useState(0);

  function onFocus(event: FocusEvent<HTMLElement>) {
    const index = elementsIn(event.currentTarget).indexOf(event.target);
    if (index !== -1) setCurrent(index);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const elements = elementsIn(event.currentTarget);
    const index = targetIndex(event.key, current, elements);
    const target = index === null ? undefined : elements[index];
    if (index === null) return;
    event.preventDefault();
    target?.focus();
  }

  return { current, container: { onFocus, onKeyDown } };
}
