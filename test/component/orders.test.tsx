// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../renderer/App.tsx';
import { listenForScans } from '../../renderer/scanner/listen.ts';
import { scans, USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { startSession } from '../../renderer/stores/session.ts';
import type { TopUpCheck } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, installBridge } from './bridge.ts';
import { account, BATCH_ID, BUNDLE, batch, iccid, items } from './data.ts';
import { act, render, screen, waitFor, within } from './dom.ts';

const US = 'esim_3GB_30D_US_V2';
const stock = [
  stockBundle({ remaining: 40 }),
  stockBundle({ name: US, remaining: 3, countries: ['US'] }),
  stockBundle({ name: 'esim_1GB_7D_RGB_V2', remaining: 9, countries: ['FR', 'JP'], startsOnDate: true }),
  stockBundle({ name: 'esim_5GB_30D_RGB_V2', remaining: 9, countries: ['FR', 'JP'], startsOnDate: true }),
];

let end = () => {};
afterEach(() => end());

async function openApp(batches: NonNullable<Answers['batches']> = {}) {
  const bridge = installBridge({
    account: { status: () => account() },
    preferences: { get: () => ({ theme: 'dark', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' }) },
    stock: { list: () => stock },
    batches: { get: () => batch({ items: items(['planned']) }), ...batches },
  });
  end = startSession();
  render(<App />);
  await screen.findAllByRole('option');
  return { bridge, user: userEvent.setup() };
}

const quantity = () => screen.getByLabelText('How many eSIMs?');
const submit = () => within(screen.getByRole('region', { name: 'Order' })).getByRole('button', { name: /^Provision/ });
const way = (name: string) => screen.getByRole('radio', { name });
const lines = () => within(screen.getByRole('list', { name: 'Bundles of this order' })).getAllByRole('listitem');

describe('an order of several bundles', () => {
  it('is put together and ordered by keyboard alone', async () => {
    const { bridge, user } = await openApp({ create: () => ({ id: BATCH_ID }) });
    await user.type(screen.getByLabelText('Search the stock'), 'kingdom{ArrowDown}{Enter}24');
    screen.getByRole('button', { name: 'Add another bundle' }).focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(screen.getByLabelText('Search the stock'));
    await user.keyboard('{Backspace}states{ArrowDown}{Enter}');
    expect(document.activeElement).toBe(quantity());
    await user.keyboard('2');
    expect(lines().map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^241 GB.*United Kingdom$/),
      expect.stringMatching(/^23 GB.*United States$/),
    ]);
    expect(screen.getByText('Takes 26 from stock: 2 different bundles.')).toBeDefined();
    await user.keyboard('{Enter}{Enter}');
    await waitFor(() => screen.getByRole('progressbar'));
    expect(bridge.calls).toContainEqual([
      'batches.create',
      {
        lines: [
          { bundle: BUNDLE, quantity: 24 },
          { bundle: US, quantity: 2 },
        ],
        reference: '',
        startsAt: null,
      },
    ]);
  });

  it('says at each bundle what is wrong with it, and orders nothing until nothing is', async () => {
    const { user } = await openApp();
    await user.click(screen.getByRole('option', { name: /United States/ }));
    await user.clear(quantity());
    await user.type(quantity(), '5');
    await user.click(screen.getByRole('button', { name: 'Add another bundle' }));
    await user.click(screen.getByRole('option', { name: /United Kingdom/ }));
    expect(lines()[0]?.textContent).toMatch(/Only 3 in stock\.$/);
    expect(submit()).toHaveProperty('disabled', true);
    await user.click(within(lines()[0] as HTMLElement).getByRole('button', { name: /^5 ?3 GB/ }));
    expect(document.activeElement).toBe(quantity());
    expect(quantity()).toHaveProperty('value', '5');
    await user.keyboard('3');
    expect(submit().textContent).toBe('Provision 4 eSIMs');
  });

  it('is one bundle again when the others are taken out', async () => {
    const { user } = await openApp();
    await user.click(screen.getByRole('option', { name: /United Kingdom/ }));
    await user.clear(quantity());
    await user.type(quantity(), '7');
    await user.click(screen.getByRole('button', { name: 'Add another bundle' }));
    await user.click(screen.getByRole('option', { name: /United States/ }));
    await user.click(screen.getByRole('button', { name: /^Take 3 GB.* out of the order$/ }));
    expect(screen.queryByRole('list', { name: 'Bundles of this order' })).toBeNull();
    expect(quantity()).toHaveProperty('value', '7');
    expect(document.activeElement).toBe(quantity());
  });
});

describe('a start time', () => {
  const field = () => screen.queryByLabelText('Start');

  it('is asked for only when every bundle takes one, and then sent in UTC', async () => {
    const { bridge, user } = await openApp({ create: () => ({ id: BATCH_ID }) });
    await user.click(screen.getByRole('option', { name: /esim_1GB_7D_RGB_V2/ }));
    const start = field() as HTMLInputElement;
    await user.type(start, '2099-01-04T09:30');
    await user.click(screen.getByRole('button', { name: 'Add another bundle' }));
    await user.click(screen.getByRole('option', { name: /esim_5GB_30D_RGB_V2/ }));
    expect(field()).toHaveProperty('value', '2099-01-04T09:30');
    await user.click(submit());
    expect(bridge.calls).toContainEqual([
      'batches.create',
      expect.objectContaining({ startsAt: new Date('2099-01-04T09:30').toISOString() }),
    ]);
  });

  it('is not sent for bundles that start by themselves', async () => {
    const { bridge, user } = await openApp({ create: () => ({ id: BATCH_ID }) });
    await user.click(screen.getByRole('option', { name: /esim_1GB_7D_RGB_V2/ }));
    await user.type(field() as HTMLInputElement, '2099-01-04T09:30');
    await user.click(screen.getByRole('button', { name: 'Add another bundle' }));
    await user.click(screen.getByRole('option', { name: /United Kingdom/ }));
    expect(field()).toBeNull();
    await user.click(submit());
    expect(bridge.calls).toContainEqual(['batches.create', expect.objectContaining({ startsAt: null })]);
  });

  it('that has passed is refused where it is typed', async () => {
    const { user } = await openApp();
    await user.click(screen.getByRole('option', { name: /esim_1GB_7D_RGB_V2/ }));
    await user.type(field() as HTMLInputElement, '2020-01-04T09:30');
    expect(screen.getByText('Choose a date and time that has not passed.')).toBeDefined();
    expect(submit()).toHaveProperty('disabled', true);
  });
});

describe('a top-up', () => {
  const entry = () => screen.getByLabelText('Which eSIMs?');
  const listed = () =>
    within(screen.getByRole('region', { name: 'eSIMs to top up' }))
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
  const button = (name: RegExp | string) =>
    within(screen.getByRole('region', { name: 'Order' })).getByRole('button', { name });

  async function openTopUp(answers: NonNullable<Answers['batches']> = {}) {
    const opened = await openApp(answers);
    await opened.user.click(way('Top up'));
    await opened.user.click(screen.getByRole('option', { name: /United Kingdom/ }));
    return opened;
  }

  it('takes a pasted column, says what is no ICCID, and drops what is there twice', async () => {
    const { user } = await openTopUp();
    await user.click(entry());
    await user.paste(`ICCID\r\n${iccid(1)}\r\n8944 4220 0000 0000 002\r\n${iccid(1)}\r\n`);
    expect(listed()).toEqual([
      'ICCIDNot an ICCID: it has 18 to 20 digits and begins with 89.',
      '8944 4220 0000 0000 002',
      '8944 4220 0000 0000 001',
    ]);
    expect(entry()).toHaveProperty('value', '');
    expect(screen.getByText('1 was in the list already.')).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Check/ })).toBeNull();
    await user.click(button('Take off the wrong one'));
    expect(document.activeElement).toBe(entry());
    expect(button('Check 2 eSIMs')).toHaveProperty('disabled', false);
    expect(button('Top up')).toHaveProperty('disabled', true);
  });

  it('asks whether the bundle fits each, says why not, and spends only when all can get it', async () => {
    const wrong: TopUpCheck = { iccid: iccid(2), problem: { code: 'care.incompatible', params: {} } };
    const { bridge, user } = await openTopUp({
      checkTopUps: ({ iccids }) => iccids.map((one) => (one === wrong.iccid ? wrong : { iccid: one, problem: null })),
      topUp: () => ({ id: BATCH_ID }),
    });
    await user.click(entry());
    for (const position of [1, 2, 3]) await user.paste(iccid(position));
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(button('Check 3 eSIMs'));
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/This bundle does not fit this eSIM/)).toBeDefined();
    expect(listed()[0]).toMatch(/^8944 4220 0000 0000 002This bundle/);
    expect(button('Top up')).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Take 8944 4220 0000 0000 002 off the list' }));
    expect(screen.getByText('Takes 2 of 40 from stock, 38 stay.')).toBeDefined();
    await user.type(screen.getByLabelText('Customer or event'), 'Crew{Enter}');
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('batches.topUp');
    await user.keyboard('{Enter}');
    expect(bridge.calls).toContainEqual([
      'batches.topUp',
      { bundle: BUNDLE, iccids: [iccid(1), iccid(3)], reference: 'Crew' },
    ]);
  });

  it('is not placed by a second Enter on the check', async () => {
    const { bridge, user } = await openTopUp({
      checkTopUps: ({ iccids }) => iccids.map((one) => ({ iccid: one, problem: null })),
      topUp: () => ({ id: BATCH_ID }),
    });
    await user.click(entry());
    await user.paste(iccid(1));
    await user.keyboard('{Enter}{Enter}{Enter}{Enter}');
    expect(document.activeElement?.textContent).toContain('Takes 1 of 40 from stock, 39 stay.');
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('batches.topUp');
    await user.tab();
    await user.keyboard('{Enter}');
    expect(bridge.calls.map(([verb]) => verb)).toContain('batches.topUp');
  });

  it('asks anew for another bundle, and for those that came later', async () => {
    const { bridge, user } = await openTopUp({
      checkTopUps: ({ iccids }) => iccids.map((one) => ({ iccid: one, problem: null })),
    });
    await user.click(entry());
    await user.paste(iccid(1));
    await user.click(button('Check 1 eSIM'));
    await user.click(entry());
    await user.paste(iccid(2));
    await user.click(button('Check 1 eSIM'));
    await user.click(screen.getByRole('option', { name: /United States/ }));
    await user.click(button('Check 2 eSIMs'));
    expect(button('Top up 2 eSIMs')).toBeDefined();
    const asked = bridge.calls.filter(([verb]) => verb === 'batches.checkTopUps').map(([, input]) => input);
    expect(asked).toEqual([
      { bundle: BUNDLE, iccids: [iccid(1)] },
      { bundle: BUNDLE, iccids: [iccid(2)] },
      { bundle: US, iccids: [iccid(2), iccid(1)] },
    ]);
  });

  it('takes an ICCID that is typed by hand', async () => {
    await openTopUp();
    // Slower than a scanner, as people type.
    const person = userEvent.setup({ delay: 40 });
    await person.type(entry(), `${iccid(1)}{Enter}`);
    expect(listed()).toEqual(['8944 4220 0000 0000 001']);
    expect(entry()).toHaveProperty('value', '');
  });

  it('takes no more than the stock holds', async () => {
    const { user } = await openTopUp();
    await user.click(screen.getByRole('option', { name: /United States/ }));
    await user.click(entry());
    await user.paste([1, 2, 3, 4].map(iccid).join('\n'));
    expect(screen.getByText('Only 3 in stock.')).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Check/ })).toBeNull();
    expect(button('Top up')).toHaveProperty('disabled', true);
  });

  it('collects what is scanned anywhere on the screen, instead of opening it', async () => {
    const end = listenForScans(scans);
    await openTopUp();
    for (const [index, key] of [...iccid(7), 'Enter'].entries()) {
      const target = document.activeElement ?? document.body;
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, 'timeStamp', { value: 1000 + 8 * index });
      act(() => void target.dispatchEvent(event));
    }
    end();
    expect(listed()).toEqual(['8944 4220 0000 0000 007']);
  });
});
