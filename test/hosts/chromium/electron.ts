/** What `import … from 'electron'` means to a program on this host. */
import { app } from './app.ts';
import { ipcMain } from './ipc.ts';
import { defaultSession, protocol } from './session.ts';
import { clipboard, dialog, Menu, nativeTheme, shell } from './system.ts';
import { BrowserWindow } from './windows.ts';

const session = { defaultSession };

export { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, nativeTheme, protocol, session, shell };

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  session,
  shell,
} satisfies {
  [Name in keyof typeof import('electron')]?: unknown;
};

// biome-ignore lint/style/noDefaultExport: Electron has one, and electron-store imports it
export default electron;
