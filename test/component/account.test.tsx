// @vitest-environment jsdom

import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../renderer/App.tsx';
import { useOrder } from '../../renderer/stores/order.ts';
import { USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { startSession } from '../../renderer/stores/session.ts';
import type { AccountNotice, AccountStatus } from '../../shared/model.ts';
import { installBridge } from './bridge.ts';
import { account } from './data.ts';
import { act, render, screen } from './dom.ts';

let end = () => {};
afterEach(() => end());

async function openApp(status: AccountStatus) {
  const bridge = installBridge({
    preferences: { get: () => ({ theme: 'dark', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' }) },
    stock: { list: () => [] },
    account: { status: () => status },
  });
  end = startSession();
  render(<App />);
  await act(async () => {});
  return bridge;
}

describe('what is unusual about the history that is open', () => {
  it.each<[AccountNotice, RegExp]>([
    ['other-account', /history of Example Travel Ltd is open now/],
    ['unchecked', /Nothing is sent before the account has answered/],
    ['older', /older copy that was put back/],
    ['copied', /copied from another computer/],
    ['marks', /marked and this history does not know/],
  ])('is said on the screen: %s', async (notice, words) => {
    await openApp(account({ notices: [notice] }));
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('says nothing when there is nothing', async () => {
    await openApp(account());
    expect(screen.queryByText(/history/i, { selector: 'p' })).toBeNull();
  });
});

describe('another history', () => {
  it('takes nothing over that was typed for the account before', async () => {
    const { emit } = await openApp(account());
    act(() => useOrder.setState({ reference: 'Spring Fair' }));
    emit('account', account({ organisation: 'Example Travel Limited' }));
    expect(useOrder.getState().reference).toBe('Spring Fair');
    emit('account', account({ historyId: '0123456789ab', notices: ['other-account'] }));
    expect(useOrder.getState().reference).toBe('');
  });
});
