// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { supportPage } from '../../renderer/screens/esim/support-page.ts';
import { ACT_KINDS } from '../../shared/model.ts';
import { ACTIVATION_CODE, esimBundle, esimState, MATCHING_ID, oneAct } from './care-data.ts';
import { BUNDLE, iccid } from './data.ts';

const page = (changes: Partial<Parameters<typeof supportPage>[0]> = {}) =>
  supportPage({
    iccid: iccid(3),
    state: esimState(),
    acts: [],
    findings: [],
    solved: false,
    operator: 'Marta',
    now: new Date('2026-11-21T09:05:00Z'),
    secrets: [ACTIVATION_CODE, MATCHING_ID],
    ...changes,
  });

describe('the page for support', () => {
  it('says what is known of the eSIM', () => {
    expect(page()).toContain(`ICCID: ${iccid(3)}`);
    expect(page()).toContain('Written: 2026-11-21 09:05 UTC by Marta');
    expect(page()).toContain('Profile status: Installed');
  });

  it('says what could not be asked', () => {
    const problem = { code: 'api.busy', params: {} } as const;
    expect(page({ state: null }).match(/not known/g)).toHaveLength(4);
    expect(page({ state: esimState({ bundles: problem, location: problem }) }).match(/not known/g)).toHaveLength(2);
    expect(page({ state: esimState({ location: null, bundles: [] }) })).toContain('Not seen on a network yet');
  });

  it('lists acts with their outcome, and what they were about only where that is a bundle', () => {
    const acts = [
      oneAct({ kind: 'top-up', about: 'esim_1GB_7D_GB_V2', outcome: 'unknown' }),
      oneAct({ kind: 'sms', about: 'Dear Mrs Miller' }),
      oneAct({ kind: 'reference', about: 'Mrs Miller, room 12' }),
    ];
    const text = page({ acts });
    expect(text).toContain('- 2026-11-20 10:00 UTC Top-up (esim_1GB_7D_GB_V2), by Marta: Outcome unknown');
    expect(text).not.toContain('Miller');
  });

  it('says how an act of unknown outcome was settled', () => {
    const text = page({ acts: [oneAct({ kind: 'revoke', about: BUNDLE, outcome: 'unknown', settled: 'not-made' })] });
    expect(text).toContain('by Marta: Unknown, found out: never done');
  });

  it('holds no secret, wherever one got in', () => {
    const secret = fc.constantFrom(ACTIVATION_CODE, MATCHING_ID);
    const anywhere = fc.tuple(fc.string(), secret, fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anywhere, anywhere, fc.constantFrom(...ACT_KINDS), (one, two, kind) => {
        const text = page({
          operator: one,
          acts: [oneAct({ kind, about: one, operator: two })],
          state: esimState({ profileStatus: two, bundles: [esimBundle({ name: one, state: two })] }),
        });
        expect(text).not.toContain(MATCHING_ID);
        expect(text).not.toContain(ACTIVATION_CODE);
      }),
    );
  });
});
