import path from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter, type SaveDialogOptions } from 'electron';

/** Where the operator wants a file, null when they changed their mind. */
export async function askWhereToSave(ask: {
  window?: BrowserWindow | undefined;
  defaultName: string;
  filters: FileFilter[];
}): Promise<string | null> {
  const options: SaveDialogOptions = {
    defaultPath: path.join(app.getPath('documents'), ask.defaultName),
    filters: ask.filters,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  };
  const answer = await (ask.window ? dialog.showSaveDialog(ask.window, options) : dialog.showSaveDialog(options));
  return answer.canceled || answer.filePath === '' ? null : answer.filePath;
}
