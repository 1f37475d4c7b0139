// @vitest-environment jsdom
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { BatchScreen } from '../../renderer/screens/history/BatchScreen.tsx';
import { HistoryScreen } from '../../renderer/screens/history/HistoryScreen.tsx';
import { ProgressPanel } from '../../renderer/screens/provision/ProgressPanel.tsx';
import { USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { startSession } from '../../renderer/stores/session.ts';
import { BATCH_STATES, type Batch, type BatchItem, type ItemState } from '../../shared/model.ts';
import { type Answers, installBridge } from './bridge.ts';
import { account, BATCH_ID, batch, item, items, summary } from './data.ts';
import { act, render, screen, waitFor, within } from './dom.ts';

let end = () => {};
afterEach(() => end());

const many = (count: number, state: ItemState, from = 1): BatchItem[] =>
  Array.from({ length: count }, (_, index) => item(from + index, state));

async function openProgress(shown: Batch, batches: NonNullable<Answers['batches']> = {}) {
  const bridge = installBridge({
    account: { status: () => account() },
    preferences: { get: () => ({ theme: 'dark', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' }) },
    batches: { get: () => shown, ...batches },
  });
  end = startSession();
  render(<ProgressPanel id={BATCH_ID} />);
  await screen.findByRole('progressbar');
  return { bridge, user: userEvent.setup() };
}

const button = (name: string | RegExp) => screen.queryByRole('button', { name });

describe('a batch at work', () => {
  it('says how fast it is and how long it will take', async () => {
    const working = batch({ items: items(['ready', 'planned']), pace: { perMinute: 27.6, leftMs: 234_000 } });
    const { bridge } = await openProgress(working);
    expect(screen.getByText('28 a minute, about 4 minutes left')).toBeDefined();
    const paces = [
      [{ perMinute: 2.34, leftMs: 31_000 }, '2.3 a minute, less than a minute left'],
      [{ perMinute: 200, leftMs: 7_300_000 }, '200 a minute, about 2 hours left'],
    ] as const;
    for (const [pace, words] of paces) {
      bridge.emit('batch', { batch: { ...summary(working), pace }, changed: [] });
      expect(screen.getByText(words)).toBeDefined();
    }
    // Before the first is ready nobody knows.
    bridge.emit('batch', { batch: { ...summary(working), pace: { perMinute: 0, leftMs: null } }, changed: [] });
    expect(screen.queryByText(/a minute/)).toBeNull();
  });

  it('can be paused and resumed', async () => {
    const working = batch({ items: items(['ready', 'planned']) });
    const { bridge, user } = await openProgress(working, { pause: () => null, resume: () => null });
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    bridge.emit('batch', { batch: { ...summary(working), state: 'paused' }, changed: [] });
    expect(screen.getByRole('heading', { name: 'Paused' })).toBeDefined();
    expect(button('Pause')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(bridge.calls.slice(-2)).toEqual([
      ['batches.pause', { id: BATCH_ID }],
      ['batches.resume', { id: BATCH_ID }],
    ]);
  });

  it('is cancelled only after saying how many have not been sent', async () => {
    const working = batch({ items: [...many(3, 'ready'), ...many(4, 'planned', 4)] });
    const { bridge, user } = await openProgress(working, { cancel: () => null });
    await user.click(screen.getByRole('button', { name: 'Cancel the rest' }));
    const dialog = within(screen.getByRole('alertdialog'));
    expect(dialog.getByText('4 eSIMs have not been sent yet and will not be bought.')).toBeDefined();
    expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Go on with it' }));

    const next = batch({ items: [...many(5, 'ready'), ...many(2, 'planned', 6)] });
    bridge.emit('batch', { batch: summary(next), changed: many(5, 'ready') });
    expect(dialog.getByText('2 eSIMs have not been sent yet and will not be bought.')).toBeDefined();
    await user.keyboard('{Enter}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('batches.cancel');

    await user.click(screen.getByRole('button', { name: 'Cancel the rest' }));
    await user.click(screen.getByRole('button', { name: 'Cancel 2 eSIMs' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(bridge.calls.at(-1)).toEqual(['batches.cancel', { id: BATCH_ID }]);
  });

  it('offers neither when everything has been sent', async () => {
    await openProgress(batch({ items: items(['ready', 'assigned']) }));
    expect(button('Pause')).toBeNull();
    expect(button('Cancel the rest')).toBeNull();
  });
});

describe('a batch that has stopped', () => {
  it('tries what failed again', async () => {
    const problem = { code: 'api.out-of-stock', params: { bundle: 'x' } } as const;
    const failed = batch({
      items: [item(1, 'ready'), item(2, 'failed', { problem }), item(3, 'failed', { problem })],
      state: 'attention',
    });
    const { bridge, user } = await openProgress(failed, { retry: () => null });
    await user.click(screen.getByRole('button', { name: 'Try the 2 failed ones again' }));
    expect(bridge.calls.at(-1)).toEqual(['batches.retry', { id: BATCH_ID }]);
  });

  it.each([
    ['new', items(['ready', 'ready']), 'ready', 'All 2 eSIMs are ready'],
    ['new', items(['ready', 'cancelled', 'cancelled']), 'ready', '1 eSIM is ready, the rest is cancelled'],
    ['new', items(['cancelled']), 'cancelled', 'Cancelled'],
    ['top-up', items(['ready', 'ready']), 'ready', 'All 2 eSIMs are topped up'],
    ['top-up', items(['ready', 'planned']), 'working', 'Topping up…'],
  ] as const)('of kind %s with %j says how it ended', async (kind, these, state, words) => {
    await openProgress(batch({ kind, items: these, state }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(words);
  });

  it('that topped up has nothing to print', async () => {
    await openProgress(batch({ kind: 'top-up', items: items(['ready']), state: 'ready' }));
    for (const name of ['Print', 'Save PDF', 'Preview sheet']) expect(button(name)).toBeNull();
  });

  it('that topped up has nothing to print in the history either', async () => {
    installBridge({ batches: { get: () => batch({ kind: 'top-up', items: items(['ready']), state: 'ready' }) } });
    render(<BatchScreen id={BATCH_ID} />);
    await screen.findByText('Top-up');
    for (const name of ['Print', 'Save PDF', 'Preview sheet', /codes/]) expect(button(name)).toBeNull();
  });

  it('says quietly that references are still being written', async () => {
    await openProgress(batch({ items: items(['ready', 'ready']), state: 'ready', unreferenced: 2 }));
    expect(screen.getByText(/The customer references of 2 eSIMs are still being written/)).toBeDefined();
  });

  it('with many different problems shows some of them and says that there are more', async () => {
    const refused = (text: string) => ({ code: 'provisioning.item-refused' as const, params: { text } });
    const failed = Array.from({ length: 9 }, (_, index) =>
      item(index + 1, 'failed', { problem: refused(`reason ${index}`) }),
    );
    await openProgress(batch({ items: failed, state: 'attention' }));
    expect(screen.getAllByRole('alert')).toHaveLength(5);
    expect(screen.getByText('4 more problems are in the list below.')).toBeDefined();
  });
});

describe('a large batch', () => {
  it('shows a part of its eSIMs at a time, and every one of them can be reached', async () => {
    const { bridge, user } = await openProgress(batch({ items: [...many(4, 'ready'), ...many(4996, 'planned', 5)] }));
    const cells = () =>
      within(screen.getByRole('region', { name: 'eSIMs of this batch' })).getAllByRole('button', { name: /^eSIM / });
    expect(cells()).toHaveLength(500);
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(cells()[0]?.getAttribute('aria-label')).toBe('eSIM 501 · Planned');
    const now = batch({ items: [...many(501, 'ready'), ...many(4499, 'planned', 502)] });
    bridge.emit('batch', { batch: summary(now), changed: many(501, 'ready') });
    expect(cells()[0]?.getAttribute('aria-label')).toMatch(/^eSIM 501 · Ready · 8944/);
  });

  it('lists 200 of its eSIMs at a time', async () => {
    installBridge({ batches: { get: () => batch({ items: many(401, 'ready'), state: 'ready' }) } });
    const user = userEvent.setup();
    render(<BatchScreen id={BATCH_ID} />);
    expect(await screen.findByText('1 to 200 of 401')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Next page' })).toHaveProperty('disabled', true);
  });
});

describe('a batch of a list', () => {
  it('names bundle, person and reference of each eSIM', async () => {
    const these = [
      item(1, 'ready', { name: 'Alma Fischer', reference: 'T-1' }),
      item(2, 'ready', { bundle: 'esim_3GB_30D_US_V2' }),
    ];
    installBridge({ batches: { get: () => batch({ items: these, bundle: null, state: 'ready' }) } });
    render(<BatchScreen id={BATCH_ID} />);
    expect(await screen.findByText('Several bundles')).toBeDefined();
    expect(screen.getByRole('row', { name: /^1 Alma Fischer ?T-1 1 GB.*United Kingdom/ })).toBeDefined();
    expect(screen.getByRole('row', { name: /^2 3 GB.*United States/ })).toBeDefined();
  });

  it('of one bundle without names has no columns for them', async () => {
    installBridge({ batches: { get: () => batch({ items: items(['ready']), state: 'ready' }) } });
    render(<BatchScreen id={BATCH_ID} />);
    await screen.findByRole('row', { name: /^1 8944/ });
    expect(screen.getAllByRole('columnheader')).toHaveLength(3);
  });
});

describe('the history', () => {
  it('names every state, several bundles and top-ups in words', async () => {
    const known = BATCH_STATES.map((state, index) =>
      summary(
        batch({
          items: items(['ready']),
          id: `0190c0de-0000-7000-8000-00000000000${index}`,
          state,
          bundle: null,
          kind: 'top-up',
        }),
      ),
    );
    installBridge({ batches: { list: () => ({ batches: known, more: false }) } });
    render(<HistoryScreen />);
    await screen.findAllByRole('row', { name: /Harbour Festival/ });
    const rows = screen.getAllByRole('row').slice(1);
    const words = ['Working', 'Paused', 'Stopped', 'Ready', 'Needs attention', 'Outcome unknown', 'Cancelled'];
    for (const [index, state] of words.entries()) {
      expect(rows[index]?.textContent).toContain(`Several bundlesTop-up1${state}`);
    }
    await act(async () => {});
  });
});
