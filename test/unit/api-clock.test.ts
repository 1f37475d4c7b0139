import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApiClock } from '../../electron/esim-go/api-clock.ts';

/** Most that the clock may be off, in milliseconds. */
const OFF_MS = 2_500;
const START = Date.UTC(2026, 2, 2, 10, 5, 0, 0);

/** A clock of the API and our own, which the test moves; answers take `there` and `back` milliseconds. */
function world(skew = 0) {
  let mine = 1_234;
  let ahead = START + skew;
  const clock = createApiClock(() => mine);
  return {
    clock,
    pass(ms: number) {
      mine += ms;
    },
    /** The API's clock is set. */
    jump(ms: number) {
      ahead += ms;
    },
    truth: () => mine + ahead,
    /** An answer of the API, or one dated by another. */
    answer({ there = 20, back = 20, date = () => mine + ahead } = {}) {
      const sentAt = mine;
      mine += there;
      const written = new Date(date()).toUTCString();
      mine += back;
      clock.observe({ date: written }, { sentAt, arrivedAt: mine });
    },
    error: () => {
      const now = clock.now();
      return now === null ? null : now.getTime() - (mine + ahead);
    },
  };
}

const pause = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 20_000 }));
const trip = fc.record({ there: fc.nat(700), back: fc.oneof(fc.nat(300), fc.nat(6_000)) });
const steps = fc.array(fc.record({ pause, trip }), { minLength: 1, maxLength: 40 });
const skew = fc.integer({ min: -40_000_000_000, max: 40_000_000_000 });

describe("the API's clock", () => {
  it('is not known from one answer', () => {
    const { clock, answer } = world();
    expect(clock.now()).toBeNull();
    answer();
    expect(clock.now()).toBeNull();
    answer();
    expect(clock.now()).not.toBeNull();
  });

  it('is known within 2.5 s and not ahead, however wrong ours is and however long answers take', () => {
    let known = 0;
    fc.assert(
      fc.property(skew, steps, (ahead, all) => {
        const { pass, answer, error } = world(ahead);
        for (const one of all) {
          pass(one.pause);
          answer(one.trip);
          const off = error();
          if (off === null) continue;
          known++;
          expect(off).toBeLessThanOrEqual(0);
          expect(off).toBeGreaterThanOrEqual(-OFF_MS);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(known).toBeGreaterThan(5_000);
  });

  it('is known as long as answers come that take no second', () => {
    fc.assert(
      fc.property(skew, fc.array(fc.nat(20_000), { minLength: 2, maxLength: 40 }), (ahead, pauses) => {
        const { pass, answer, error } = world(ahead);
        for (const [index, ms] of pauses.entries()) {
          pass(ms);
          answer({ there: 300, back: 600 });
          if (index > 0) expect(error()).not.toBeNull();
        }
      }),
    );
  });

  it('is changed by no single answer of another, wherever it comes and whatever it says', () => {
    fc.assert(
      fc.property(skew, skew, steps, fc.nat(40), (ahead, foreign, all, at) => {
        const { pass, answer, error } = world(ahead);
        for (const [index, one] of all.entries()) {
          pass(one.pause);
          if (index === at) answer({ ...one.trip, date: () => START + foreign });
          answer(one.trip);
          const off = error();
          if (off !== null) expect(Math.abs(off)).toBeLessThanOrEqual(OFF_MS);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays known beside one answer of another', () => {
    const { clock, pass, answer, error } = world();
    for (let i = 0; i < 4; i++) answer();
    pass(6_000);
    answer({ date: () => START - 600_000 });
    expect(clock.now()).not.toBeNull();
    expect(Math.abs(error() ?? Number.NaN)).toBeLessThan(OFF_MS);
  });

  it('is not talked down by many answers of another at once', () => {
    const { clock, answer, error } = world();
    for (let i = 0; i < 3; i++) answer();
    for (let i = 0; i < 30; i++) answer({ date: () => START - 600_000 });
    expect(clock.now()).not.toBeNull();
    expect(Math.abs(error() ?? Number.NaN)).toBeLessThan(OFF_MS);
  });

  it.each([
    ['stands still', () => START],
    ['is of 1970', () => 0],
    ['walks at twice the pace', (mine: number) => START + 2 * mine],
    ['walks at half the pace', (mine: number) => START + mine / 2],
  ])('is not known once it %s', (_, date) => {
    const { clock, pass, answer } = world();
    let mine = 0;
    for (let i = 0; i < 3; i++) answer();
    for (let i = 0; i < 4; i++) {
      pass(6_000);
      mine += 6_000;
      answer({ date: () => date(mine) });
      // One alone may be a stranger's.
      if (i > 0) expect(clock.now()).toBeNull();
    }
  });

  it('that stands still from the start is not known for long', () => {
    const { clock, pass, answer } = world();
    for (let i = 0; i < 12; i++) {
      pass(5_000);
      answer({ date: () => START });
      if (i > 1) expect(clock.now()).toBeNull();
    }
  });

  it('that jumps is not known until the answers agree again, and is never somewhere between', () => {
    const size = fc.oneof(fc.integer({ min: 6_000, max: 40_000_000 }), fc.integer({ min: -40_000_000, max: -6_000 }));
    fc.assert(
      fc.property(steps, size, (all, ms) => {
        const { clock, pass, answer, jump, truth } = world();
        for (let i = 0; i < 3; i++) answer();
        jump(ms);
        for (const one of all) {
          pass(one.pause);
          answer(one.trip);
          const now = clock.now()?.getTime();
          if (now === undefined) continue;
          const [fromNew, fromOld] = [Math.abs(now - truth()), Math.abs(now - (truth() - ms))];
          expect(Math.min(fromNew, fromOld)).toBeLessThanOrEqual(OFF_MS);
        }
        for (let i = 0; i < 12; i++) {
          pass(5_000);
          answer();
          if (i > 0 && clock.now() !== null)
            expect(Math.abs((clock.now()?.getTime() ?? 0) - truth())).toBeLessThan(OFF_MS);
        }
        expect(Math.abs((clock.now()?.getTime() ?? 0) - truth())).toBeLessThan(OFF_MS);
      }),
      { numRuns: 500 },
    );
  });

  it('is forgotten when nothing was heard for half an hour, and known again from two answers', () => {
    const { clock, pass, answer } = world();
    for (let i = 0; i < 12; i++) {
      pass(5_000);
      answer();
    }
    pass(29 * 60_000);
    expect(clock.now()).not.toBeNull();
    pass(2 * 60_000);
    expect(clock.now()).toBeNull();
    answer();
    answer();
    expect(clock.now()).not.toBeNull();
  });

  it.each([undefined, '', 'soon'])('takes nothing from the date %j', (date) => {
    const clock = createApiClock(() => 5);
    for (let i = 0; i < 5; i++) clock.observe(date === undefined ? {} : { date }, { sentAt: 1, arrivedAt: 2 });
    expect(clock.now()).toBeNull();
  });
});
