import { describe, expect, it } from 'vitest';
import { areaName, parseBundleName } from '../../shared/bundle-name.ts';

describe('bundle names', () => {
  it.each([
    ['esim_1GB_7D_GB_V2', { data: '1 GB', unlimited: false, days: 7, area: 'GB' }],
    ['esim_500MB_1D_FR_V2', { data: '500 MB', unlimited: false, days: 1, area: 'FR' }],
    ['esim_UL_30D_REUP_V2', { data: null, unlimited: true, days: 30, area: 'REUP' }],
    ['esim_ULE_7D_TH_V2', { data: null, unlimited: true, days: 7, area: 'TH' }],
    ['esim_1GB_7D_IM_U', { data: '1 GB', unlimited: false, days: 7, area: 'IM' }],
    ['esim_3GB_15D_US-HI_V2', { data: '3 GB', unlimited: false, days: 15, area: 'US-HI' }],
  ])('%s tells what it is', (name, facts) => {
    expect(parseBundleName(name)).toEqual(facts);
  });

  it.each(['A_BUNDLE_20GB_30D_EU_U', '', 'esim_1gb_7d_gb_v2', 'esim__7D_GB'])('%j stays opaque', (name) => {
    expect(parseBundleName(name)).toBeNull();
  });

  it('name their area in the language of the reader', () => {
    expect(areaName('GB', 'en')).toBe('United Kingdom');
    expect(areaName('DE', 'fr')).toBe('Allemagne');
    expect(areaName('US-HI', 'en')).toBe('United States (HI)');
    expect(areaName('REUP', 'en')).toBe('Europe+');
    expect(areaName('XYZ9', 'en')).toBe('XYZ9');
  });
});
