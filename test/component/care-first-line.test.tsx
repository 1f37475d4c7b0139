// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Facts,
  factsOf,
  type Next,
  type Offer,
  type Said,
  STEPS,
  type Step,
  walk,
} from '../../renderer/screens/esim/first-line.ts';
import type { EsimState } from '../../shared/model.ts';
import { esimBundle, esimState, oneAct } from './care-data.ts';

const WELL: Facts = { verdict: 'installed', bundle: 'usable', network: 'seen', refreshed: false };

/** Talks to the end, as one who answers each question and each remedy so. */
function talk(facts: Facts, answer: (step: Step) => Answer, worked: (step: Step) => boolean = () => false) {
  const said: Said[] = [];
  const offers: Offer[] = [];
  for (;;) {
    const { findings, next } = walk(facts, said);
    if (next.kind === 'end') return { findings, solved: next.solved, said, offers };
    if (next.kind === 'ask') said.push({ step: next.step, answer: answer(next.step) });
    else {
      if (next.remedy.offer) offers.push(next.remedy.offer);
      said.push({ step: next.step, worked: worked(next.step) });
    }
  }
}

const asked = ({ said }: { said: Said[] }) => said.filter((one) => 'answer' in one).map(({ step }) => step);
const remedyOf = (next: Next) => (next.kind === 'do' ? next.remedy : null);

describe('what the account knows', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const facts = (changes: Partial<EsimState>) => factsOf(esimState(changes), [], now);

  it.each([
    [[], 'none'],
    [[esimBundle({ state: 'depleted' }), esimBundle({ state: 'expired' })], 'none'],
    [[esimBundle({ state: 'depleted' }), esimBundle({ state: 'queued' })], 'usable'],
    [[esimBundle({ state: 'expired' }), esimBundle({ state: 'processing' })], 'processing'],
    [[esimBundle({ remainingBytes: 0 })], 'none'],
    [[esimBundle({ remainingBytes: 0, unlimited: true })], 'usable'],
    [[esimBundle({ state: 'Suspended' })], null],
    [{ code: 'api.busy', params: {} }, null],
  ] as const)('of the bundles %j is %s', (bundles, fact) => {
    expect(facts({ bundles: Array.isArray(bundles) ? [...bundles] : (bundles as never) }).bundle).toBe(fact);
  });

  it('of the network is whether it was ever seen, or nothing', () => {
    expect(facts({}).network).toBe('seen');
    expect(facts({ location: null }).network).toBe('never');
    expect(facts({ location: { code: 'api.busy', params: {} } }).network).toBeNull();
    expect(factsOf(null, [], now)).toEqual({ verdict: null, bundle: null, network: null, refreshed: false });
  });

  it('takes only a refresh that was done here and today', () => {
    const refreshed = (changes: Parameters<typeof oneAct>[0]) => factsOf(null, [oneAct(changes)], now).refreshed;
    expect(refreshed({})).toBe(true);
    expect(refreshed({ outcome: 'unknown' })).toBe(false);
    expect(refreshed({ kind: 'sms' })).toBe(false);
    expect(refreshed({ at: '2026-11-18T10:00:00Z' })).toBe(false);
  });
});

