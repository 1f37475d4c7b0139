import type { Mode } from '../shared/model.ts';
import type { Copied } from './clipboard.ts';
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
  copied: Copied;
  accountChanged: (station: Station) => void;
  preferencesChanged: () => void;
}

/** The one station that the windows work at. Opening it goes on with everything that was unfinished. */
export async function openDesk(options: Options): Promise<Desk & { close(): Promise<void> }> {
  const { settings } = options;
  let station = await open(settings.get().mode);
  let switching: Promise<void> = Promise.resolve();
  checkAccount(station);

  async function open(mode: Mode): Promise<Station> {
    const opened = await openStation({ ...options.station, mode, onOtherAccount: () => leave(opened) });
    if (opened.account.key()) opened.provisioning.resumeAll();
    return opened;
  }

  /** Without the network, what is wrong is said as soon as something is to be sent. */
  function checkAccount(opened: Station): void {
    opened.account
      .mustBeOurs()
      .then(() => {
        if (opened === station) options.accountChanged(station);
      })
      .catch(() => {});
  }

  /** Its key turned out to be another account's, whose history opens by itself. */
  function leave(left: Station): void {
    inTurn(async () => {
      if (left !== station) return;
      await replaceBy(left.mode);
      options.accountChanged(station);
    }).catch((error: unknown) => options.station.onError?.(error));
  }

  async function replaceBy(mode: Mode): Promise<void> {
    // The new one first: when it cannot be opened, the old one is still there.
    const next = await open(mode);
    const last = station;
    station = next;
    settings.set({ mode });
    checkAccount(next);
    await last.close();
  }

  /** One after the other, however quickly somebody clicks. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    switching = switching.catch(() => {}).then(change);
    return switching;
  }

  return {
    station: () => station,
    switchTo: (mode) =>
      inTurn(async () => {
        if (station.mode !== mode) await replaceBy(mode);
      }),
    openOther: () => inTurn(() => replaceBy(station.mode)),
    sheets: options.sheets,
    copied: options.copied,
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
