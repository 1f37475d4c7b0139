// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../renderer/App.tsx';
import { USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { startSession } from '../../renderer/stores/session.ts';
import { StationError } from '../../shared/errors.ts';
import type { AccountStatus, Batch } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, installBridge } from './bridge.ts';
import { account, BATCH_ID, BUNDLE, batch, item, items, summary } from './data.ts';
import { act, render, screen, waitFor, within } from './dom.ts';

let end = () => {};
afterEach(() => end());

async function openApp(answers: Answers, status: AccountStatus = account()) {
  const bridge = installBridge({
    preferences: { get: () => ({ theme: 'dark', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' }) },
    ...answers,
    account: { status: () => status, ...answers.account },
  });
  end = startSession();
  render(<App />);
  await act(async () => {});
  return { bridge, user: userEvent.setup() };
}

const stock = [
  stockBundle({ remaining: 40 }),
  stockBundle({ name: 'esim_10GB_30D_REUP_V2', remaining: 3, dataMb: 10_000, days: 30, countries: ['FR', 'DE'] }),
  stockBundle({
    name: 'PARTNER-DEAL',
    description: 'Partner deal Alps',
    dataMb: 2500,
    days: 14,
    countries: ['CH', 'LI'],
  }),
];

describe('without an account', () => {
  const disconnected = account({ connected: false, keyKept: 'none' });

  it('a key can be entered, and is out of the field once it was tried', async () => {
    const { bridge, user } = await openApp(
      {
        account: {
          connect: ({ key }) => {
            if (key === 'good-key') return account();
            throw new StationError('api.unauthorised');
          },
        },
        stock: { list: () => stock },
      },
      disconnected,
    );
    const field = screen.getByLabelText('API key');
    expect(field.getAttribute('type')).toBe('password');
    await user.type(field, 'bad-key');
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(screen.getByRole('alert').textContent).toContain('does not accept this key');
    expect(field).toHaveProperty('value', '');
    await user.type(field, 'good-key{Enter}');
    expect(await screen.findByRole('option', { name: /United Kingdom/ })).toBeDefined();
    expect(bridge.calls).toContainEqual(['account.connect', { key: 'good-key' }]);
  });

  it('one can practise, and sees so on every screen', async () => {
    const { user } = await openApp(
      {
        account: { practise: () => account({ mode: 'practice' }), goLive: () => disconnected },
        stock: { list: () => stock },
        batches: { list: () => ({ batches: [], more: false }) },
      },
      disconnected,
    );
    await user.click(screen.getByRole('button', { name: 'Start practising' }));
    const band = () => screen.queryByRole('region', { name: 'Practice' });
    for (const section of ['Provision', 'History', 'Settings']) {
      await user.click(screen.getByRole('button', { name: section }));
      expect(band()?.textContent).toContain('Nothing is spent');
    }
    await user.click(screen.getByRole('button', { name: 'Go live' }));
    expect(band()).toBeNull();
    expect(screen.getByLabelText('API key')).toBeDefined();
  });

  it('the history can be read', async () => {
    const old = summary(batch({ items: items(['ready']), state: 'ready' }));
    const { user } = await openApp({ batches: { list: () => ({ batches: [old], more: false }) } }, disconnected);
    await user.keyboard('{Alt>}2{/Alt}');
    expect(await screen.findByRole('row', { name: /Harbour Festival/ })).toBeDefined();
  });
});

describe('the stock', () => {
  const names = () => screen.getAllByRole('option').map((option) => option.textContent);

  it('is shown in words, with what is low pointed out', async () => {
    await openApp({ stock: { list: () => stock } });
    expect(names()).toEqual([
      expect.stringMatching(/^Europe\+.*2 countries10 GB30 daysonly 3 left$/),
      expect.stringMatching(/^Partner deal Alps.*2\.5 GB14 days100 left$/),
      expect.stringMatching(/^United Kingdom.*1 GB7 days40 left$/),
    ]);
  });

  it.each([
    ['united', 1],
    ['1gb 7', 1],
    ['france', 1],
    ['PARTNER', 1],
    ['gb', 3],
    ['30 days', 1],
  ])('is filtered by typing %j', async (typed, count) => {
    const { user } = await openApp({ stock: { list: () => stock } });
    await user.type(screen.getByLabelText('Search the stock'), typed);
    expect(names()).toHaveLength(count);
  });

  it('says when nothing matches', async () => {
    const { user } = await openApp({ stock: { list: () => stock } });
    await user.type(screen.getByLabelText('Search the stock'), 'atlantis');
    expect(screen.getByText('Nothing in stock matches “atlantis”')).toBeDefined();
  });

  it('that cannot be loaded says why, and can be asked for again', async () => {
    let online = false;
    const { user } = await openApp({
      stock: {
        list: () => {
          if (online) return stock;
          throw new StationError('api.unreachable', { host: 'api.example.com' });
        },
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The API at api.example.com cannot be reached');
    online = true;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a sale', () => {
  const planned = batch({ items: items(['planned', 'planned', 'planned']) });

  /** Chooses, orders and stands before the running batch, by keyboard alone. */
  async function order(answers: Answers = {}, started: Batch = planned) {
    const opened = await openApp({
      stock: { list: () => stock },
      ...answers,
      batches: { create: () => ({ id: BATCH_ID }), get: () => started, ...answers.batches },
    });
    const { user } = opened;
    await user.type(screen.getByLabelText('Search the stock'), 'kingdom{ArrowDown}{Enter}');
    expect(document.activeElement).toBe(screen.getByLabelText('How many eSIMs?'));
    await user.keyboard('3{Enter}{Enter}');
    await waitFor(() => screen.getByRole('progressbar'));
    return opened;
  }

  it('goes from the search to the progress by keyboard', async () => {
    const { bridge } = await order();
    expect(bridge.calls).toContainEqual([
      'batches.create',
      { lines: [{ bundle: BUNDLE, quantity: 3 }], reference: '', startsAt: null },
    ]);
    expect(screen.getByRole('heading', { name: 'Provisioning…' })).toBeDefined();
  });

  it('takes with Enter what can alone be meant, and nothing that only contains it', async () => {
    const europe = stockBundle({ name: 'esim_5GB_30D_REUP_V2', countries: ['GB', 'FR'] });
    const { bridge, user } = await openApp({ stock: { list: () => [europe, stockBundle({ name: BUNDLE })] } });
    const search = screen.getByLabelText('Search the stock');
    await user.type(search, 'france{Enter}');
    expect(screen.getByText('This is not clear enough to choose one. Point at it with the arrow keys.')).toBeDefined();
    expect(screen.getByRole('option', { name: /Europe/ }).textContent).toContain('includes France');
    expect(screen.queryByLabelText('How many eSIMs?')).toBeNull();
    await user.clear(search);
    await user.type(search, 'king');
    await user.keyboard('{Enter>8/}');
    expect(screen.getAllByRole('option', { selected: true })[0]?.textContent).toContain(BUNDLE);
    expect(document.activeElement).toBe(screen.getByLabelText('How many eSIMs?'));
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('batches.create');
  });

  it('does not begin with a key held down since the choice of the bundle', async () => {
    const { bridge, user } = await openApp({ stock: { list: () => stock } });
    await user.type(screen.getByLabelText('Search the stock'), 'kingdom{ArrowDown}');
    await user.keyboard('{Enter>8/}');
    expect(document.activeElement).toBe(screen.getByLabelText('How many eSIMs?'));
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('batches.create');
  });

  it('shows each step as it happens, and prints when it is done', async () => {
    const { bridge, user } = await order({ sheets: { print: () => true } });
    bridge.emit('batch', {
      batch: summary(batch({ items: items(['ready', 'fetched', 'applying']) })),
      changed: items(['ready', 'fetched', 'applying']),
    });
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1');
    const cells = within(screen.getByRole('region', { name: 'eSIMs of this batch' })).getAllByRole('button');
    expect(cells.map((cell) => cell.getAttribute('aria-label'))).toEqual([
      'eSIM 1 · Ready · 8944 4220 0000 0000 001',
      'eSIM 2 · Code here, being checked · 8944 4220 0000 0000 002',
      'eSIM 3 · Being applied',
    ]);
    expect(screen.queryByRole('button', { name: 'Print' })).toBeNull();

    bridge.emit('batch', {
      batch: summary(batch({ items: items(['ready', 'ready', 'ready']), state: 'ready' })),
      changed: items(['ready', 'ready', 'ready']),
    });
    expect(screen.getByRole('heading', { name: 'All 3 eSIMs are ready' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Print' }));
    expect(await screen.findByText('Sent to the printer.')).toBeDefined();
    expect(bridge.calls).toContainEqual(['sheets.print', { batchId: BATCH_ID }]);
  });

  it('that went wrong in part says why once and still prints the rest', async () => {
    const problem = { code: 'provisioning.item-refused', params: { text: 'no' } } as const;
    const halves = [item(1, 'ready'), item(2, 'failed', { problem }), item(3, 'failed', { problem })];
    await order({}, batch({ items: halves, state: 'attention' }));
    expect(screen.getByRole('heading', { name: '2 eSIMs need attention' })).toBeDefined();
    expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
      'eSIMs 2–3The API did not provision this eSIM. It said: “no”.',
    ]);
    expect(screen.getByRole('button', { name: 'Print' })).toBeDefined();
  });

  it('that stopped can be resumed', async () => {
    const stopped = batch({
      items: items(['ready', 'assigned', 'assigned']),
      state: 'waiting',
      problem: { code: 'api.short-list', params: { missing: 2 } },
    });
    const { bridge, user } = await order({ batches: { resume: () => null } }, stopped);
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(bridge.calls).toContainEqual(['batches.resume', { id: BATCH_ID }]);
  });

  it('leaves the screen to the next one and stays in sight while it works', async () => {
    const { bridge, user } = await order();
    await user.click(screen.getByRole('button', { name: 'New batch' }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    bridge.emit('batch', {
      batch: summary(batch({ items: items(['ready', 'ready', 'applying']) })),
      changed: items(['ready', 'ready', 'applying']),
    });
    await user.click(screen.getByRole('button', { name: '2 of 3 ready' }));
    expect(await screen.findByRole('heading', { name: 'Harbour Festival' })).toBeDefined();
  });
});
