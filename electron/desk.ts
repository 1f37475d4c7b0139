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
    const opened = await openStation({ ...options.station, mode, onOtherAccount });
    if (!opened.account.key()) return opened;
    opened.provisioning.resumeAll();
    const { organisation } = opened.account.status();
    opened.account.mustBeOurs().then(
      () => organisation === null && opened === station && options.accountChanged(station),
      // Without the network it is said as soon as something is to be sent.
      () => {},
    );
    return opened;
  }

  /** The key is another account's, as it turned out: its history opens by itself. */
  function onOtherAccount(): void {
    reopen()
      .then(() => options.accountChanged(station))
      .catch((error: unknown) => options.station.onError?.(error));
  }

  async function replaceBy(mode: Mode): Promise<void> {
    // The new one first: when it cannot be opened, the old one is still there.
    const next = await open(mode);
    const last = station;
    station = next;
    settings.set({ mode });
    await last.close();
  }

  /** One after the other, however quickly somebody clicks. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    switching = switching.catch(() => {}).then(change);
    return switching;
  }

  const reopen = () => inTurn(() => replaceBy(station.mode));

  return {
    station: () => station,
    switchTo: (mode) =>
      inTurn(async () => {
        if (station.mode !== mode) await replaceBy(mode);
      }),
    reopen,
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
