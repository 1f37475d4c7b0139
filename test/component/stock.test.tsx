// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StockScreen } from '../../renderer/screens/stock/StockScreen.tsx';
import { StationError } from '../../shared/errors.ts';
import type { Act, CatalogueBundle, Question, QuestionKind, Quote } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, type BridgeDouble, installBridge } from './bridge.ts';
import { oneAct } from './care-data.ts';
import { BUNDLE, iccid } from './data.ts';
import { act, render, screen, waitFor, within } from './dom.ts';

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
      questions: () => [],
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
  Element.prototype.scrollIntoView ??= () => undefined;
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  vi.useRealTimers();
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

  it('looks at the stock again when it is found out what became of a lost refund', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const bridge = install({
      refund: () => ({ outcome: 'unknown', problem: { code: 'unknown.refund', params: {} } }),
      acts: () => [oneAct({ kind: 'refund', about: BUNDLE, outcome: 'unknown', settled: 'made' })],
    });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Give back from lot 1200345' }));
    await user.keyboard('{Enter}');
    await screen.findByText(/^The refund was sent but its answer got lost/);
    const looked = () => bridge.calls.filter(([verb]) => verb === 'stock.list').length;
    const before = looked();
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(screen.getByText('Refund: it was found out that it was done.')).toBeDefined();
    expect(looked()).toBe(before + 1);
  });

  it('brings what came of a refund into sight, however far below its lot stands', async () => {
    const seen = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
    install({ refund: () => ({ outcome: 'done', said: '' }) });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Give back from lot 1200345' }));
    seen.mockClear();
    await user.keyboard('{Enter}');
    const said = await screen.findByText('The bundles are given back.');
    expect(seen.mock.contexts.some((element) => (element as Element).contains(said))).toBe(true);
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

  it('does not pay another price than was shown, and has it asked for again', async () => {
    const bridge = install({
      ...quote(),
      buy: () => {
        throw new StationError('stock.price', { before: 15, now: 18, currency: 'USD' });
      },
    });
    const user = await choose();
    await ask(user, '10');
    await user.click(await screen.findByRole('button', { name: /^Buy 10 for/ }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The price has changed from 15 to 18 USD/);
    expect(screen.queryByRole('button', { name: /^Buy/ })).toBeNull();
    await user.click(button('Ask for the price'));
    expect(await screen.findByRole('button', { name: /^Buy 10 for/ })).toBeDefined();
    expect(bridge.calls.filter(([verb]) => verb === 'stock.buy')).toHaveLength(1);
  });

  it.each([
    ['made', 'Purchase: it was found out that it was done.'],
    ['not-made', 'Purchase: it was found out that it was never done.'],
    ['left', 'Purchase: it was left as it was, and it is not known whether it was done.'],
  ] as const)('does not say that nobody knows when it is found out: %s', async (settled, words) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let known: Act['settled'] = null;
    const bridge = install({
      ...quote(),
      buy: () => ({ outcome: 'unknown', problem: { code: 'unknown.order', params: {} } }),
      acts: () => [
        oneAct({ kind: 'refund', outcome: 'unknown', settled: 'made' }),
        oneAct({ kind: 'order', about: BUNDLE, outcome: 'unknown', settled: known }),
      ],
    });
    const user = await choose();
    await ask(user, '1');
    await user.click(await screen.findByRole('button', { name: /^Buy 1 for/ }));
    await screen.findByText(/may or may not have been made/);
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(screen.getByText(/may or may not have been made/)).toBeDefined();
    known = settled;
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(screen.getByText(words)).toBeDefined();
    expect(screen.queryByText(/may or may not have been made/)).toBeNull();
    const asked = () => bridge.calls.filter(([verb]) => verb === 'stock.acts').length;
    const before = asked();
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(asked()).toBe(before);
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

  it.each([
    ['made', 'Unknown, found out: done'],
    ['not-made', 'Unknown, found out: never done'],
    ['left', 'Unknown, left as it was'],
  ] as const)('says how one of unknown outcome was settled: %s', async (settled, words) => {
    const problem = { code: 'unknown.order', params: {} } as const;
    install({ acts: () => [oneAct({ kind: 'order', about: BUNDLE, outcome: 'unknown', problem, settled })] });
    const user = open();
    await user.click(screen.getByRole('tab', { name: 'Purchases' }));
    const row = await screen.findByRole('row', { name: /^Purchase/ });
    expect(within(row).getByText(words)).toBeDefined();
    // It is known now.
    expect(within(row).queryByText(/may or may not/)).toBeNull();
  });

  it('shows what was found out while it is looked at', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let settled: Act['settled'] = null;
    install({ acts: () => [oneAct({ kind: 'order', about: BUNDLE, outcome: 'unknown', settled })] });
    const user = open();
    await user.click(screen.getByRole('tab', { name: 'Purchases' }));
    expect(await screen.findByText('Outcome unknown')).toBeDefined();
    settled = 'made';
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(await screen.findByText('Unknown, found out: done')).toBeDefined();
  });
});

describe('what got lost and belongs to no batch', () => {
  const CALL = '0190c0de-0000-7000-8000-0000000000c1';
  const order = (reference: string) => ({
    reference,
    bundle: BUNDLE,
    iccids: [],
    assignedAt: '2026-11-20T09:14:00Z',
  });

  function question(kind: QuestionKind, changes: Partial<Question> = {}): Question {
    return {
      callId: CALL,
      batchId: null,
      kind,
      bundle: BUNDLE,
      quantity: 3,
      sentAt: '2026-11-20T09:13:00Z',
      operator: 'Marta',
      number: 1,
      candidates: [],
      others: false,
      unseen: [],
      stock: { before: 40, now: 43 },
      ...changes,
    };
  }

  function installLost(questions: Question[], stock: Answers['stock'] = {}) {
    const waiting = [...questions];
    const bridge = install({
      questions: () => [...waiting],
      settle: ({ callId }) => {
        waiting.splice(
          waiting.findIndex((one) => one.callId === callId),
          1,
        );
        return null;
      },
      ...stock,
    });
    return bridge;
  }

  async function decide(user = open()) {
    await user.click(await screen.findByRole('button', { name: 'Decide' }));
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findAllByRole('radio');
    const choices = () => dialog.getAllByRole('radio');
    return { user, dialog, choices, words: () => choices().map((radio) => radio.closest('label')?.textContent) };
  }

  const settled = ({ calls }: BridgeDouble) => calls.filter(([verb]) => verb === 'stock.settle');

  it('is nothing to speak of when there is nothing', async () => {
    install();
    open();
    await screen.findByText('3 of 50 left');
    expect(screen.queryByRole('button', { name: 'Decide' })).toBeNull();
  });

  it.each([
    [['order'], /^1 lost purchase waits for a decision: .*Nothing is sent again\.$/],
    [['order', 'order'], /^2 lost purchases wait for a decision/],
    [['refund'], /^1 lost refund waits for a decision/],
    [['revoke'], /^1 lost revoke waits for a decision/],
    [['order', 'revoke'], /^2 lost calls wait for a decision: .*purchases, refunds and revokes/],
  ] as const)('is counted by its kind: %s', async (kinds, words) => {
    installLost(kinds.map((kind, index) => question(kind, { callId: CALL.replace('c1', `c${index + 1}`) })));
    open();
    expect(await screen.findByText(words)).toBeDefined();
  });

  it('comes up while the screen is open', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let waiting: Question[] = [];
    install({ questions: () => waiting });
    open();
    await screen.findByText('3 of 50 left');
    waiting = [question('order')];
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(await screen.findByRole('button', { name: 'Decide' })).toBeDefined();
  });

  it('is said when it cannot be read', async () => {
    install({
      questions: () => {
        throw new StationError('internal');
      },
    });
    open();
    expect(await screen.findByRole('alert')).toBeDefined();
  });

  it('as a purchase shows the orders it may be, never sends again, and has the cautious answer in focus', async () => {
    installLost([question('order', { candidates: [order('ORD-1'), order('ORD-2')], others: true })]);
    const { dialog, choices, words } = await decide();
    expect(dialog.getByRole('heading').textContent).toBe('Were these 3 bundles bought?');
    expect(dialog.getByText('40 before, 43 now')).toBeDefined();
    expect(dialog.getByText('Yes: what is there can be theirs')).toBeDefined();
    expect(words()).toEqual([
      expect.stringMatching(/^It was made: this order is our purchase.*Nothing is sent.*Order ORD-1, made .*2026/),
      expect.stringMatching(/^It was made: this order is our purchase.*Order ORD-2, made /),
      expect.stringMatching(/^It was never made: nothing was bought.*nothing is sent.*before you buy again\.$/),
    ]);
    expect(document.activeElement).toBe(choices()[2]);
    expect(dialog.getByRole('button', { name: 'Choose first' })).toHaveProperty('disabled', true);
  });

  it('as a purchase that two orders fit does not say that nobody else is at work', async () => {
    installLost([question('order', { candidates: [order('ORD-1'), order('ORD-2')], others: false })]);
    const { dialog } = await decide();
    expect(dialog.queryByText('Others on this account')).toBeNull();
  });

  it('as a purchase without any order says so, or that the orders could not be read', async () => {
    installLost([
      question('order'),
      question('order', { callId: CALL.replace('c1', 'c2'), unseen: ['GET /orders'], stock: { before: 1, now: 1 } }),
    ]);
    const { user, dialog } = await decide();
    expect(dialog.getByText('No order that could be this purchase')).toBeDefined();
    await user.keyboard(' ');
    await user.click(dialog.getByRole('button', { name: 'Note it as not bought' }));
    expect(await screen.findByText('The orders of the account')).toBeDefined();
    expect(screen.queryByText('No order that could be this purchase')).toBeNull();
  });

  it('as a refund shows its lot, and nothing of others', async () => {
    installLost([question('refund')]);
    const { dialog, words } = await decide();
    expect(dialog.getByRole('heading').textContent).toBe('Were these 3 bundles given back?');
    expect(dialog.getByText('Left in its lot')).toBeDefined();
    expect(dialog.queryByText('Others on this account')).toBeNull();
    expect(words()).toEqual([
      expect.stringMatching(/^It was done: the 3 bundles were given back/),
      expect.stringMatching(/^It was never done: nothing was given back/),
    ]);
  });

  it('as a revoke shows the eSIM that could not be looked at, and nothing of the stock', async () => {
    const nothing = { before: null, now: null };
    installLost([question('revoke', { quantity: 1, unseen: [iccid(7)], stock: nothing })]);
    const { dialog, words } = await decide();
    expect(dialog.getByRole('heading').textContent).toBe('Was this bundle taken off its eSIM?');
    expect(dialog.getByText('eSIM 8944 4220 0000 0000 007')).toBeDefined();
    expect(dialog.queryByText('Stock of it')).toBeNull();
    expect(words()).toEqual([
      expect.stringMatching(/^It was done: the bundle was taken off/),
      expect.stringMatching(/^It was never done: the bundle is still there/),
    ]);
  });

  it.each([
    ['order', 0, 'Note it as bought', { choice: 'adopt', reference: 'ORD-1' }],
    ['order', 1, 'Note it as not bought', { choice: 'leave', reference: null }],
    ['refund', 0, 'Note it as given back', { choice: 'adopt', reference: null }],
    ['refund', 1, 'Note it as not given back', { choice: 'leave', reference: null }],
    ['revoke', 0, 'Note it as revoked', { choice: 'adopt', reference: null }],
    ['revoke', 1, 'Note it as not revoked', { choice: 'leave', reference: null }],
  ] as const)('as %s is answered with choice %d by “%s”', async (kind, index, words, answer) => {
    const bridge = installLost([question(kind, { candidates: kind === 'order' ? [order('ORD-1')] : [] })]);
    const { user, dialog, choices } = await decide();
    await user.click(choices()[index] as HTMLElement);
    await user.click(dialog.getByRole('button', { name: words }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(settled(bridge)).toEqual([['stock.settle', { callId: CALL, ...answer, number: 1 }]]);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Decide' })).toBeNull());
  });

  it('shows in the list of purchases at once when it is decided', async () => {
    let outcome: Partial<Act> = { settled: null };
    const lost = () => oneAct({ kind: 'order', about: BUNDLE, outcome: 'unknown', ...outcome });
    const waiting = [question('order', { candidates: [order('ORD-1')] })];
    install({
      acts: () => [lost()],
      questions: () => [...waiting],
      settle: () => {
        waiting.pop();
        outcome = { settled: 'made' };
        return null;
      },
    });
    const user = open();
    await user.click(screen.getByRole('tab', { name: 'Purchases' }));
    expect(await screen.findByText('Outcome unknown')).toBeDefined();
    const { dialog, choices } = await decide(user);
    await user.click(choices()[0] as HTMLElement);
    await user.click(dialog.getByRole('button', { name: 'Note it as bought' }));
    expect(await screen.findByText('Unknown, found out: done')).toBeDefined();
  });

  it('that somebody else has decided meanwhile is said to be decided', async () => {
    let waiting = [question('refund')];
    install({
      questions: () => waiting,
      settle: () => {
        waiting = [];
        throw new StationError('reconcile.no-question');
      },
    });
    const { user, choices, dialog } = await decide();
    await user.click(choices()[0] as HTMLElement);
    await user.click(dialog.getByRole('button', { name: 'Note it as given back' }));
    expect(await screen.findByText('Nothing is left to decide.')).toBeDefined();
  });
});
