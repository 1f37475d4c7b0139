/** What belongs to the desktop: theme, menus, dialogs, other programs. Without one, the test at the other end decides. */
import { EventEmitter } from 'node:events';
import type { Clipboard, Dialog, NativeTheme, SaveDialogOptions, Shell } from 'electron';

class Theme extends EventEmitter {
  #source: NativeTheme['themeSource'] = 'system';

  get themeSource(): NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: NativeTheme['themeSource']) {
    this.#source = source;
    this.emit('updated');
  }

  /** There is no desktop whose wish could be followed, so `system` is light. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new Theme();

export const Menu = {
  setApplicationMenu() {},
  buildFromTemplate: () => ({}),
};

const opened: string[] = [];

/** Addresses that the program handed to the system. */
export function openedAddresses(): string[] {
  return [...opened];
}

export const shell: Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'> = {
  async openExternal(address) {
    opened.push(address);
  },
  async openPath(file) {
    opened.push(file);
    return '';
  },
  showItemInFolder(file) {
    opened.push(file);
  },
};

let copied = '';

/** The one of the program; pages have the browser's, which nobody shares without a screen. */
export const clipboard = {
  async readText() {
    return copied;
  },
  async writeText(text: string) {
    copied = text;
  },
  clear() {
    copied = '';
  },
} satisfies { [Name in keyof Clipboard]?: unknown };

const saveAnswers: (string | null)[] = [];

/** @param file null cancels the dialog */
export function answerNextSaveDialog(file: string | null): void {
  saveAnswers.push(file);
}

export const dialog = {
  /** With nobody to ask, the proposed place is taken when the program is used by hand, and nothing is saved in a test. */
  async showSaveDialog(...args: unknown[]) {
    const options = args.at(-1) as SaveDialogOptions;
    const file = saveAnswers.length > 0 ? saveAnswers.shift() : process.send ? null : options.defaultPath;
    return { canceled: !file, filePath: file ?? '' };
  },
  async showMessageBox() {
    return { response: 0, checkboxChecked: false };
  },
  showErrorBox(title: string, content: string) {
    process.stderr.write(`${title}: ${content}\n`);
  },
} satisfies { [Name in keyof Dialog]?: unknown };
