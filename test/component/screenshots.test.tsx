// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ScreenshotSettings } from '../../renderer/screens/settings/ScreenshotSettings.tsx';
import { showPreferences } from '../../renderer/stores/preferences.ts';
import { USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import type { Preferences } from '../../shared/model.ts';
import { installBridge } from './bridge.ts';
import { act, render, screen } from './dom.ts';

it('screenshots are refused until somebody allows them', async () => {
  const preferences: Preferences = { theme: 'dark', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' };
  const { calls } = installBridge({ preferences: { set: (change) => ({ ...preferences, ...change }) } });
  act(() => showPreferences(preferences));
  render(<ScreenshotSettings />);
  const isChosen = (name: string) => screen.getByRole('radio', { name }).getAttribute('aria-checked') === 'true';
  expect([isChosen('Refused'), isChosen('Allowed')]).toEqual([true, false]);
  await userEvent.click(screen.getByRole('radio', { name: 'Allowed' }));
  expect(calls).toEqual([['preferences.set', { screenshots: 'allowed' }]]);
  expect([isChosen('Refused'), isChosen('Allowed')]).toEqual([false, true]);
});
