// @vitest-environment jsdom

import { afterEach, describe, expect, it } from 'vitest';
import { useAccount } from '../../renderer/stores/account.ts';
import { applyProgress, openBatch, positionRanges, problemGroups, useBatch } from '../../renderer/stores/batch.ts';
import { loadMore, searchHistory, updateHistory, useHistory } from '../../renderer/stores/history.ts';
import { back, open, openSection, useNavigation } from '../../renderer/stores/navigation.ts';
import {
  addAnother,
  chooseBundle,
  fillOrder,
  orderBundles,
  removeLine,
  reviewLine,
  setQuantity,
  startTime,
  useOrder,
  wholeNumber,
} from '../../renderer/stores/order.ts';
import { USUAL_SCANNER } from '../../renderer/stores/scans.ts';
import { startSession } from '../../renderer/stores/session.ts';
import { loadStock, useStock } from '../../renderer/stores/stock.ts';
import { addEntries, readEntries, useTopUp } from '../../renderer/stores/top-up.ts';
import type { Batch, BatchSummary } from '../../shared/model.ts';
import { stockBundle } from '../support/stock-bundle.ts';
import { installBridge } from './bridge.ts';
import { account, BATCH_ID, BUNDLE, batch, iccid, item, items, summary } from './data.ts';

/** An answer that the test gives when it wants to. */
function later<Value>() {
  let settle: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

const other = (number: number): BatchSummary =>
  summary(batch({ items: items(['ready']), id: `0190c0de-0000-7000-8000-00000000000${number}` }));

describe('the order', () => {
  it.each([
    ['1', 1],
    [' 24 ', 24],
    ['007', 7],
    ['0', null],
    ['-1', null],
    ['2.0', null],
    ['1e3', null],
    ['0x10', null],
    ['', null],
    ['99999999999999999999', null],
  ])('reads %j as %s', (text, number) => {
    expect(wholeNumber(text)).toBe(number);
  });

  it('is reviewed against the stock', () => {
    const bundle = stockBundle({ remaining: 5 });
    expect(reviewLine(undefined, '1')).toEqual({ state: 'no-bundle' });
    expect(reviewLine(bundle, 'x')).toEqual({ state: 'not-whole' });
    expect(reviewLine(bundle, '6')).toEqual({ state: 'too-many', quantity: 6, remaining: 5 });
    expect(reviewLine(bundle, '5')).toEqual({ state: 'fine', bundle: BUNDLE, quantity: 5, remaining: 5, stay: 0 });
  });
});

describe('the lines of an order', () => {
  const lines = () => useOrder.getState().lines.map(({ bundle, quantity }) => `${quantity} ${bundle}`);

  it('exchange the bundle while there is one, and add to it when asked', () => {
    chooseBundle('a');
    setQuantity('5');
    chooseBundle('b');
    expect(lines()).toEqual(['5 b']);
    addAnother();
    expect(useOrder.getState().bundle).toBeNull();
    chooseBundle('c');
    chooseBundle('d');
    expect(lines()).toEqual(['5 b', '1 c', '1 d']);
  });

  it('hold each bundle once: the one that is chosen again is taken up again', () => {
    chooseBundle('a');
    setQuantity('5');
    addAnother();
    chooseBundle('b');
    chooseBundle('a');
    setQuantity('7');
    expect(lines()).toEqual(['7 a', '1 b']);
    addAnother();
    chooseBundle('b');
    expect(lines()).toEqual(['7 a', '1 b']);
  });

  it('go on with another one when the one in hand is taken out', () => {
    chooseBundle('a');
    addAnother();
    chooseBundle('b');
    removeLine('b');
    expect(useOrder.getState()).toMatchObject({ bundle: 'a' });
    chooseBundle('c');
    expect(lines()).toEqual(['1 c']);
    removeLine('c');
    expect(useOrder.getState()).toMatchObject({ bundle: null, lines: [] });
  });
});

describe('a start time', () => {
  const now = Date.parse('2026-12-01T12:00:00Z');

  it('is told in UTC, and has to be ahead', () => {
    expect(startTime('', now)).toBeNull();
    const local = '2026-12-24T18:00';
    expect(startTime(local, now)).toBe(new Date(local).toISOString());
    expect(startTime('2026-11-24T18:00', now)).toBeUndefined();
    expect(startTime('nonsense', now)).toBeUndefined();
  });
});

describe('ICCIDs from elsewhere', () => {
  const grouped = '8944 4220 0000 0000 001';

  it.each([
    ['one', iccid(1), [iccid(1)]],
    ['in groups', grouped, [iccid(1)]],
    ['a column of a spreadsheet', `${iccid(1)}\r\n${iccid(2)}\r\n`, [iccid(1), iccid(2)]],
    ['a line of many', `${iccid(1)} ${iccid(2)}, ${iccid(3)};${iccid(4)}\t${iccid(5)}`, [1, 2, 3, 4, 5].map(iccid)],
    ['what is none', `ICCID\n8.94442E+18\n${iccid(1)}1111`, ['ICCID', '8.94442E+18', `${iccid(1)}1111`]],
    ['nothing', ' \n\n, ', []],
  ])('are read: %s', (_, text, entries) => {
    expect(readEntries(text)).toEqual(entries);
  });

  it('are kept once each, and the doubles counted', () => {
    addEntries(`${iccid(1)}\n${iccid(2)}\n${grouped}`);
    expect(useTopUp.getState()).toMatchObject({ entries: [iccid(2), iccid(1)], doubles: 1 });
    addEntries(`${iccid(2)}\n${iccid(1)}\n${iccid(3)}`);
    expect(useTopUp.getState()).toMatchObject({ entries: [iccid(3), iccid(2), iccid(1)], doubles: 2 });
  });
});

describe('starting the order', () => {
  it('twice before the first answer makes one batch', async () => {
    const bridge = installBridge({ batches: { create: () => ({ id: BATCH_ID }) } });
    const lines = [{ bundle: BUNDLE, quantity: 2 }];
    await Promise.all([orderBundles(lines, null), orderBundles(lines, null)]);
    expect(bridge.calls).toEqual([['batches.create', { lines, reference: '', startsAt: null }]]);
    expect(useOrder.getState()).toMatchObject({ batchId: BATCH_ID, starting: false });
  });
});

describe('a batch', () => {
  it('takes only the items that changed', async () => {
    const shown = batch({ items: items(['ready', 'assigned', 'planned']) });
    installBridge({ batches: { get: () => shown } });
    await openBatch(BATCH_ID);
    const changed = item(2, 'ready');
    applyProgress({ batch: summary(batch({ items: items(['ready', 'ready', 'planned']) })), changed: [changed] });
    const { batch: now } = useBatch.getState();
    expect(now?.counts.ready).toBe(2);
    expect(now?.items[0]).toBe(shown.items[0]);
    expect(now?.items[1]).toBe(changed);
    expect(now?.items[2]).toBe(shown.items[2]);
  });

  it('is read again when progress came in while it was being read', async () => {
    const first = later<Batch>();
    const answers = [first.promise, Promise.resolve(batch({ items: items(['ready']), state: 'ready' }))];
    const bridge = installBridge({ batches: { get: () => answers[bridge.calls.length - 1] as Promise<Batch> } });
    const opened = openBatch(BATCH_ID);
    applyProgress({ batch: summary(batch({ items: items(['ready']), state: 'ready' })), changed: items(['ready']) });
    first.settle(batch({ items: items(['fetched']) }));
    await opened;
    expect(bridge.calls).toHaveLength(2);
    expect(useBatch.getState().batch?.state).toBe('ready');
  });

  it('opened last is the one shown, whichever answer comes last', async () => {
    const slow = later<Batch>();
    const next = batch({ items: items(['ready']), id: other(2).id });
    installBridge({ batches: { get: ({ id }) => (id === BATCH_ID ? slow.promise : next) } });
    const first = openBatch(BATCH_ID);
    await openBatch(next.id);
    slow.settle(batch({ items: items(['planned']) }));
    await first;
    expect(useBatch.getState().batch?.id).toBe(next.id);
  });

  it('is counted among the working ones until it stops', () => {
    const working = summary(batch({ items: items(['planned']) }));
    applyProgress({ batch: working, changed: [] });
    expect(useBatch.getState().working).toEqual([working]);
    applyProgress({ batch: { ...working, state: 'ready' }, changed: [] });
    expect(useBatch.getState().working).toEqual([]);
  });

  it('groups its problems by what they say', () => {
    const refused = (text: string) => ({ code: 'provisioning.item-refused' as const, params: { text } });
    const groups = problemGroups([
      item(1, 'ready'),
      item(2, 'failed', { problem: refused('a') }),
      item(3, 'failed', { problem: refused('b') }),
      item(4, 'failed', { problem: refused('a') }),
    ]);
    expect(groups.map(({ positions }) => positions)).toEqual([[2, 4], [3]]);
  });

  it.each([
    [[1], '1'],
    [[1, 2, 3, 7], '1–3, 7'],
    [[2, 4, 5], '2, 4–5'],
    [[1, 3, 5, 7, 9, 11, 13, 15, 17, 19], '1, 3, 5, 7, 9, 11, 13, 15, 17, 19'],
    [[1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 22], '1, 3, 5, 7, 9, 11, 13, 15, 17, 19, …'],
  ])('names positions %j as %s', (positions, text) => {
    expect(positionRanges(positions)).toBe(text);
  });
});

describe('the history', () => {
  it('goes on after the last batch it shows', async () => {
    const bridge = installBridge({
      batches: {
        list: ({ before }) =>
          before ? { batches: [other(3)], more: false } : { batches: [other(1), other(2)], more: true },
      },
    });
    await searchHistory('harbour');
    await loadMore();
    expect(bridge.calls.at(-1)).toEqual(['batches.list', { search: 'harbour', before: other(2).id }]);
    const { batches, more, loadingMore } = useHistory.getState();
    expect(batches?.map(({ id }) => id)).toEqual([other(1).id, other(2).id, other(3).id]);
    expect([more, loadingMore]).toEqual([false, false]);
  });

  it('shows the answer to the last search, whichever comes last', async () => {
    const slow = later<{ batches: BatchSummary[]; more: boolean }>();
    installBridge({
      batches: { list: ({ search }) => (search === 'old' ? slow.promise : { batches: [other(2)], more: false }) },
    });
    const first = searchHistory('old');
    await searchHistory('new');
    slow.settle({ batches: [other(1)], more: true });
    await first;
    expect(useHistory.getState()).toMatchObject({ search: 'new', batches: [other(2)], more: false });
  });

  it('follows the batches it shows', async () => {
    installBridge({ batches: { list: () => ({ batches: [other(1), other(2)], more: false }) } });
    await searchHistory('');
    updateHistory({ ...other(2), state: 'ready' });
    expect(useHistory.getState().batches?.map(({ state }) => state)).toEqual(['working', 'ready']);
  });
});

describe('the navigation', () => {
  it('goes back the way it came, and starts anew in a section', () => {
    openSection('history');
    open({ screen: 'batch', id: BATCH_ID });
    open({ screen: 'esim', iccid: '8944' });
    back();
    expect(useNavigation.getState().route).toEqual({ screen: 'batch', id: BATCH_ID });
    back();
    back();
    expect(useNavigation.getState()).toMatchObject({ route: { screen: 'history' }, past: [] });
    open({ screen: 'batch', id: BATCH_ID });
    openSection('settings');
    expect(useNavigation.getState()).toMatchObject({ section: 'settings', past: [] });
  });
});

describe('the session', () => {
  let end = () => {};
  afterEach(() => end());

  it('leaves nothing of one account on the screen of the other', async () => {
    const bridge = installBridge({
      account: { status: () => account() },
      preferences: {
        get: () => ({ theme: 'system', operator: 'Marta', scanner: USUAL_SCANNER, screenshots: 'refused' }),
      },
      stock: { list: () => [stockBundle()] },
      batches: { list: () => ({ batches: [other(1)], more: false }), get: () => batch({ items: items(['ready']) }) },
    });
    end = startSession();
    await Promise.resolve();
    await Promise.all([loadStock(), searchHistory('x'), openBatch(BATCH_ID)]);
    chooseBundle(BUNDLE);
    fillOrder({ reference: 'Harbour Festival' });
    addEntries(iccid(1));
    openSection('history');

    bridge.emit('account', account({ mode: 'practice' }));
    expect(useAccount.getState().status?.mode).toBe('practice');
    expect(useStock.getState().bundles).toBeNull();
    expect(useHistory.getState().batches).toBeNull();
    expect(useBatch.getState().batch).toBeNull();
    expect(useOrder.getState()).toMatchObject({ lines: [], bundle: null, reference: '' });
    expect(useTopUp.getState().entries).toEqual([]);
    expect(useNavigation.getState().route).toEqual({ screen: 'provision' });
  });
});
