import type { Mode } from '../shared/model.ts';
import { askWhereToSave } from './dialogs.ts';
import { saveFile } from './files.ts';
import type { Desk } from './ipc/index.ts';
import type { SettingsStore } from './settings.ts';
import type { Sheets } from './sheets/index.ts';
import { openStation, type Station, type StationOptions } from './station.ts';

interface Options {
  station: Omit<StationOptions, 'mode'>;
  settings: SettingsStore;
  sheets: Sheets;
  accountChanged: (station: Station) => void;
  preferencesChanged: () => void;
}

/** The one station that the windows work at. Opening it goes on with everything that was unfinished. */
export async function openDesk(options: Options): Promise<Desk & { close(): Promise<void> }> {
  const { settings } = options;
  let station = await open(settings.get().mode);
  let switching: Promise<void> = Promise.resolve();

  async function open(mode: Mode): Promise<Station> {
    const opened = await openStation({ ...options.station, mode });
    if (opened.account.key()) opened.provisioning.resumeAll();
    return opened;
  }

  async function switchNow(mode: Mode): Promise<void> {
    if (station.mode === mode) return;
    // The new one first: when it cannot be opened, the old one is still there.
    const next = await open(mode);
    const last = station;
    station = next;
    settings.set({ mode });
    await last.close();
  }

  return {
    station: () => station,
    switchTo(mode) {
      // One after the other, however quickly somebody clicks.
      switching = switching.catch(() => {}).then(() => switchNow(mode));
      return switching;
    },
    sheets: options.sheets,
    settings,
    async save({ name, type }, content) {
      const file = await askWhereToSave({
        defaultName: name,
        filters: [{ name: type.toUpperCase(), extensions: [type] }],
      });
      if (!file) return null;
      await saveFile(file, content);
      return { file };
    },
    accountChanged: () => options.accountChanged(station),
    preferencesChanged: options.preferencesChanged,
    close: () => station.close(),
  };
}
