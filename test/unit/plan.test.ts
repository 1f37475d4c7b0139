import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '../../electron/provisioning/plan.ts';
import { planTopUps } from '../../electron/provisioning/top-ups.ts';
import { StationError } from '../../shared/errors.ts';
import { MAX_QUANTITY, MAX_TOP_UPS } from '../../shared/limits.ts';
import { stockBundle } from '../support/stock-bundle.ts';

const bundle = 'esim_1GB_7D_GB_V2';
const stock = [stockBundle({ name: bundle })];

const NOW = new Date('2026-03-02T10:00:00Z');

interface Wish {
  bundle?: string;
  quantity?: number;
  reference?: string;
  startsAt?: string | null;
}

const wish = ({ bundle: name = bundle, quantity = 1, reference = '', startsAt = null }: Wish) => ({
  lines: [{ bundle: name, quantity }],
  reference,
  startsAt,
});

function codeOf(request: Wish, from = stock): string {
  try {
    plan(wish(request), from, NOW);
    return 'planned';
  } catch (error) {
    return error instanceof StationError ? error.code : String(error);
  }
}

describe('the plan', () => {
  it.each([0, -1, 1e9, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_QUANTITY + 1])(
    'refuses the quantity %d',
    (quantity) => {
      expect(codeOf({ quantity })).toBe('plan.quantity');
    },
  );

  it('refuses what the stock does not hold', () => {
    expect(codeOf({ quantity: 101 })).toBe('plan.stock');
    expect(codeOf({}, [])).toBe('plan.unknown-bundle');
    expect(codeOf({ bundle: '' })).toBe('plan.no-bundle');
  });

  it('takes as many top-ups together as the screens do, and no more', () => {
    const topUps = (count: number) => {
      const checks = Array.from({ length: count }, () => ({ iccid: '8944500000000000006', problem: null }));
      return () => planTopUps(bundle, checks, [stockBundle({ name: bundle, remaining: MAX_TOP_UPS })]);
    };
    expect(topUps(MAX_TOP_UPS)()).toHaveLength(MAX_TOP_UPS);
    for (const count of [0, MAX_TOP_UPS + 1])
      expect(topUps(count)).toThrowError(expect.objectContaining({ code: 'plan.quantity' }));
  });

  it('names the right spelling, because capitals matter', () => {
    expect(() => plan(wish({ bundle: bundle.toLowerCase() }), stock, NOW)).toThrowError(
      expect.objectContaining({
        code: 'plan.bundle-case',
        params: { bundle: bundle.toLowerCase(), suggestion: bundle },
      }),
    );
  });

  it('counts what several lines take of one bundle together', () => {
    const line = (quantity: number) => ({ bundle, quantity, name: 'Ana', reference: 'R1' });
    const request = (lines: ReturnType<typeof line>[]) => ({ lines, reference: 'Fair', startsAt: null });
    expect(plan(request([line(60), line(40)]), stock, NOW).items).toHaveLength(100);
    expect(plan(request([line(2)]), stock, NOW).items).toEqual([
      { bundle, name: 'Ana', reference: 'R1' },
      { bundle, name: 'Ana', reference: 'R1' },
    ]);
    expect(() => plan(request([line(60), line(41)]), stock, NOW)).toThrowError(
      expect.objectContaining({ code: 'plan.stock', params: { bundle, wanted: 101, left: 100 } }),
    );
    const plenty = stock.map((one) => ({ ...one, remaining: 20_000 }));
    expect(() => plan(request(Array.from({ length: 11 }, () => line(1000))), plenty, NOW)).toThrowError(
      expect.objectContaining({ code: 'plan.too-many' }),
    );
    expect(() => plan(request([]), stock, NOW)).toThrowError(expect.objectContaining({ code: 'plan.no-bundle' }));
  });

  it('takes a start for bundles that do not start by themselves, and only in the future', () => {
    const dated = stock.map((one) => ({ ...one, startsOnDate: true }));
    expect(codeOf({ startsAt: '2026-03-02T10:00:01Z' }, dated)).toBe('planned');
    expect(codeOf({ startsAt: '2026-03-02T10:00:00Z' }, dated)).toBe('plan.start-past');
    expect(codeOf({ startsAt: 'tomorrow' }, dated)).toBe('plan.start-past');
    expect(codeOf({ startsAt: '2026-03-02T10:00:01Z' })).toBe('plan.start-bundle');
  });

  it('keeps a reference on one line', () => {
    expect(plan(wish({ reference: ' Spring\n\tFair\u0007 ' }), stock, NOW).reference).toBe('Spring Fair');
    expect(codeOf({ reference: 'x'.repeat(201) })).toBe('plan.reference');
  });

  it('never plans more than the stock holds, whatever is asked', () => {
    fc.assert(
      fc.property(fc.double(), fc.nat(2000), (quantity, remaining) => {
        const from = stock.map((item) => ({ ...item, remaining }));
        const planned = codeOf({ quantity }, from) === 'planned';
        expect(planned).toBe(
          Number.isInteger(quantity) && quantity >= 1 && quantity <= Math.min(remaining, MAX_QUANTITY),
        );
      }),
    );
  });
});
