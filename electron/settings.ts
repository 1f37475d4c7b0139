import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { z } from 'zod';
import { MAX_SCANNER_PREFIX } from '../shared/limits.ts';
import { type Preferences, SCREENSHOTS } from '../shared/model.ts';
import type { Log } from './log.ts';

/** What the station remembers about itself; nothing here is secret. A change of shape is a new version with a step to it. */
const schema = z.object({
  version: z.literal(1),
  mode: z.enum(['live', 'practice']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Written beside every call that may spend stock. */
  operator: z.string().min(1).max(80),
  /** The keyboard-wedge scanner of this desk. */
  scanner: z.object({
    prefix: z.string().max(MAX_SCANNER_PREFIX),
    suffix: z.enum(['Enter', 'Tab', 'none']),
    speed: z.enum(['usual', 'slow']),
  }),
  screenshots: z.enum(SCREENSHOTS),
});

export type Settings = z.output<typeof schema>;

/** What of it the windows show and change. */
export function preferencesOf({ theme, operator, scanner, screenshots }: Settings): Preferences {
  return { theme, operator, scanner, screenshots };
}

export interface SettingsStore {
  get(): Settings;
  set(change: Partial<Omit<Settings, 'version'>>): Settings;
}

/**
 * Opens `settings.json` of a profile folder. A file that cannot be understood is kept aside as `settings.broken.json`, and the
 * station starts with defaults: nothing in it is worth not starting for.
 */
export function openSettings(folder: string, defaultOperator: string, log: Log): SettingsStore {
  const defaults: Settings = {
    ...{ version: 1, mode: 'live', theme: 'system', operator: defaultOperator },
    scanner: { prefix: '', suffix: 'Enter', speed: 'usual' },
    screenshots: 'refused',
  };
  const open = () =>
    new ElectronStore<Settings>({ cwd: folder, name: 'settings', accessPropertiesByDotNotation: false });
  const keepAside = () => {
    log('settings-broken');
    copyFileSync(join(folder, 'settings.json'), join(folder, 'settings.broken.json'));
  };

  let store: ElectronStore<Settings>;
  try {
    store = open();
  } catch {
    keepAside();
    store = new ElectronStore<Settings>({
      cwd: folder,
      name: 'settings',
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: true,
    });
  }
  const read = schema.safeParse({ ...defaults, ...store.store });
  if (!read.success) keepAside();
  let settings = read.success ? read.data : defaults;
  // Written back, so that what no version knows any more does not linger on the disk.
  store.store = settings;

  return {
    get: () => settings,
    set(change) {
      settings = schema.parse({ ...settings, ...change });
      store.store = settings;
      return settings;
    },
  };
}
