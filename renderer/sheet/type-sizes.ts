import type { Card } from '../../shared/model.ts';

/** How small the type of a text has to be to stay on its card; the sizes themselves are in the style sheet. */
export type TypeSize = 'normal' | 'small' | 'smallest';

function sizeFor(characters: number, normalUpTo: number, smallUpTo: number): TypeSize {
  if (characters <= normalUpTo) return 'normal';
  return characters <= smallUpTo ? 'small' : 'smallest';
}

/** For all that may have to be typed; an activation code has up to 255 characters. */
export function codesSize({ smdpAddress, matchingId }: Card): TypeSize {
  return sizeFor(smdpAddress.length + matchingId.length, 70, 130);
}

/** What the mark of the practice takes of the room for names, in characters. */
const PRACTICE_MARK = 50;

/** For the name and the reference, which share the room between the bundle and the codes. */
export function referenceSize({ name, reference }: Card, practice: boolean): TypeSize {
  return sizeFor(name.length + reference.length + (practice ? PRACTICE_MARK : 0), 60, 110);
}
