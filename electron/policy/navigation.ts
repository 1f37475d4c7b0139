import { type PageKind, pageKindOf } from './origin.ts';

/** A window stays on the page it was made for: everything else, our other page included, is refused. */
export function mayNavigate(window: PageKind | null, address: string): boolean {
  return window !== null && pageKindOf(address) === window;
}
