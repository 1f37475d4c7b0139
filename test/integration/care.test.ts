import { describe, expect, it } from 'vitest';
import { revokePreview } from '../../electron/care/revoke.ts';
import { verdictOf } from '../../electron/care/verdict.ts';
import type { Station } from '../../electron/station.ts';
import type { TrainingApi } from '../../electron/training/index.ts';
import type { ActResult } from '../../shared/model.ts';
import { BUNDLE, stationAt, trainingApi } from '../support/station.ts';

const OPERATOR = 'operator';

/** A station that has sold one eSIM. */
async function sold(options: Parameters<typeof trainingApi>[0] = {}) {
  const api = await trainingApi(options);
  const station = await stationAt(api);
  const id = await station.provisioning.create(
    { lines: [{ bundle: BUNDLE, quantity: 1 }], reference: 'Ms Moreau', startsAt: null },
    OPERATOR,
  );
  await station.provisioning.idle();
  await station.provisioning.referencesWritten();
  const iccid = station.history.batch(id).items[0]?.iccid ?? '';
  return { api, station, iccid };
}

async function assignmentOf(station: Station, iccid: string): Promise<string> {
  const { bundles } = await station.care.look(iccid);
  return Array.isArray(bundles) ? (bundles[0]?.assignmentId ?? '') : '';
}

/** Calls that change something, as the API saw them. */
function changes(api: TrainingApi): string[] {
  return api
    .ledger()
    .calls.filter(({ method, path }) => method !== 'GET' || path.endsWith('/refresh'))
    .map(({ method, path }) => `${method} ${path}`);
}

describe.each(['wild', 'documented'] as const)('care for an eSIM (%s shapes)', (variant) => {
  it('begins with what the account says of it', async () => {
    const { station, iccid } = await sold({ variant });
    const esim = await station.care.look(iccid);
    expect(esim).toMatchObject({
      iccid,
      verdict: { kind: 'never-installed' },
      customerRef: 'Ms Moreau',
      location: null,
    });
    expect(esim.activationCode).toBe(station.history.esim(iccid).activationCode);
    expect(esim.bundles).toMatchObject([{ name: BUNDLE, state: 'queued', initialBytes: 1_000_000_000 }]);
    expect(esim.events).toMatchObject([{ name: 'eSIM Updated' }, { name: 'Bundle Applied', bundle: BUNDLE }]);
  });

  it('does what it is asked and writes it down', async () => {
    const { api, station, iccid } = await sold({ variant });
    const assignmentId = await assignmentOf(station, iccid);
    const results = [
      await station.care.refresh(iccid, OPERATOR),
      await station.care.sms(iccid, 'Please restart your phone.', OPERATOR),
      await station.care.setReference(iccid, 'Ms Moreau, room 12', OPERATOR),
      await station.care.topUp(iccid, BUNDLE, OPERATOR),
      await station.care.revoke(iccid, BUNDLE, assignmentId, OPERATOR),
    ];
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect((await station.care.look(iccid)).customerRef).toBe('Ms Moreau, room 12');
    expect(api.ledger().stock[BUNDLE]).toBe(99);
    expect(station.care.acts(iccid).map(({ kind, outcome, about }) => [kind, outcome, about])).toEqual([
      ['revoke', 'answered', BUNDLE],
      ['top-up', 'answered', BUNDLE],
      ['reference', 'answered', 'Ms Moreau, room 12'],
      ['sms', 'answered', 'Please restart your phone.'],
      ['refresh', 'answered', ''],
      // Written by the station itself when the eSIM was sold.
      ['reference', 'answered', 'Ms Moreau'],
    ]);
  });

  it('shows what a revoke would do before it does it', async () => {
    const { api, station, iccid } = await sold({ variant });
    const before = changes(api).length;
    const preview = await station.care.previewRevoke(iccid, BUNDLE, await assignmentOf(station, iccid));
    expect(preview).toMatchObject({ refunded: true, mayLeaveAccount: true, said: expect.stringMatching(/./) });
    expect(api.ledger().stock[BUNDLE]).toBe(99);
    expect(changes(api).length - before).toBeLessThanOrEqual(1);
    await expect(station.care.previewRevoke(iccid, BUNDLE, '1')).rejects.toMatchObject({
      code: expect.stringMatching(/^(care|api)\./),
    });
  });

  it('replaces a lost eSIM with a fresh one, as one journaled act', async () => {
    const { api, station, iccid } = await sold({ variant });
    const id = await station.replace({ iccid, bundle: BUNDLE, reason: 'phone stolen' }, OPERATOR);
    await station.provisioning.idle();
    const batch = station.history.batch(id);
    expect(batch).toMatchObject({
      state: 'ready',
      quantity: 1,
      reference: 'Ms Moreau',
      replaces: { iccid, reason: 'phone stolen' },
    });
    expect(batch.items[0]?.iccid).not.toBe(iccid);
    expect(station.care.acts(iccid)).toMatchObject([
      { kind: 'replace', outcome: 'answered' },
      { kind: 'reference', operator: 'station' },
    ]);
    expect(api.ledger().applies).toHaveLength(2);
  });

  it('buys into the stock and gives it back', async () => {
    const { api, station } = await sold({ variant });
    const quote = await station.stock.quote(BUNDLE, 5);
    expect(quote).toMatchObject({
      bundle: BUNDLE,
      quantity: 5,
      valid: true,
      currency: expect.stringMatching(/^[A-Z]{3}$/),
    });
    expect(await station.stock.buy(BUNDLE, 5, OPERATOR)).toMatchObject({ outcome: 'done' });
    expect(api.ledger().stock[BUNDLE]).toBe(104);
    const bought = (await station.stock.list()).find(({ name }) => name === BUNDLE);
    const lot = bought?.lots.find(({ total }) => total === 5);
    expect(await station.stock.refund({ lot: lot?.id ?? 0, quantity: 2, bundle: BUNDLE }, OPERATOR)).toMatchObject({
      outcome: 'done',
    });
    expect(api.ledger().stock[BUNDLE]).toBe(102);
    expect(station.stock.acts().map(({ kind, outcome, about, quantity }) => [kind, outcome, about, quantity])).toEqual([
      ['refund', 'answered', BUNDLE, 2],
      ['order', 'answered', BUNDLE, 5],
    ]);
  });
});

