import { type PageKind, pageKindOf } from './origin.ts';

export interface Sender {
  /** What the window was made for; null when it is not one of ours. */
  window: PageKind | null;
  isMainFrame: boolean;
  address: string;
}

/** Whether a call may be answered at all: the sheet page calls its own domain and no other, and no other page calls that. */
export function mayCall(sender: Sender, domain: string): boolean {
  if (sender.window === null || !sender.isMainFrame || pageKindOf(sender.address) !== sender.window) return false;
  return (domain === 'sheetPage') === (sender.window === 'sheet');
}
