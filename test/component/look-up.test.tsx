// @vitest-environment jsdom
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { BatchScreen } from '../../renderer/screens/history/BatchScreen.tsx';
import { HistoryScreen } from '../../renderer/screens/history/HistoryScreen.tsx';
import { useNavigation } from '../../renderer/stores/navigation.ts';
import { installBridge } from './bridge.ts';
import { BATCH_ID, batch, iccid, item, items, summary } from './data.ts';
import { render, screen } from './dom.ts';

describe('a batch of the history', () => {
  it('lists its eSIMs and opens one with the arrow keys and Enter', async () => {
    const states = [item(1, 'failed'), item(2, 'ready'), item(3, 'quarantined')];
    installBridge({ batches: { get: () => batch({ items: states, state: 'attention' }) } });
    const user = userEvent.setup();
    render(<BatchScreen id={BATCH_ID} />);
    expect(await screen.findByRole('row', { name: /^1 No number yet Failed$/ })).toBeDefined();
    expect(screen.getByRole('row', { name: /^3 8944 4220 0000 0000 003 Set aside$/ })).toBeDefined();
    screen.getByRole('button', { name: /002$/ }).focus();
    await user.keyboard('{ArrowRight}{Enter}');
    expect(useNavigation.getState().route).toEqual({ screen: 'esim', iccid: iccid(3) });
  });

  it('offers no sheet before an eSIM is ready, and to resume only what stopped', async () => {
    installBridge({ batches: { get: () => batch({ items: items(['assigned', 'assigned']), state: 'waiting' }) } });
    render(<BatchScreen id={BATCH_ID} />);
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Print' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Save/ })).toBeNull();
  });

  it('tells where the codes were saved, and nothing when the dialog was cancelled', async () => {
    const files = [null, { file: '/home/marta/codes.csv' }];
    installBridge({
      batches: {
        get: () => batch({ items: items(['ready']), state: 'ready' }),
        saveCodes: () => files.shift() ?? null,
      },
    });
    const user = userEvent.setup();
    render(<BatchScreen id={BATCH_ID} />);
    await user.click(await screen.findByRole('button', { name: 'Save codes (CSV)' }));
    expect(screen.queryByText(/^Saved/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save codes (CSV)' }));
    expect(screen.getByText('Saved /home/marta/codes.csv')).toBeDefined();
  });
});

describe('the history', () => {
  it('searches as one types and says when nothing is found', async () => {
    const bridge = installBridge({
      batches: {
        list: ({ search }) => ({
          batches: search === 'harbour' || search === '' ? [summary(batch({ items: items(['ready']) }))] : [],
          more: false,
        }),
      },
    });
    const user = userEvent.setup();
    render(<HistoryScreen />);
    await user.type(screen.getByLabelText('Search the history'), 'harbour');
    expect(await screen.findByRole('row', { name: /Harbour Festival/ })).toBeDefined();
    await user.type(screen.getByLabelText('Search the history'), 'x');
    expect(await screen.findByText('No batch matches “harbourx”')).toBeDefined();
    expect(bridge.calls.length).toBeLessThan('harbourx'.length);
  });

  it('opens the batch that is chosen', async () => {
    const known = summary(batch({ items: items(['ready']) }));
    installBridge({ batches: { list: () => ({ batches: [known], more: false }) } });
    const user = userEvent.setup();
    render(<HistoryScreen />);
    await user.click(await screen.findByRole('row', { name: /Harbour Festival/ }));
    expect(useNavigation.getState().route).toEqual({ screen: 'batch', id: BATCH_ID });
  });
});
