import type { StockBundle } from '../../shared/model.ts';

/** A bundle in stock, as the main process tells of it. */
export function stockBundle(changes: Partial<StockBundle> = {}): StockBundle {
  return {
    name: 'esim_1GB_7D_GB_V2',
    description: '',
    remaining: 100,
    dataMb: 1000,
    unlimited: false,
    days: 7,
    countries: ['GB'],
    startsOnDate: false,
    expires: null,
    lots: [],
    ...changes,
  };
}
