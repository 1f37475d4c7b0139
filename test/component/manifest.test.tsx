// @vitest-environment jsdom

import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { App } from '../../renderer/App.tsx';
import { USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { startSession } from '../../renderer/stores/session.ts';
import { StationError } from '../../shared/errors.ts';
import type { ManifestCheck, ManifestRow, StockBundle } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { type Answers, installBridge } from './bridge.ts';
import { account, BATCH_ID, BUNDLE, batch, items } from './data.ts';
import { render, screen, waitFor, within } from './dom.ts';

const ID = '0190c0de-0000-7000-8000-0000000000aa';

function row(line: number, changes: Partial<ManifestRow> = {}): ManifestRow {
  return {
    line,
    name: `Guest ${line}`,
    reference: `T-${line}`,
    bundle: BUNDLE,
    quantity: 1,
    problems: [],
    ...changes,
  };
}

const wrong: Partial<ManifestRow> = { quantity: null, problems: [{ code: 'plan.quantity', params: { max: 1000 } }] };
const two = [row(2), row(3, wrong), row(4), row(5, wrong)];

/** As the main process judges the rows; what is left out takes nothing. */
function checked(rows: ManifestRow[], leaveOut: number[] = []): ManifestCheck {
  const quantity = rows
    .filter(({ line, problems }) => problems.length === 0 && !leaveOut.includes(line))
    .reduce((sum, one) => sum + (one.quantity ?? 0), 0);
  return {
    id: ID,
    columns: {
      header: ['name', 'bundle'],
      at: { name: 0, reference: null, bundle: 1, quantity: null },
      unread: [],
      likeQuantity: null,
    },
    encoding: { name: 'UTF-8', certain: true, names: [], alternatives: [] },
    repeats: [],
    fingerprint: '',
    rows,
    quantity,
    bundles: quantity > 0 ? [{ bundle: BUNDLE, wanted: quantity, left: 40 }] : [],
  };
}

let end = () => {};
afterEach(() => end());

async function openList(
  rows: ManifestRow[],
  batches: NonNullable<Answers['batches']> = {},
  stocked: Partial<StockBundle> = {},
) {
  const bridge = installBridge({
    account: { status: () => account() },
    preferences: { get: () => ({ theme: 'dark', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' }) },
    stock: { list: () => [stockBundle({ remaining: 40, ...stocked })] },
    batches: {
      checkManifest: () => checked(rows),
      reviewManifest: ({ leaveOut }) => checked(rows, leaveOut),
      startManifest: () => ({ id: BATCH_ID }),
      get: () => batch({ items: items(['planned']) }),
      ...batches,
    },
  });
  end = startSession();
  const { container } = render(<App />);
  await screen.findAllByRole('option');
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'From a list' }));
  const input = () => container.querySelector('input[type=file]') as HTMLInputElement;
  const choose = (text: string) => user.upload(input(), new File([text], 'guests.csv', { type: 'text/csv' }));
  return { bridge, user, choose };
}

const table = () => screen.getByRole('table', { name: 'Lines of the list' });
const shown = () =>
  within(table())
    .getAllByRole('row')
    .slice(1)
    .map((one) => one.firstChild?.textContent);
const submit = () => within(screen.getByRole('region', { name: 'Order' })).getByRole('button', { name: /^Provision/ });
const leaveOut = (line: number) => screen.getByRole('checkbox', { name: `Leave out line ${line}` });

describe('a list of people', () => {
  it('is read in the page and sent as it is, whatever its letters', async () => {
    const { bridge, choose } = await openList([row(2)]);
    await choose('name;bundle\r\nÞórdís;esim');
    await screen.findByRole('table', { name: 'Lines of the list' });
    const [, input] = bridge.calls.find(([verb]) => verb === 'batches.checkManifest') ?? [];
    const { file } = input as { file: string };
    expect(Buffer.from(file, 'base64').toString('utf8')).toBe('name;bundle\r\nÞórdís;esim');
  });

  it('shows first what is wrong, in one sentence each, and spends nothing before it is right or left out', async () => {
    const { bridge, user, choose } = await openList(two);
    await choose('x');
    await screen.findByText('2 lines have to be fixed in the file, or left out.');
    expect(shown()).toEqual(['3', '5']);
    expect(screen.getAllByText(/^Choose a whole number of eSIMs from 1 to 1000\./)).toHaveLength(2);
    expect(submit()).toHaveProperty('disabled', true);

    await user.click(leaveOut(3));
    expect(await screen.findByText('1 line has to be fixed in the file, or left out.')).toBeDefined();
    expect(shown()).toEqual(['3', '5']);
    await user.click(screen.getByRole('button', { name: 'Leave out the wrong line' }));
    await waitFor(() => expect(submit().textContent).toBe('Provision 2 eSIMs'));
    expect(screen.getByText('2 of 40')).toBeDefined();
    expect(screen.getByText('2 lines are left out.')).toBeDefined();
    await user.type(screen.getByLabelText('Customer or event'), 'Harbour Festival');
    await user.click(submit());
    await waitFor(() => screen.getByRole('progressbar'));
    expect(bridge.calls.slice(-3)).toContainEqual([
      'batches.startManifest',
      { manifest: ID, leaveOut: [3, 5], repeatsAreMeant: false, reference: 'Harbour Festival', startsAt: null },
    ]);
  });

  it('starts when it is said, where every bundle of it takes a time', async () => {
    const { bridge, user, choose } = await openList([row(2)], {}, { startsOnDate: true });
    await choose('x');
    const start = await screen.findByLabelText('Start');
    await user.type(start, '2001-01-04T09:30');
    expect(submit()).toHaveProperty('disabled', true);
    await user.clear(start);
    await user.type(start, '2099-01-04T09:30');
    await user.click(submit());
    await waitFor(() => screen.getByRole('progressbar'));
    expect(bridge.calls).toContainEqual([
      'batches.startManifest',
      {
        manifest: ID,
        leaveOut: [],
        repeatsAreMeant: false,
        reference: '',
        startsAt: new Date('2099-01-04T09:30').toISOString(),
      },
    ]);
  });

  it('takes lines in again', async () => {
    const { user, choose } = await openList(two);
    await choose('x');
    await user.click(await screen.findByRole('button', { name: 'Leave out all 2 wrong lines' }));
    await user.click(await screen.findByRole('button', { name: 'Take all 2 lines in again' }));
    expect(await screen.findByRole('button', { name: 'Leave out all 2 wrong lines' })).toBeDefined();
    expect(leaveOut(3)).toHaveProperty('checked', false);
  });

  it('can leave out a line that is right, and provisions nothing when all are out', async () => {
    const { user, choose } = await openList([row(2)]);
    await choose('x');
    await user.click(await screen.findByRole('checkbox', { name: 'Leave out line 2' }));
    expect(await screen.findByText('Every line is left out, so there is nothing to provision.')).toBeDefined();
    expect(submit()).toHaveProperty('disabled', true);
  });

  it('of five thousand lines is shown a page at a time', async () => {
    const { user, choose } = await openList(Array.from({ length: 5000 }, (_, index) => row(index + 2)));
    await choose('x');
    expect(await screen.findByText('1 to 100 of 5,000')).toBeDefined();
    expect(shown()).toHaveLength(100);
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(shown()[0]).toBe('102');
    expect(submit().textContent).toBe('Provision 5,000 eSIMs');
  });

  it('says why it cannot be read, and takes another one', async () => {
    let readable = false;
    const { choose } = await openList([], {
      checkManifest: () => {
        if (readable) return checked([row(2)]);
        throw new StationError('invalid-request');
      },
    });
    await choose('x');
    expect((await screen.findByRole('alert')).textContent).toContain('did nothing');
    expect(screen.queryByRole('table')).toBeNull();
    readable = true;
    await choose('y');
    expect(await screen.findByRole('table', { name: 'Lines of the list' })).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('a list that was not understood for sure', () => {
  const certain = checked([row(2)]);

  it('names the columns that are not read', async () => {
    const columns = { ...certain.columns, header: ['name', 'bundle', 'Room', 'Mail'], unread: [2, 3] };
    const { choose } = await openList([], { checkManifest: () => ({ ...certain, columns }) });
    await choose('x');
    expect(await screen.findByText(/These columns mean nothing here.*: “Room”, “Mail”\./)).toBeDefined();
    expect(submit()).toHaveProperty('disabled', false);
  });

  it('waits for a word about a column that looks like the quantity', async () => {
    const columns = { ...certain.columns, header: ['name', 'bundle', 'Zahl'], unread: [2], likeQuantity: 2 };
    const { bridge, user, choose } = await openList([], {
      checkManifest: ({ columns: said }) => (said ? certain : { ...certain, columns }),
    });
    await choose('x');
    expect(await screen.findByText(/“Zahl” looks like a quantity/)).toBeDefined();
    expect(submit()).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: /Quantity/ }));
    await user.click(await screen.findByRole('option', { name: 'Zahl' }));
    await waitFor(() => expect(submit()).toHaveProperty('disabled', false));
    const asked = bridge.calls.filter(([verb]) => verb === 'batches.checkManifest').at(-1)?.[1];
    expect(asked).toMatchObject({ columns: { quantity: 'Zahl' } });
  });

  it('lets the right letters be chosen by the names', async () => {
    const encoding = {
      name: 'windows-1252',
      certain: false,
      names: ['Muñoz'],
      alternatives: [{ name: 'windows-1250', names: ['Muńoz'] }],
    };
    const { bridge, user, choose } = await openList([], {
      checkManifest: ({ encoding: said }) => (said ? certain : { ...certain, encoding }),
    });
    await choose('x');
    expect(await screen.findByText(/can be read in several ways/)).toBeDefined();
    expect(submit()).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('radio', { name: /Muñoz/ }));
    await waitFor(() => expect(submit()).toHaveProperty('disabled', false));
    const asked = bridge.calls.filter(([verb]) => verb === 'batches.checkManifest').at(-1)?.[1];
    expect(asked).toMatchObject({ encoding: 'windows-1252' });
  });

  it('needs one deliberate yes for lines that ask for the same', async () => {
    const { bridge, user, choose } = await openList([], {
      checkManifest: () => ({ ...certain, repeats: [{ lines: [2, 4] }] }),
    });
    await choose('x');
    expect(await screen.findByText(/Lines 2, 4 ask for the same bundle for the same person/)).toBeDefined();
    expect(submit()).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('checkbox', { name: 'This is meant' }));
    await user.click(submit());
    await waitFor(() => screen.getByRole('progressbar'));
    expect(bridge.calls).toContainEqual([
      'batches.startManifest',
      { manifest: ID, leaveOut: [], repeatsAreMeant: true, reference: '', startsAt: null },
    ]);
  });

  it('gets one bundle for all where it names none', async () => {
    const { bridge, user, choose } = await openList([], {
      checkManifest: ({ bundle }) => {
        if (bundle) return certain;
        throw new StationError('manifest.no-header', { column: 'bundle', header: 'Wer\tWas' });
      },
    });
    await choose('x');
    await user.click(await screen.findByRole('button', { name: /One bundle for everybody/ }));
    await user.click(await screen.findByRole('option', { name: new RegExp(BUNDLE) }));
    expect(await screen.findByRole('table', { name: 'Lines of the list' })).toBeDefined();
    const asked = bridge.calls.filter(([verb]) => verb === 'batches.checkManifest').at(-1)?.[1];
    expect(asked).toMatchObject({ bundle: BUNDLE });
  });

  it('gets its bundle column chosen by hand where the header says it otherwise', async () => {
    const { bridge, user, choose } = await openList([], {
      checkManifest: ({ columns }) => {
        if (columns) return certain;
        throw new StationError('manifest.no-header', { column: 'bundle', header: 'Wer\tWas' });
      },
    });
    await choose('x');
    await user.click(await screen.findByRole('button', { name: /^No column Bundle$|^Bundle/ }));
    await user.click(await screen.findByRole('option', { name: 'Was' }));
    expect(await screen.findByRole('table', { name: 'Lines of the list' })).toBeDefined();
    const asked = bridge.calls.filter(([verb]) => verb === 'batches.checkManifest').at(-1)?.[1];
    expect(asked).toMatchObject({ columns: { bundle: 'Was' } });
  });
});
