import { useEffect } from 'react';
import { back, openSection, SECTIONS } from '../../stores/navigation.ts';

/** Alt+1 to Alt+4 for the sections, Alt+Left to go back. By the key's place: on a Mac, Alt and a digit type another character. */
function onKeyDown(event: KeyboardEvent): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const section = SECTIONS.find((_, index) => event.code === `Digit${index + 1}`);
  if (section) openSection(section);
  else if (event.code === 'ArrowLeft') back();
  else return;
  event.preventDefault();
}

export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