describe('an act whose answer gets lost', () => {
  const acts: [string, (station: Station, iccid: string, assignmentId: string) => Promise<ActResult>, RegExp][] = [
    ['refresh', ({ care }, iccid) => care.refresh(iccid, OPERATOR), /refresh/],
    ['sms', ({ care }, iccid) => care.sms(iccid, 'Hello', OPERATOR), /sms/],
    ['reference', ({ care }, iccid) => care.setReference(iccid, 'x', OPERATOR), /PUT/],
    ['top-up', ({ care }, iccid) => care.topUp(iccid, BUNDLE, OPERATOR), /apply/],
    ['revoke', ({ care }, iccid, assignmentId) => care.revoke(iccid, BUNDLE, assignmentId, OPERATOR), /DELETE/],
    ['order', ({ stock }) => stock.buy(BUNDLE, 1, OPERATOR), /orders/],
    ['refund', ({ stock }) => stock.refund({ lot: 0, quantity: 1, bundle: BUNDLE }, OPERATOR), /refund/],
  ];

  it.each(acts)('%s is unknown, journaled and not sent again', async (kind, send, pattern) => {
    const { api, station, iccid } = await sold();
    const assignmentId = await assignmentOf(station, iccid);
    const [lot] = (await station.stock.list()).flatMap(({ lots }) => lots);
    const before = changes(api).length;
    // Faults strike in their order: the validation of the order is only slow, the order itself is cut.
    if (kind === 'order') api.fault({ name: 'slow-body', path: '/orders' });
    // So is the look at the mark that the new reference has to keep.
    if (kind === 'reference') api.fault({ name: 'slow-body', path: `/esims/${iccid}` });
    api.fault({ name: 'reset-after', path: pathOf(kind, iccid, assignmentId) });
    const act =
      kind === 'refund'
        ? station.stock.refund({ lot: lot?.id ?? 0, quantity: 1, bundle: BUNDLE }, OPERATOR)
        : send(station, iccid, assignmentId);
    expect(await act).toMatchObject({ outcome: 'unknown', problem: { code: `unknown.${kind}` } });
    station.provisioning.resumeAll();
    await station.provisioning.idle();
    await station.stock.idle();
    const sent = changes(api)
      .slice(before)
      .filter((call) => pattern.test(call));
    // An order is validated first; that call changes nothing.
    expect(sent).toHaveLength(kind === 'order' ? 2 : 1);
    const [journaled] = kind === 'order' || kind === 'refund' ? station.stock.acts() : station.care.acts(iccid);
    const isFound = ['top-up', 'order', 'refund'].includes(kind);
    expect(journaled).toMatchObject({ kind, outcome: 'unknown', settled: isFound ? 'made' : null });
    // An eSIM that has left the account with its last bundle cannot be asked.
    const asked = station.stock.questions().map(({ kind, unseen }) => ({ kind, unseen }));
    expect(asked).toEqual(kind === 'revoke' ? [{ kind, unseen: [iccid] }] : []);
  });
});

