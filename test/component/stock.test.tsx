// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StockScreen } from '../../renderer/screens/stock/StockScreen.tsx';
import { StationError } from '../../shared/errors.ts';
import type { CatalogueBundle, Quote } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, installBridge } from './bridge.ts';
import { oneAct } from './care-data.ts';
import { BUNDLE } from './data.ts';
import { render, screen, within } from './dom.ts';

const bundle: CatalogueBundle = {
  name: BUNDLE,
  description: '',
  countries: [{ iso: 'GB', name: 'United Kingdom', region: 'Europe' }],
  roaming: [],
  dataMb: 1000,
  unlimited: false,
  days: 7,
  speeds: ['4G'],
  price: 1.5,
};

const soon = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString();

function install(stock: Answers['stock'] = {}) {
  return installBridge({
    stock: {
      list: () => [
        stockBundle({
          remaining: 3,
          expires: soon,
          lots: [
            { id: 1200345, total: 50, remaining: 3, expires: soon },
            { id: 1200346, total: 10, remaining: 0, expires: null },
          ],
        }),
        stockBundle({ name: 'esim_1GB_7D_US_V2', lots: [{ id: 1200347, total: 200, remaining: 100, expires: null }] }),
      ],
      catalogue: () => [bundle],
      coverage: () => ({
        bundle,
        countries: [{ iso: 'GB', name: 'United Kingdom', networks: [{ name: 'EE', speeds: ['4G', '5G'] }] }],
      }),
      acts: () => [],
      ...stock,
    },
  });
}

function open() {
  const user = userEvent.setup();
  render(<StockScreen />);
  return user;
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });

// jsdom has no layout: a list that draws only what is in sight would draw nothing.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the inventory', () => {
  it('shows each lot, and warns of what runs out and what expires', async () => {
    install();
    const user = open();
    expect(await screen.findByText('1 bundle is nearly sold out.')).toBeDefined();
    expect(screen.getByText('1 bundle has stock that expires within two weeks.')).toBeDefined();
    expect(screen.getByText('3 of 50 left')).toBeDefined();
    expect(screen.getByText('100 of 200 left')).toBeDefined();
    expect(button('Give back from lot 1200346').hasAttribute('disabled')).toBe(true);
    await user.type(screen.getByLabelText('Search the stock'), 'united states');
    expect(screen.queryByText('3 of 50 left')).toBeNull();
  });

  it('gives a part of a lot back, never more than is left', async () => {
    const bridge = install({ refund: () => ({ outcome: 'done', said: 'Successfully refunded' }) });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Give back from lot 1200345' }));
    const dialog = within(screen.getByRole('dialog'));
    const quantity = dialog.getByLabelText('How many?');
    await user.clear(quantity);
    expect(dialog.getByRole('button', { name: 'Give back' }).hasAttribute('disabled')).toBe(true);
    await user.type(quantity, '4');
    expect(dialog.getByText('Enter a whole number from 1 to 3.')).toBeDefined();
    await user.clear(quantity);
    await user.type(quantity, '2');
    await user.click(dialog.getByRole('button', { name: 'Give back 2 bundles' }));
    expect(await screen.findByText(/“Successfully refunded”/)).toBeDefined();
    expect(bridge.calls.slice(-2)).toEqual([
      ['stock.refund', { lot: 1200345, quantity: 2, bundle: BUNDLE }],
      ['stock.list', undefined],
    ]);
  });

  it('says why nothing is taken back', async () => {
    install({
      refund: () => {
        throw new StationError('api.refused', { text: 'Refunds are disabled' });
      },
    });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Give back from lot 1200345' }));
    await user.keyboard('{Enter}');
    expect(within(screen.getByRole('dialog')).getByText(/Refunds are disabled/)).toBeDefined();
  });
});

describe('buying into stock', () => {
  const quote = (changes: Partial<Quote> = {}) => ({
    quote: ({ quantity }: { quantity: number }) => ({
      bundle: BUNDLE,
      quantity,
      total: quantity * 1.5,
      currency: 'USD',
      balance: 60,
      valid: quantity <= 40,
      ...changes,
    }),
  });

  async function choose() {
    const user = open();
    await user.click(screen.getByRole('tab', { name: 'Catalogue' }));
    await user.click(await screen.findByRole('option', { name: /United Kingdom/ }));
    return user;
  }

  async function ask(user: Awaited<ReturnType<typeof choose>>, quantity: string) {
    const field = screen.getByLabelText('How many?');
    await user.clear(field);
    await user.type(field, `${quantity}{Enter}`);
  }

  it('shows where a bundle works before it is bought', async () => {
    install();
    await choose();
    expect(await screen.findByText('EE 4G 5G')).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
  });

  it('charges only after the price was shown, and only once', async () => {
    const bridge = install({ ...quote(), buy: () => ({ outcome: 'done', said: 'Order completed' }) });
    const user = await choose();
    await ask(user, '10');
    expect(await screen.findByText('Balance after it')).toBeDefined();
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('stock.buy');
    await user.click(button(/^Buy 10 for .*15\.00$/));
    expect(await screen.findByText('Bought 10 bundles into stock. eSIM Go says: “Order completed”.')).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Buy 10/ })).toBeNull();
    expect(bridge.calls.filter(([verb]) => verb === 'stock.buy')).toEqual([
      ['stock.buy', { bundle: BUNDLE, quantity: 10, total: 15, currency: 'USD' }],
    ]);
  });

  it('says that the balance is too little before anything is charged', async () => {
    install(quote());
    const user = await choose();
    await ask(user, '50');
    expect(
      await screen.findByText(/^The balance of .*60\.00 is not enough for .*75\.00\. Nothing is charged/),
    ).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
  });

  it('says that eSIM Go would not accept the order, where the balance does not tell why', async () => {
    install(quote({ balance: null, valid: false }));
    const user = await choose();
    await ask(user, '2');
    expect(await screen.findByText(/^The API would not accept this order/)).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
  });

  it('forgets the price when the quantity changes', async () => {
    install(quote());
    const user = await choose();
    await ask(user, '2');
    expect(await screen.findByRole('button', { name: /^Buy 2 for/ })).toBeDefined();
    await user.type(screen.getByLabelText('How many?'), '0');
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
  });

  it('says when nobody knows whether it was bought, and does not offer it again at once', async () => {
    install({ ...quote(), buy: () => ({ outcome: 'unknown', problem: { code: 'unknown.order', params: {} } }) });
    const user = await choose();
    await ask(user, '1');
    await user.click(await screen.findByRole('button', { name: /^Buy 1 for/ }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The purchase was sent but its answer got lost/);
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
  });

  it('lists what was bought and given back, with its outcome', async () => {
    install({
      acts: () => [
        oneAct({
          kind: 'order',
          about: BUNDLE,
          outcome: 'unknown',
          problem: { code: 'unknown.order', params: {} },
        }),
        oneAct({ id: '2', kind: 'refund', about: BUNDLE }),
      ],
    });
    const user = open();
    await user.click(screen.getByRole('tab', { name: 'Purchases' }));
    expect(
      await screen.findByRole('row', { name: /^Purchase .*Outcome unknown.*answer got lost.*Marta/ }),
    ).toBeDefined();
    expect(screen.getByRole('row', { name: /^Refund .*Done Marta/ })).toBeDefined();
  });
});
