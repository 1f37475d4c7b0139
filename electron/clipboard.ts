/** Long enough to paste a code where it is wanted; afterwards anybody at the computer could. Milliseconds. */
const FORGET_MS = 60_000;

/** Electron's; older ones answer without a promise. */
export interface SystemClipboard {
  readText(): Promise<string> | string;
  clear(): void;
}

export type Copied = ReturnType<typeof watchClipboard>;

/** Takes codes that were copied off the clipboard again. What anybody has copied since is theirs, and stays. */
export function watchClipboard(clipboard: SystemClipboard, onError: (error: unknown) => void) {
  let last: { text: string; timer: NodeJS.Timeout } | null = null;

  async function forget(): Promise<void> {
    if (!last) return;
    const { text, timer } = last;
    clearTimeout(timer);
    last = null;
    if ((await clipboard.readText()) === text) clipboard.clear();
  }

  return {
    /** Forgets it in a minute. */
    forgetLater(text: string): void {
      if (last) clearTimeout(last.timer);
      last = { text, timer: setTimeout(() => forget().catch(onError), FORGET_MS) };
    },
    /** Now, for at the end of the program nobody does it later. */
    forget,
  };
}
