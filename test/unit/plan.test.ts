import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_QUANTITY, plan } from '../../electron/provisioning/plan.ts';
import { StationError } from '../../shared/errors.ts';
import type { StockBundle } from '../../shared/model.ts';

const bundle = 'esim_1GB_7D_GB_V2';
const stock: StockBundle[] = [
  {
    name: bundle,
    description: '',
    remaining: 100,
    dataMb: 1000,
    unlimited: false,
    days: 7,
    countries: [],
    expires: null,
    lots: [],
  },
];

function codeOf(request: { bundle?: string; quantity?: number; reference?: string }, from = stock): string {
  try {
    plan({ bundle, quantity: 1, reference: '', ...request }, from);
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

  it('names the right spelling, because capitals matter', () => {
    expect(() => plan({ bundle: bundle.toLowerCase(), quantity: 1, reference: '' }, stock)).toThrowError(
      expect.objectContaining({
        code: 'plan.bundle-case',
        params: { bundle: bundle.toLowerCase(), suggestion: bundle },
      }),
    );
  });

  it('keeps a reference on one line', () => {
    expect(plan({ bundle, quantity: 1, reference: ' Spring\n\tFair\u0007 ' }, stock).reference).toBe('Spring Fair');
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