/** Where a fault has to wait for an act. */
function pathOf(kind: string, iccid: string, assignmentId: string): string {
  const paths: Record<string, string> = {
    refresh: `/esims/${iccid}/refresh`,
    sms: `/esims/${iccid}/sms`,
    reference: '/esims',
    'top-up': '/esims/apply',
    revoke: `/esims/${iccid}/bundles/${BUNDLE}/assignments/${assignmentId}`,
    order: '/orders',
    refund: '/inventory/refund',
  };
  return paths[kind] ?? '';
}

describe('the verdict', () => {
  const day = '2026-03-02T10:00:00Z';
  it.each([
    ['Released', null, { kind: 'never-installed' }],
    ['Released', day, { kind: 'removed', installed: day }],
    ['Deleted', day, { kind: 'removed', installed: day }],
    ['Installed', day, { kind: 'installed', since: day }],
    ['Downloaded', null, { kind: 'installed', since: null }],
    ['Unavailable', day, { kind: 'withdrawn' }],
    ['Deactivated', null, { kind: 'withdrawn' }],
    ['Sideways', null, { kind: 'other', status: 'Sideways' }],
    [null, null, { kind: 'other', status: '' }],
  ] as const)('of %s with first installation %s', (status, installed, verdict) => {
    expect(verdictOf(status, installed)).toEqual(verdict);
  });
});

describe('the preview of a revoke', () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const bundle = {
    name: BUNDLE,
    description: '',
    assignmentId: '1',
    state: 'queued',
    initialBytes: 10,
    remainingBytes: 10,
    unlimited: false,
    startsAt: null,
    endsAt: null,
    assignedAt: '2026-03-01T10:00:00Z',
    reference: null,
  };
  const esim = { bundles: [bundle], verdict: { kind: 'never-installed' } as const };

  it.each([
    ['Bundle will be refunded to inventory', {}, true],
    ['Bundle will be revoked', {}, null],
    ['Refunds are disabled, bundle will not be refunded', {}, false],
    ['Bundle will be refunded to inventory', { startsAt: '2026-03-01T11:00:00Z' }, false],
    ['Bundle will be refunded to inventory', { remainingBytes: 9 }, false],
    ['Bundle will be refunded to inventory', { assignedAt: '2025-12-01T10:00:00Z' }, false],
  ])('“%s” with %j: refunded %s', (said, change, refunded) => {
    expect(revokePreview(said, { ...bundle, ...change }, esim, now).refunded).toBe(refunded);
  });

  it('warns when the eSIM may leave the account, and only then', () => {
    const other = { ...bundle, assignmentId: '2' };
    expect(revokePreview('', bundle, esim, now).mayLeaveAccount).toBe(true);
    expect(revokePreview('', bundle, { ...esim, bundles: [bundle, other] }, now).mayLeaveAccount).toBe(false);
    expect(
      revokePreview('', bundle, { ...esim, verdict: { kind: 'installed', since: null } }, now).mayLeaveAccount,
    ).toBe(false);
  });
});
