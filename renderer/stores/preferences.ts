import { create } from 'zustand';
import type { Preferences } from '../../shared/model.ts';
import { unwrap } from '../bridge.ts';

interface PreferencesState {
  preferences: Preferences | null;
}

export const usePreferences = create<PreferencesState>()(() => ({ preferences: null }));

export function showPreferences(preferences: Preferences): void {
  usePreferences.setState({ preferences });
}

export async function loadPreferences(): Promise<void> {
  showPreferences(await unwrap(window.station.preferences.get()));
}

export async function savePreferences(changes: Partial<Preferences>): Promise<void> {
  showPreferences(await unwrap(window.station.preferences.set(changes)));
}
