import { loadAccount, showAccount, useAccount } from './account.ts';
import { applyProgress, forgetBatch } from './batch.ts';
import { forgetHistory, updateHistory } from './history.ts';
import { forgetManifest } from './manifest.ts';
import { openSection } from './navigation.ts';
import { newOrder } from './order.ts';
import { loadPreferences, showPreferences } from './preferences.ts';
import { forgetScans } from './scans.ts';
import { forgetStock } from './stock.ts';
import { forgetTopUp } from './top-up.ts';

/** Practice and each account have their own stock and history: nothing of one may stay on the screen of the other. */
function forgetEverything(): void {
  forgetStock();
  forgetHistory();
  forgetBatch();
  forgetTopUp();
  forgetManifest();
  forgetScans();
  newOrder();
}

/**
 * Connects the stores with the main process, and is the one place where they know of each other.
 * @returns ends the listening
 */
export function startSession(): () => void {
  const ends = [
    window.station.on.account(showAccount),
    window.station.on.preferences(showPreferences),
    window.station.on.batch((progress) => {
      applyProgress(progress);
      updateHistory(progress.batch);
    }),
    useAccount.subscribe(({ status: now }, { status: before }) => {
      const same = now?.mode === before?.mode && now?.historyId === before?.historyId;
      if (!before || (same && now?.connected === before.connected)) return;
      forgetEverything();
      if (!same) openSection('provision');
    }),
  ];
  void loadAccount();
  // Without preferences the system's theme is a good one, and saving them tells what is wrong.
  loadPreferences().catch(() => undefined);
  return () => {
    for (const end of ends) end();
  };
}
