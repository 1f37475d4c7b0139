// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { NO_FILTERS, readFilters, type TypedFilters } from '../../renderer/screens/stock/CatalogueFilters.tsx';
import { catalogueRows, findRows } from '../../renderer/screens/stock/catalogue-rows.ts';
import type { CatalogueBundle } from '../../shared/model.ts';

const place = (iso: string, name: string, region: string | null = null) => ({ iso, name, region });

function bundle(name: string, changes: Partial<CatalogueBundle> = {}): CatalogueBundle {
  return {
    name,
    description: '',
    countries: [place('GB', 'United Kingdom', 'Europe')],
    roaming: [],
    dataMb: 1000,
    unlimited: false,
    days: 7,
    speeds: ['4G'],
    price: 1.5,
    ...changes,
  };
}

const catalogue = [
  bundle('esim_20GB_30D_GB_V2', { dataMb: 20_000, days: 30, price: 20 }),
  bundle('esim_UL_7D_GB_V2', { dataMb: null, unlimited: true, price: null }),
  bundle('esim_1GB_7D_GB_V2'),
  bundle('esim_5GB_15D_REUP_V2', {
    countries: [place('DE', 'Germany', 'Europe'), place('FR', 'France', 'Europe')],
    roaming: [{ iso: 'CH', name: 'Switzerland' }],
    dataMb: 5000,
    days: 15,
    price: 9.9,
  }),
  bundle('ACME', { countries: [place('US', 'United States', 'North America')], dataMb: 1001, days: null }),
];

const found = (filters: Partial<TypedFilters>) =>
  findRows(catalogueRows(catalogue), readFilters({ ...NO_FILTERS, ...filters })).map((row) => row.bundle.name);

describe('the catalogue', () => {
  it('stands by destination, from small to large', () => {
    expect(found({})).toEqual([
      'esim_5GB_15D_REUP_V2',
      'esim_1GB_7D_GB_V2',
      'esim_20GB_30D_GB_V2',
      'esim_UL_7D_GB_V2',
      'ACME',
    ]);
  });

  it.each([
    ['united kingdom 1gb', ['esim_1GB_7D_GB_V2']],
    ['FRANCE', ['esim_5GB_15D_REUP_V2']],
    ['switzerland', ['esim_5GB_15D_REUP_V2']],
    ['europe 30 days', ['esim_20GB_30D_GB_V2']],
    ['acme', ['ACME']],
    ['atlantis', []],
  ])('is searched for “%s”', (search, names) => {
    expect(found({ search })).toEqual(names);
  });

  it.each([
    [{ data: 'small' }, ['esim_1GB_7D_GB_V2']],
    [{ data: 'medium' }, ['esim_5GB_15D_REUP_V2', 'ACME']],
    [{ data: 'large' }, ['esim_20GB_30D_GB_V2']],
    [{ data: 'huge' }, []],
    [{ data: 'unlimited' }, ['esim_UL_7D_GB_V2']],
    [{ days: 'week' }, ['esim_1GB_7D_GB_V2', 'esim_UL_7D_GB_V2']],
    [{ days: 'fortnight' }, ['esim_5GB_15D_REUP_V2']],
    [{ days: 'month' }, ['esim_20GB_30D_GB_V2']],
    [{ days: 'longer' }, []],
    [{ price: '9,90' }, ['esim_5GB_15D_REUP_V2', 'esim_1GB_7D_GB_V2', 'ACME']],
    [{ price: '9.89', data: 'small' }, ['esim_1GB_7D_GB_V2']],
  ] satisfies [Partial<TypedFilters>, string[]][])('is filtered by %j', (filters, names) => {
    expect(found(filters)).toEqual(names);
  });

  it('is not filtered by what is no price', () => {
    for (const price of ['', '  ', 'ten', '-1']) expect(found({ price })).toHaveLength(catalogue.length);
  });
});
