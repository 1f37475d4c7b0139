/** Starts the built program for a test, on the host that is there. */
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium/launch.ts';
import { electronBinary, launchElectron } from './electron.ts';

export interface Exit {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface LaunchOptions {
  /** Folder of everything the program keeps. */
  profile: string;
  args?: string[];
  env?: Record<string, string>;
}

/** The running program. */
export interface Station {
  host: Host;
  pid: number;
  /** The first window that people see, once its page is there. */
  window(): Promise<Page>;
  /** What the next save dialog answers; null cancels it. Without an answer every dialog is cancelled. */
  answerSaveDialog(file: string | null): Promise<void>;
  /** Addresses that the program has handed to the system's browser. */
  openedAddresses(): Promise<string[]>;
  /** Ends the process that draws the windows, as a fault in it does. */
  crashPages(): Promise<void>;
  /** Ends it as a person does, and waits for the end. */
  close(): Promise<Exit>;
  /** Ends it as a power cut does, and waits for the end. */
  kill(): Promise<Exit>;
  exited: Promise<Exit>;
  /** What it has said on the standard error so far. */
  stderr(): string;
}

export type Host = 'electron' | 'chromium';

/** `STATION_HOST` decides, else Electron is taken where it can run. */
export function chooseHost(): Host {
  const wanted = process.env.STATION_HOST;
  if (wanted === 'electron' || wanted === 'chromium') return wanted;
  if (wanted) throw new Error(`STATION_HOST is "${wanted}"; it can be "electron" or "chromium"`);
  const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
  return hasScreen && electronBinary() ? 'electron' : 'chromium';
}

export async function launchStation(options: LaunchOptions): Promise<Station> {
  return await (chooseHost() === 'electron' ? launchElectron(options) : launchChromium(options));
}
