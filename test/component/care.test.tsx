// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EsimScreen } from '../../renderer/screens/esim/EsimScreen.tsx';
import { useNavigation } from '../../renderer/stores/navigation.ts';
import { StationError } from '../../shared/errors.ts';
import { type Act, ITEM_STATES, type Verdict } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, installBridge } from './bridge.ts';
import { ACTIVATION_CODE, esimBundle, esimState, MATCHING_ID, oneAct } from './care-data.ts';
import { BATCH_ID, BUNDLE, esim, iccid } from './data.ts';
import { act, render, screen, within } from './dom.ts';

const ICCID = iccid(3);
const unreachable = () => {
  throw new StationError('api.unreachable', { host: 'api.example.com' });
};
const notHere = () => {
  throw new StationError('store.esim-not-found', { iccid: ICCID });
};

function install(care: Answers['care'] = {}, rest: Answers = {}) {
  return installBridge({
    esims: { get: () => esim() },
    care: { look: () => esimState(), acts: () => [], ...care },
    ...rest,
  });
}

function open() {
  const user = userEvent.setup();
  render(<EsimScreen iccid={ICCID} />);
  return user;
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const findButton = (name: string | RegExp) => screen.findByRole('button', { name });

beforeEach(() => {
  // jsdom has no layout, and dialogs ask for it.
  Element.prototype.scrollIntoView ??= () => undefined;
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the verdict', () => {
  it.each<[Verdict, RegExp]>([
    [{ kind: 'never-installed' }, /^Never installed\.$/],
    [{ kind: 'installed', since: '2026-11-17T12:30:00Z' }, /^Installed on .*17.*\.$/],
    [{ kind: 'installed', since: null }, /^Installed\.$/],
    [
      { kind: 'removed', installed: '2026-11-17T12:30:00Z' },
      /^Was installed on .*17.* and removed; it may be possible/,
    ],
    [{ kind: 'withdrawn' }, /^Withdrawn\.$/],
    [{ kind: 'other', status: 'Confirmed' }, /^In a state this program does not know: “Confirmed”\.$/],
    [{ kind: 'other', status: '' }, /^eSIM Go does not say/],
  ])('of %j is one sentence', async (verdict, sentence) => {
    install({ look: () => esimState({ verdict }) });
    open();
    expect(await screen.findByText(sentence)).toBeDefined();
  });
});

describe('an eSIM', () => {
  it('that is ready shows its code, says where it comes from, and copies each part, the secret ones for a minute', async () => {
    const { calls } = install({}, { clipboard: { forgetLater: () => null } });
    const user = open();
    expect(await screen.findByRole('img', { name: 'QR code that installs this eSIM' })).toBeDefined();
    expect(screen.getByText('The image from eSIM Go was checked and says this code.')).toBeDefined();
    const link = 'carddata=LPA%3A1%24smdp.example.com%24JQ-O0l1I-3';
    for (const [field, value, secret] of [
      ['ICCID', ICCID],
      ['SM-DP+ address', 'smdp.example.com'],
      ['Matching ID', 'JQ-O0l1I-3', 'secret'],
      ['Activation code', 'LPA:1$smdp.example.com$JQ-O0l1I-3', 'secret'],
      ['One-tap link for iPhone', `https://esimsetup.apple.com/esim_qrcode_provisioning?${link}`, 'secret'],
      ['One-tap link for Android', `https://esimsetup.android.com/esim_qrcode_provisioning?${link}`, 'secret'],
    ] as const) {
      calls.splice(0);
      await user.click(button(new RegExp(`^Copy ${field.replace('+', '\\+')}`)));
      expect(await navigator.clipboard.readText()).toBe(value);
      expect(calls).toEqual(secret ? [['clipboard.forgetLater', { text: value }]] : []);
    }
  });

  it.each(ITEM_STATES.filter((state) => state !== 'ready'))(
    'that is %s shows no code, whatever the account says',
    async (state) => {
      installBridge({
        esims: { get: () => esim({ state }) },
        care: { look: () => esimState(), acts: () => [] },
      });
      const { container } = render(<EsimScreen iccid={ICCID} />);
      expect(await screen.findByText('No code to show')).toBeDefined();
      expect(await screen.findByText(/^Installed on/)).toBeDefined();
      expect(screen.queryByRole('img')).toBeNull();
      expect(screen.queryByRole('button', { name: 'Save image' })).toBeNull();
      expect(container.textContent).not.toContain('JQ-O0l1I-3');
      expect(container.textContent).not.toContain(MATCHING_ID);
    },
  );

  it('shows what this computer knows when eSIM Go cannot be reached, with one sentence', async () => {
    install({ look: unreachable, acts: () => [oneAct()] });
    open();
    expect(await screen.findByRole('img', { name: 'QR code that installs this eSIM' })).toBeDefined();
    expect((await screen.findAllByRole('alert')).map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^The API at api\.example\.com cannot be reached/),
    ]);
    expect(screen.getByText('Harbour Festival')).toBeDefined();
    expect(screen.getByText('by Marta')).toBeDefined();
  });

  it('sold elsewhere shows what eSIM Go says, and its code', async () => {
    install({}, { esims: { get: notHere } });
    open();
    expect(await screen.findByText(/^This computer has no record of this eSIM/)).toBeDefined();
    expect(screen.getByText(ACTIVATION_CODE)).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Open its batch' })).toBeNull();
  });

  it('asks again for a part that failed, and keeps the rest', async () => {
    const answers = [esimState({ bundles: { code: 'api.busy', params: {} } }), esimState()];
    install({ look: () => answers.shift() ?? esimState() });
    const user = open();
    expect(await screen.findByText(/^The API is busy/)).toBeDefined();
    expect(screen.getByText(/^EE, United Kingdom/)).toBeDefined();
    await user.click(button('Try again'));
    expect(await screen.findByText('320 MB of 1 GB left')).toBeDefined();
    expect(screen.queryByText(/^The API is busy/)).toBeNull();
  });

  it('shows its bundles in bars and words', async () => {
    install({
      look: () =>
        esimState({
          bundles: [
            esimBundle(),
            esimBundle({
              assignmentId: '2',
              state: 'queued',
              unlimited: true,
              initialBytes: null,
              remainingBytes: null,
            }),
            esimBundle({ assignmentId: '3', state: 'revoked' }),
            esimBundle({ assignmentId: '4', state: 'Suspended' }),
          ],
        }),
    });
    open();
    const meters = await screen.findAllByRole('meter', { name: 'Data left' });
    expect(meters.map((meter) => meter.getAttribute('aria-valuetext'))).toEqual([
      '320 MB of 1 GB left',
      '320 MB of 1 GB left',
    ]);
    for (const words of ['In use', 'Not started', 'Unlimited', 'Revoked', 'Suspended']) {
      expect(screen.getAllByText(words).length).toBeGreaterThan(0);
    }
    // What is revoked cannot be revoked again.
    expect(screen.getAllByRole('button', { name: 'Revoke' })).toHaveLength(3);
  });

  it('lists what happened and what was done here in one line, newest first', async () => {
    install({
      acts: () => [
        oneAct({ at: '2026-11-18T10:00:00Z' }),
        oneAct({
          id: '2',
          kind: 'sms',
          outcome: 'unknown',
          problem: { code: 'unknown.sms', params: {} },
          about: 'Hello',
        }),
      ],
    });
    open();
    await screen.findByText('Bundle Applied');
    const entries = within(screen.getByRole('region', { name: 'What happened' })).getAllByRole('listitem');
    expect(entries.map(({ textContent }) => /SMS|Refresh|Bundle Applied/.exec(textContent ?? '')?.[0])).toEqual([
      'SMS',
      'Refresh',
      'Bundle Applied',
    ]);
    expect(entries[0]?.textContent).toContain('Outcome unknown');
    expect(entries[0]?.textContent).toContain('the answer got lost');
  });

  it.each([
    ['made', 'Unknown, found out: done'],
    ['not-made', 'Unknown, found out: never done'],
    ['left', 'Unknown, left as it was'],
  ] as const)('says how an act of unknown outcome was settled: %s', async (settled, words) => {
    const problem = { code: 'unknown.revoke', params: {} } as const;
    install({ acts: () => [oneAct({ kind: 'revoke', about: BUNDLE, outcome: 'unknown', problem, settled })] });
    open();
    const line = within(await screen.findByRole('region', { name: 'What happened' }));
    expect(await line.findByText(words)).toBeDefined();
    expect(line.queryByText(/may or may not/)).toBeNull();
  });

  it('keeps the reference that eSIM Go has, and saves another', async () => {
    const bridge = install({
      look: () => esimState({ customerRef: 'Room 12' }),
      setReference: () => ({ outcome: 'done', said: '' }),
    });
    const user = open();
    const field = await screen.findByLabelText('Customer reference');
    expect((field as HTMLInputElement).value).toBe('Room 12');
    await user.clear(field);
    await user.type(field, 'Room 14{Enter}');
    expect(await screen.findByText('The reference is saved.')).toBeDefined();
    expect(bridge.calls).toContainEqual(['care.setReference', { iccid: ICCID, reference: 'Room 14' }]);
  });
});

