import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleDetails } from '../../electron/training/bundle.ts';
import { catalogue, practiceStock } from '../../electron/training/catalogue.ts';
import type { AccountEvent } from '../../electron/training/events.ts';
import { iccidOf, matchingIdOf, referenceOf, timestamp } from '../../electron/training/numbers.ts';
import { createRateLimit } from '../../electron/training/rate-limit.ts';
import { replay } from '../../electron/training/replay.ts';
import { remaining, shortBundle } from '../../electron/training/stock.ts';
import { luhnDigit } from '../../shared/iccid.ts';

describe('numbers', () => {
  it('are valid, and follow from seed and counter', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.nat(9_999_999), (seed, counter) => {
        const iccid = iccidOf(seed, counter);
        expect(iccid).toMatch(/^8944422\d{12}$/);
        expect(Number(iccid.at(-1))).toBe(luhnDigit(iccid.slice(0, -1)));
        expect(matchingIdOf(seed, counter)).toMatch(/^([A-Z0-9]{5}-){3}[A-Z0-9]{5}$/);
        expect(referenceOf(seed, counter)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
        expect(matchingIdOf(seed, counter)).toBe(matchingIdOf(seed, counter));
      }),
    );
    expect(iccidOf(0, 1)).toBe('8944422000000000019');
  });

  it('differ from eSIM to eSIM and from seed to seed', () => {
    const seen = new Set<string>();
    for (const seed of [1, 2]) {
      for (let counter = 1; counter <= 500; counter++) {
        seen.add(iccidOf(seed, counter)).add(matchingIdOf(seed, counter)).add(referenceOf(seed, counter));
      }
    }
    expect(seen.size).toBe(3000);
  });

  it('write times with nought to nine digits, as Go does', () => {
    const at = Date.UTC(2026, 2, 2, 10, 5, 7, 120);
    expect(timestamp(at, 0)).toBe('2026-03-02T10:05:07Z');
    expect(timestamp(at, 3)).toBe('2026-03-02T10:05:07.12Z');
    expect(timestamp(at, 9, 1)).toBe('2026-03-02T10:05:07.120618033Z');
    expect(timestamp(at - 120, 9)).toBe('2026-03-02T10:05:07Z');
  });
});

describe('the account', () => {
  const stock = { a: 20, b: 5 };

  it('is what its events say: what was spent is on eSIMs, and again the same when played again', () => {
    const line = fc.record({ bundle: fc.constantFrom('a', 'b'), count: fc.integer({ min: 1, max: 4 }) });
    const applied = fc.record({
      type: fc.constant('applied' as const),
      at: fc.nat(1_000_000),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      refused: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(applied, { maxLength: 12 }), (wishes) => {
        const events: AccountEvent[] = [{ type: 'opened', at: 0, seed: 3, stock }];
        for (const wish of wishes) if (!shortBundle(replay(events), wish.lines, wish.at)) events.push(wish);
        const account = replay(events);
        for (const [bundle, bought] of Object.entries(stock)) {
          const assigned = [...account.esims.values()].flatMap(({ assignments }) => assignments);
          const spent = assigned.filter((assignment) => assignment.bundle.name === bundle).length;
          expect(spent + remaining(account, bundle, 0)).toBe(bought);
        }
        expect(account.grants.size).toBe(events.length - 1);
        expect(replay(events)).toEqual(account);
      }),
    );
  });

  it('adds up what an apply asks for in several places', () => {
    const account = replay([{ type: 'opened', at: 0, seed: 1, stock }]);
    expect(
      shortBundle(
        account,
        [
          { bundle: 'b', count: 3 },
          { bundle: 'b', count: 2 },
        ],
        0,
      ),
    ).toBeNull();
    expect(
      shortBundle(
        account,
        [
          { bundle: 'b', count: 3 },
          { bundle: 'b', count: 3 },
        ],
        0,
      ),
    ).toBe('b');
    expect(shortBundle(account, [{ bundle: 'unknown', count: 1 }], 0)).toBe('unknown');
  });
});

describe('bundle names', () => {
  it('tell what a bundle is', () => {
    expect(bundleDetails('esim_1GB_7D_GB_V2')).toMatchObject({
      desc: 'eSIM, 1GB, 7 Days, United Kingdom, V2',
      countries: [{ iso: 'GB', name: 'United Kingdom', region: 'Europe' }],
      data: 1000,
      days: 7,
      unlimited: false,
    });
    expect(bundleDetails('esim_UL_7D_TH_V2')).toMatchObject({ data: -1, unlimited: true, place: 'Thailand' });
    expect(bundleDetails('esim_500MB_1D_US-HI_U')).toMatchObject({ data: 500, days: 1, place: 'United States' });
    expect(bundleDetails('esim_5GB_30D_REUP_V2').countries.length).toBeGreaterThan(30);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const { data, days, countries } = bundleDetails(name);
        expect(Number.isFinite(data) && Number.isFinite(days) && Array.isArray(countries)).toBe(true);
      }),
    );
  });

  it('of the practice stock are all sold, and those that are sold are all understood', () => {
    for (const name of Object.keys(practiceStock)) expect(catalogue.has(name), name).toBe(true);
    for (const bundle of catalogue.values()) {
      expect(bundle.countries, bundle.name).not.toEqual([]);
      for (const { region, name } of bundle.countries) {
        expect(region, `${name} in ${bundle.name}`).not.toBe('Global');
        expect(name).not.toMatch(/^[A-Z]{2}$/);
      }
      expect(bundleDetails(bundle.name).desc).not.toContain('REU');
    }
    expect(catalogue.size).toBe(41);
  });
});

describe('the rate limit', () => {
  it('counts each client for itself and starts again with every second', () => {
    const take = createRateLimit(2);
    const allowed = (client: string, now: number) => take(client, now).allowed;
    expect([allowed('a', 1000), allowed('a', 1500), allowed('a', 1999)]).toEqual([true, true, false]);
    expect(allowed('b', 1999)).toBe(true);
    expect([allowed('a', 2000), allowed('a', 2001), allowed('a', 2002)]).toEqual([true, true, false]);
  });
});