describe('the first-line talk', () => {
  it('does not ask what the account knows', () => {
    const { next, findings } = walk(WELL, []);
    expect(findings.map(({ step, answer, from }) => [step, answer, from])).toEqual([
      ['installed', 'yes', 'account'],
      ['bundle', 'yes', 'account'],
    ]);
    expect(next).toEqual({ kind: 'ask', step: 'country' });
  });

  it('goes through the installation only where it is not installed', () => {
    expect(asked(talk(WELL, () => 'yes'))).toEqual(['country', 'line', 'roaming', 'network', 'apn', 'restart']);
    expect(asked(talk({ ...WELL, verdict: 'never-installed' }, () => 'yes')).slice(0, 4)).toEqual([
      'supports',
      'unlocked',
      'wifi',
      'scan',
    ]);
  });

  it('offers a new eSIM for a withdrawn one, and nothing else', () => {
    const withdrawn = talk({ ...WELL, verdict: 'withdrawn' }, () => 'yes');
    expect(withdrawn.offers).toEqual(['replace']);
    expect(asked(withdrawn)).toEqual([]);
    expect(withdrawn.solved).toBe(false);
  });

  it('offers a new eSIM when the code does not install again', () => {
    const { offers, findings } = talk({ ...WELL, verdict: 'removed' }, (step) => (step === 'scan' ? 'no' : 'yes'));
    expect(offers).toEqual(['replace']);
    expect(findings.at(-1)?.step).toBe('scan');
  });

  it('offers to top up when nothing is left, and to wait while a bundle is being prepared', () => {
    expect(remedyOf(walk({ ...WELL, bundle: 'none' }, []).next)).toMatchObject({ id: 'top-up', offer: 'top-up' });
    expect(remedyOf(walk({ ...WELL, bundle: 'processing' }, []).next)).toMatchObject({ id: 'wait', offer: null });
  });

  it('refreshes once: for the network, or at the end, or not again today', () => {
    expect(talk({ ...WELL, network: 'never' }, () => 'yes').offers).toEqual(['refresh']);
    expect(talk(WELL, () => 'yes').offers).toEqual(['refresh']);
    expect(talk({ ...WELL, refreshed: true }, () => 'yes').offers).toEqual([]);
  });

  it('stops where no other step can help', () => {
    const { findings } = talk({ ...WELL, verdict: 'never-installed' }, (step) => (step === 'supports' ? 'no' : 'yes'));
    expect(findings.map(({ step }) => step)).toEqual(['installed', 'supports']);
  });

  it('ends as soon as it works, at a remedy or in the middle of a question', () => {
    const helped = talk(
      WELL,
      (step) => (step === 'roaming' ? 'no' : 'yes'),
      (step) => step === 'roaming',
    );
    expect(helped.solved).toBe(true);
    expect(helped.findings.at(-1)).toEqual({
      step: 'roaming',
      answer: 'no',
      from: 'customer',
      tried: { remedy: 'roaming', worked: true },
    });
    expect(walk(WELL, [{ step: 'country', worked: true }]).next).toEqual({ kind: 'end', solved: true });
  });

  it('asks about everything that can be asked when the account is silent', () => {
    const silent: Facts = { verdict: null, bundle: null, network: null, refreshed: false };
    expect(walk(silent, []).next).toEqual({ kind: 'ask', step: 'installed' });
    expect(talk(silent, () => 'yes').findings.find(({ step }) => step === 'bundle')?.answer).toBe('unsure');
  });

  const anyFacts = fc.record<Facts>({
    verdict: fc.constantFrom(null, 'never-installed', 'installed', 'removed', 'withdrawn', 'other'),
    bundle: fc.constantFrom(null, 'usable', 'processing', 'none'),
    network: fc.constantFrom(null, 'seen', 'never'),
    refreshed: fc.boolean(),
  });
  const anyAnswers = fc.array(fc.constantFrom<Answer>('yes', 'no', 'unsure'), { minLength: 13, maxLength: 13 });

  it('always ends, asks nothing twice and keeps its order, whatever is said', () => {
    fc.assert(
      fc.property(anyFacts, anyAnswers, fc.integer({ min: -1, max: 12 }), (facts, answers, cure) => {
        const at = (step: Step) => STEPS.indexOf(step);
        const end = talk(
          facts,
          (step) => answers[at(step)] ?? 'unsure',
          (step) => at(step) === cure,
        );
        const steps = end.findings.map(({ step }) => at(step));
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        expect(new Set(asked(end)).size).toBe(asked(end).length);
        expect(end.solved).toBe(end.said.some((one) => 'worked' in one && one.worked));
      }),
    );
  });

  it('comes back to the same step when the last word is taken back', () => {
    fc.assert(
      fc.property(anyFacts, anyAnswers, (facts, answers) => {
        const { said } = talk(facts, (step) => answers[STEPS.indexOf(step)] ?? 'unsure');
        for (let length = 0; length < said.length; length++) {
          const { next } = walk(facts, said.slice(0, length));
          expect(next.kind === 'end' ? null : next.step).toBe(said[length]?.step);
        }
      }),
    );
  });
});