describe('an act', () => {
  it('that is done says so, in the words of eSIM Go, and looks at the eSIM again', async () => {
    const bridge = install({ refresh: () => ({ outcome: 'done', said: 'Successfully refreshed SIM' }) });
    const user = open();
    await user.click(await findButton('Refresh'));
    expect(screen.getByText(/^The customer is cut off for a moment/)).toBeDefined();
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('care.refresh');
    await user.click(button('Refresh now'));
    expect(await screen.findByText(/eSIM Go says: “Successfully refreshed SIM”\.$/)).toBeDefined();
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(bridge.calls.slice(-3).map(([verb]) => verb)).toEqual(['care.refresh', 'care.look', 'care.acts']);
  });

  it('of unknown outcome says so and leaves its dialog', async () => {
    install({ refresh: () => ({ outcome: 'unknown', problem: { code: 'unknown.refresh', params: {} } }) });
    const user = open();
    await user.click(await findButton('Refresh'));
    await user.click(button('Refresh now'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The refresh was sent but the answer got lost/);
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('that is refused stays in its dialog with the reason', async () => {
    install({
      refresh: () => {
        throw new StationError('api.refused', { text: 'SIM not active' });
      },
    });
    const user = open();
    await user.click(await findButton('Refresh'));
    await user.click(button('Refresh now'));
    expect(within(screen.getByRole('alertdialog')).getByText(/SIM not active/)).toBeDefined();
  });

  it('is given up with Escape', async () => {
    const bridge = install();
    const user = open();
    await user.click(await findButton('Refresh'));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(bridge.calls.map(([verb]) => verb)).toEqual(['esims.get', 'care.look', 'care.acts']);
  });

  it('by SMS counts its characters and never sends none or too many', async () => {
    const bridge = install({ sms: () => ({ outcome: 'done', said: 'sent' }) });
    const user = open();
    await user.click(await findButton('Send SMS'));
    const send = button('Send');
    expect(send.hasAttribute('disabled')).toBe(true);
    const message = screen.getByLabelText('Message');
    await user.click(message);
    await user.paste('🙂'.repeat(161));
    expect(screen.getByText('161 of 160 characters')).toBeDefined();
    expect(screen.getByText('1 character too many.')).toBeDefined();
    expect(send.hasAttribute('disabled')).toBe(true);
    await user.clear(message);
    await user.type(message, ' Please restart ');
    expect(screen.getByText('14 of 160 characters')).toBeDefined();
    await user.click(send);
    expect(bridge.calls).toContainEqual(['care.sms', { iccid: ICCID, message: 'Please restart' }]);
  });

  it('that tops up asks first whether the bundle fits, and spends only then', async () => {
    const bridge = install(
      {
        checkTopUp: ({ bundle }) => ({ compatible: bundle === BUNDLE }),
        topUp: () => ({ outcome: 'done', said: 'Successfully Applied Bundle', batchId: BATCH_ID }),
      },
      {
        esims: { get: () => esim() },
        stock: { list: () => [stockBundle(), stockBundle({ name: 'esim_1GB_7D_US_V2' })] },
      },
    );
    const user = open();
    await user.click(await findButton('Top up'));
    await user.click(await screen.findByRole('option', { name: /United States/ }));
    expect(await screen.findByText(/^This bundle does not fit this eSIM/)).toBeDefined();
    expect(button(/^Top up with/).hasAttribute('disabled')).toBe(true);
    await user.click(screen.getByRole('option', { name: /United Kingdom/ }));
    expect(await screen.findByText(/^It fits this eSIM\. Takes 1 of 100 from stock, 99 stay\.$/)).toBeDefined();
    expect(screen.getByText('Spends stock. Cannot be taken back.')).toBeDefined();
    expect(bridge.calls.map(([verb]) => verb)).not.toContain('care.topUp');
    await user.click(button(/^Top up with 1 GB/));
    expect(await screen.findByText(/“Successfully Applied Bundle”/)).toBeDefined();
    expect(bridge.calls).toContainEqual(['care.topUp', { iccid: ICCID, bundle: BUNDLE }]);
  });

  it('that tops up and gets lost leads to the batch in which it is found out', async () => {
    install(
      {
        checkTopUp: () => ({ compatible: true }),
        topUp: () => ({ outcome: 'unknown', problem: { code: 'unknown.top-up', params: {} }, batchId: BATCH_ID }),
      },
      { esims: { get: () => esim() }, stock: { list: () => [stockBundle()] } },
    );
    const user = open();
    await user.click(await findButton('Top up'));
    await user.click(await screen.findByRole('option', { name: /United Kingdom/ }));
    await user.click(await screen.findByRole('button', { name: /^Top up with 1 GB/ }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The top-up was sent but its answer got lost/);
    await user.click(button('Open the batch of this top-up'));
    expect(useNavigation.getState().route).toEqual({ screen: 'batch', id: BATCH_ID });
  });

  it('that tops up and gets lost is said to be done when the station has sent it once more', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const problem = { code: 'unknown.top-up', params: {} } as const;
    const first = oneAct({ kind: 'top-up', outcome: 'unknown', settled: 'not-made', problem });
    let acts: Act[] = [];
    const bridge = install(
      {
        checkTopUp: () => ({ compatible: true }),
        topUp: () => ({ outcome: 'unknown', problem, batchId: BATCH_ID }),
        acts: () => acts,
      },
      { esims: { get: () => esim() }, stock: { list: () => [stockBundle()] } },
    );
    const user = open();
    await user.click(await findButton('Top up'));
    await user.click(await screen.findByRole('option', { name: /United Kingdom/ }));
    await user.click(await screen.findByRole('button', { name: /^Top up with 1 GB/ }));
    await screen.findByRole('alert');
    acts = [oneAct({ id: '2', kind: 'top-up', outcome: null }), first];
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(screen.getByRole('alert')).toBeDefined();
    acts = [oneAct({ id: '2', kind: 'top-up' }), first];
    const looked = () => bridge.calls.filter(([verb]) => verb === 'care.look').length;
    const before = looked();
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(screen.getByText('Top-up: it was found out that it was done.')).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(looked()).toBe(before + 1);
  });

  it('that is lost and has no batch leads to none', async () => {
    install({ refresh: () => ({ outcome: 'unknown', problem: { code: 'unknown.refresh', params: {} } }) });
    const user = open();
    await user.click(await findButton('Refresh'));
    await user.click(button('Refresh now'));
    await screen.findByRole('alert');
    expect(screen.queryByRole('button', { name: 'Open the batch of this top-up' })).toBeNull();
  });

  it('of which the outcome is found out while the eSIM is looked at shows it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let settled: Act['settled'] = null;
    install({ acts: () => [oneAct({ kind: 'revoke', about: BUNDLE, outcome: 'unknown', settled })] });
    open();
    expect(await screen.findByText('Outcome unknown')).toBeDefined();
    settled = 'made';
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(await screen.findByText('Unknown, found out: done')).toBeDefined();
  });

  it('of which nobody can find out the outcome is not asked about again', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const bridge = install({ acts: () => [oneAct({ kind: 'sms', outcome: 'unknown' })] });
    open();
    expect(await screen.findByText('Outcome unknown')).toBeDefined();
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(bridge.calls.filter(([verb]) => verb === 'care.acts')).toHaveLength(1);
  });

  it.each([
    [true, false, /^It returns to the stock/],
    [false, false, /^It does not return to the stock/],
    [null, true, /^Nobody can tell/],
  ])('that revokes (refunded: %s) shows first what will happen', async (refunded, mayLeaveAccount, sentence) => {
    const bridge = install({
      previewRevoke: () => ({ said: 'Bundle can be revoked', refunded, mayLeaveAccount }),
      revoke: () => ({ outcome: 'done', said: '' }),
    });
    const user = open();
    await user.click(await findButton('Revoke'));
    expect(await screen.findByText(sentence)).toBeDefined();
    expect(screen.getByText('eSIM Go says: “Bundle can be revoked”.')).toBeDefined();
    expect(screen.queryByText(/may take it out of the account/) !== null).toBe(mayLeaveAccount);
    await user.click(button(/^Revoke 1 GB.*United Kingdom$/));
    expect(await screen.findByText('The bundle is revoked.')).toBeDefined();
    expect(bridge.calls).toContainEqual(['care.revoke', { iccid: ICCID, bundle: BUNDLE, assignmentId: '215000001' }]);
  });

  it('that revokes is not offered while nobody can say what it would do', async () => {
    install({
      previewRevoke: () => {
        throw new StationError('care.no-assignment');
      },
    });
    const user = open();
    await user.click(await findButton('Revoke'));
    expect(await screen.findByText(/^This bundle is no longer on the eSIM/)).toBeDefined();
    expect(screen.queryByRole('button', { name: /^Revoke 1 GB/ })).toBeNull();
  });

  it('that replaces wants a reason and leads to the new batch', async () => {
    const bridge = install({ replace: () => ({ batchId: BATCH_ID }) });
    const user = open();
    await user.click(await findButton('Replace'));
    expect(button('Provision a new eSIM').hasAttribute('disabled')).toBe(true);
    await user.type(screen.getByLabelText('Reason'), 'Phone lost{Enter}');
    expect(bridge.calls).toContainEqual(['care.replace', { iccid: ICCID, bundle: BUNDLE, reason: 'Phone lost' }]);
    expect(useNavigation.getState().route).toEqual({ screen: 'batch', id: BATCH_ID });
  });
});

describe('“it does not work”', () => {
  it('leads from question to question to a page that holds no code', async () => {
    const bridge = install({
      acts: () => [oneAct({ kind: 'sms', about: `Your code is ${ACTIVATION_CODE}` })],
      saveReport: () => ({ file: '/home/marta/support.txt' }),
    });
    const user = open();
    await screen.findByText('320 MB of 1 GB left');
    await user.click(button('It does not work'));
    expect(screen.getByRole('heading', { name: /^Is the customer in United Kingdom/ })).toBeDefined();
    await user.click(button('Yes'));
    expect(screen.getByRole('heading', { name: /^Is this eSIM switched on/ })).toBe(document.activeElement);
    await user.click(button('No'));
    expect(screen.getByRole('heading', { name: 'Switch the eSIM on and choose it for mobile data.' })).toBeDefined();
    await user.click(button('One step back'));
    await user.click(button('No'));
    await user.click(button('It still does not work'));
    for (const answer of ['Yes', 'Not sure', 'Yes', 'Yes']) await user.click(button(answer));
    expect(screen.getByRole('heading', { name: /^Refresh the eSIM/ })).toBeDefined();
    await user.click(button('It still does not work'));
    const page = screen.getByLabelText<HTMLTextAreaElement>('Page for support').value;
    for (const part of [
      `ICCID: ${ICCID}`,
      'Installation: Installed on',
      'Last network: EE, United Kingdom, last seen 2026-11-20 18:22 UTC',
      'In use, 320 MB of 1 GB left, 2026-11-18 08:00 UTC to 2026-11-25 08:00 UTC',
      'Switched on and chosen for data: No (Customer); the remedy did not help: Switch the eSIM on',
      'On a network: Not known (Customer)',
      'SMS, by Marta: Done',
      'Result: it does not work.',
    ]) {
      expect(page).toContain(part);
    }
    for (const secret of [MATCHING_ID, 'JQ-O0l1I-3', 'LPA:']) expect(page).not.toContain(secret);
    await user.click(button('Save the page'));
    expect(await screen.findByText('Saved /home/marta/support.txt')).toBeDefined();
    expect(bridge.calls.at(-1)).toEqual(['care.saveReport', { iccid: ICCID, text: page }]);
    await user.click(button('Copy the page'));
    expect(await navigator.clipboard.readText()).toBe(page);
  });

  it('offers the act that fits, and stays where it was afterwards', async () => {
    install({
      look: () => esimState({ location: null }),
      refresh: () => ({ outcome: 'done', said: '' }),
    });
    const user = open();
    await screen.findByText('Not seen on a network yet');
    await user.click(button('It does not work'));
    for (let step = 0; step < 3; step++) await user.click(button('Yes'));
    await user.click(button('Refresh'));
    await user.click(button('Refresh now'));
    expect(await screen.findByText(/^The eSIM is refreshed/)).toBeDefined();
    await user.click(button('It works now'));
    expect(screen.getByRole('heading', { name: 'It works now' })).toBeDefined();
    expect(screen.getByLabelText<HTMLTextAreaElement>('Page for support').value).toContain('Result: it works now.');
    await user.click(button('Back to the eSIM'));
    expect(screen.getByRole('heading', { name: 'eSIM' })).toBeDefined();
  });

  it('works without eSIM Go', async () => {
    install({ look: unreachable });
    const user = open();
    await screen.findByRole('alert');
    await user.click(button('It does not work'));
    expect(screen.getByText(/^eSIM Go could not be asked/)).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Is the eSIM installed on the phone?' })).toBeDefined();
  });
});
