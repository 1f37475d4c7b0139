import type { Mode } from '../../shared/model.ts';
import type { Copied } from '../clipboard.ts';
import type { SettingsStore } from '../settings.ts';
import type { Sheets } from '../sheets/index.ts';
import type { Station } from '../station.ts';

/** What the verbs of a window work with. The station is asked for at each call, because switching the mode replaces it. */
export interface Desk {
  station(): Station;
  /** Closes the station and opens the one of the other account. */
  switchTo(mode: Mode): Promise<void>;
  /** Closes the station and opens the history of the account whose key has just been set; it must be another one. */
  openOther(): Promise<void>;
  sheets: Sheets;
  copied: Copied;
  settings: SettingsStore;
  /** Asks the operator for a place and writes the content there; null when they cancelled. */
  save(suggestion: { name: string; type: FileType }, content: Uint8Array | string): Promise<{ file: string } | null>;
  /** Tells the windows. */
  accountChanged(): void;
  preferencesChanged(): void;
}

export type FileType = 'pdf' | 'csv' | 'xlsx' | 'png' | 'txt';
