// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { useRef } from 'react';
import { describe, expect, it } from 'vitest';
import { OrderPanel } from '../../renderer/screens/provision/OrderPanel.tsx';
import { useAccount } from '../../renderer/stores/account.ts';
import { chooseBundle } from '../../renderer/stores/order.ts';
import { useStock } from '../../renderer/stores/stock.ts';
import { StationError } from '../../shared/errors.ts';
import type { AccountStatus } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, installBridge } from './bridge.ts';
import { account, BATCH_ID, BUNDLE } from './data.ts';
import { act, render, screen } from './dom.ts';

function Panel() {
  return <OrderPanel nextRef={useRef(null)} searchRef={useRef(null)} />;
}

function open(answers: Answers = {}, status: AccountStatus = account()) {
  const bridge = installBridge(answers);
  act(() => {
    useAccount.setState({ status });
    useStock.setState({ bundles: [stockBundle({ remaining: 100 })] });
    chooseBundle(BUNDLE);
  });
  render(<Panel />);
  return { bridge, user: userEvent.setup(), quantity: screen.getByLabelText('How many eSIMs?') };
}

const submit = () => screen.getByRole('button', { name: /^Provision/ });

describe('the order', () => {
  it('says what it takes from the stock and what stays, as the quantity is typed', async () => {
    const { user, quantity } = open();
    await user.clear(quantity);
    await user.type(quantity, '24');
    expect(screen.getByText('Takes 24 of 100 from stock, 76 stay.')).toBeDefined();
    expect(screen.getByText('Spends stock. Cannot be taken back.')).toBeDefined();
    expect(submit().textContent).toBe('Provision 24 eSIMs');
  });

  it('says in practice that nothing is spent', () => {
    open({}, account({ mode: 'practice' }));
    expect(screen.getByText('Practice: nothing is spent.')).toBeDefined();
    expect(screen.queryByText(/Spends stock/)).toBeNull();
  });

  it.each(['0', '-3', '1.5', 'ten', '', ' ', '1e2'])('takes no quantity %j, and does not correct it', async (typed) => {
    const { user, quantity } = open();
    await user.clear(quantity);
    if (typed) await user.type(quantity, typed);
    await user.tab();
    expect(screen.getByText('Enter a whole number from 1.')).toBeDefined();
    expect(quantity).toHaveProperty('value', typed);
    expect(submit()).toHaveProperty('disabled', true);
    expect(screen.queryByText(/from stock/)).toBeNull();
  });

  it('takes no more than the stock holds, and does not correct it', async () => {
    const { user, quantity } = open();
    await user.clear(quantity);
    await user.type(quantity, '101');
    await user.tab();
    expect(screen.getByText('Only 100 in stock.')).toBeDefined();
    expect(quantity).toHaveProperty('value', '101');
    expect(submit()).toHaveProperty('disabled', true);
    await user.clear(quantity);
    await user.type(quantity, '100');
    expect(screen.getByText('Takes 100 of 100 from stock, none stay.')).toBeDefined();
    expect(submit()).toHaveProperty('disabled', false);
  });

  it('steps within one and the stock, by button and by arrow key', async () => {
    const { user, quantity } = open();
    expect(screen.getByRole('button', { name: 'One fewer' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'One more' }));
    expect(quantity).toHaveProperty('value', '2');
    await user.type(quantity, '{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(quantity).toHaveProperty('value', '1');
    await user.clear(quantity);
    await user.type(quantity, '100{ArrowUp}');
    expect(quantity).toHaveProperty('value', '100');
    expect(screen.getByRole('button', { name: 'One more' })).toHaveProperty('disabled', true);
  });

  it('offers only common quantities that the stock holds', async () => {
    const { user, quantity } = open();
    act(() => useStock.setState({ bundles: [stockBundle({ remaining: 12 })] }));
    expect(screen.getByRole('button', { name: '24' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: '10' }));
    expect(quantity).toHaveProperty('value', '10');
  });

  it('is placed once, with the reference, however often it is asked for', async () => {
    let answer = (_: { id: string }) => {};
    const { user, quantity, bridge } = open({
      batches: {
        create: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      },
    });
    await user.clear(quantity);
    await user.type(quantity, '3');
    await user.type(screen.getByLabelText('Customer or event'), ' Harbour Festival ');
    await user.dblClick(submit());
    expect(screen.getByRole('button', { name: 'Starting…' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Starting…' }));
    await act(async () => answer({ id: BATCH_ID }));
    expect(bridge.calls).toEqual([
      ['batches.create', { lines: [{ bundle: BUNDLE, quantity: 3 }], reference: 'Harbour Festival', startsAt: null }],
    ]);
  });

  it('leads with Enter to the review, and orders with Enter there', async () => {
    const { user, quantity, bridge } = open({ batches: { create: () => ({ id: BATCH_ID }) } });
    await user.click(quantity);
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(submit());
    expect(bridge.calls).toEqual([]);
    await user.keyboard('{Enter}');
    expect(bridge.calls).toHaveLength(1);
  });

  it('is placed with Enter in the last field, and not by a key held down', async () => {
    const { user, bridge } = open({ batches: { create: () => ({ id: BATCH_ID }) } });
    await user.click(screen.getByLabelText('Customer or event'));
    await user.keyboard('Table 12{Enter>4/}');
    expect(bridge.calls).toHaveLength(1);
  });

  it('says why it was refused, and stays as it was filled in', async () => {
    const { user, quantity } = open({
      batches: {
        create: () => {
          throw new StationError('plan.stock', { left: 2, wanted: 3, bundle: BUNDLE });
        },
      },
    });
    await user.clear(quantity);
    await user.type(quantity, '3');
    await user.click(submit());
    expect(screen.getByRole('alert').textContent).toContain('The stock holds only 2 bundles of');
    expect(quantity).toHaveProperty('value', '3');
    expect(submit().textContent).toBe('Provision 3 eSIMs');
  });
});
