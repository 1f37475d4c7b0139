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

export function referenceSize({ reference }: Card): TypeSize {
  return sizeFor(reference.length, 60, 110);
}
