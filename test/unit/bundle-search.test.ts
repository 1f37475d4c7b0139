import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Findable, indexOf, searchBundles } from '../../renderer/components/bundle-search.ts';
import { plain } from '../../renderer/components/place-words.ts';
import { areaName, parseBundleName } from '../../shared/bundle-name.ts';

const EUROPE = ['GB', 'FR', 'DE', 'AT', 'TR', 'IE', 'NL', 'UA'];

/** A bundle as its screen shows it. */
function bundle(name: string, countries: string[] = [], changes: Partial<Findable> = {}): Findable {
  const facts = parseBundleName(name);
  return {
    name,
    description: `eSIM, ${name}`,
    destination: facts?.area ? areaName(facts.area, 'en-GB') : name,
    data: facts?.unlimited ? 'Unlimited' : (facts?.data ?? null),
    days: facts?.days ? `${facts.days} days` : null,
    countries: countries.length > 0 ? countries : facts?.area ? [facts.area] : [],
    ...changes,
  };
}

const GB = bundle('esim_1GB_7D_GB_V2');
const GB5 = bundle('esim_5GB_30D_GB_V2');
const US = bundle('esim_1GB_7D_US_V2');
const EU = bundle('esim_5GB_30D_REUP_V2', EUROPE);
const stock = (...bundles: Findable[]) => bundles.map((row) => ({ row, index: indexOf(row, 'en-GB') }));
const search = (typed: string, ...bundles: Findable[]) => {
  const { found, best } = searchBundles(stock(...bundles), typed);
  return {
    names: found.map(({ row }) => row.name),
    best: best?.name ?? null,
    includes: found.map(({ includes }) => includes),
  };
};

describe('the search of bundles', () => {
  it.each([
    'king',
    'kingdom',
    'united k',
    'uk',
    'UK',
    'England',
    'britain',
    'great britain',
    'GB',
    'Reino Unido',
    'Großbritannien',
    'イギリス',
    '英国',
    'U.K.',
  ])('finds the United Kingdom by “%s”, before Europe', (typed) => {
    const { names, best } = search(typed, EU, GB, US);
    expect(names[0]).toBe(GB.name);
    expect(best).toBe(GB.name);
  });

  it.each([
    ['usa', 'US'],
    ['america', 'US'],
    ['turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['turkiye', 'TR'],
    ['dubai', 'AE'],
    ['uae', 'AE'],
    ['holland', 'NL'],
    ['korea', 'KR'],
    ['south korea', 'KR'],
    ['czech republic', 'CZ'],
    ['ivory coast', 'CI'],
    ['deutschland', 'DE'],
    ['españa', 'ES'],
    ['espana', 'ES'],
    ['bali', 'ID'],
    ['日本', 'JP'],
    ['한국', 'KR'],
    ['ελλάδα', 'GR'],
    ['україна', 'UA'],
  ])('knows “%s”', (typed, country) => {
    const wanted = bundle(`esim_1GB_7D_${country}_V2`);
    const others = ['US', 'TR', 'AE', 'NL', 'KR', 'CZ', 'CI', 'DE', 'ES', 'ID', 'JP', 'GR', 'UA', 'AT'].filter(
      (one) => one !== country,
    );
    const { names, best } = search(typed, EU, ...others.map((one) => bundle(`esim_1GB_7D_${one}_V2`)), wanted);
    expect(names[0]).toBe(wanted.name);
    expect(best).toBe(wanted.name);
  });

  it('says which country is meant of a bundle for several, and takes none of those by itself', () => {
    expect(search('king', EU, US)).toEqual({ names: [EU.name], best: null, includes: ['United Kingdom'] });
    expect(search('france', EU, GB)).toEqual({ names: [EU.name], best: null, includes: ['France'] });
    expect(search('uk', GB, EU)).toEqual({
      names: [GB.name, EU.name],
      best: GB.name,
      includes: [null, 'United Kingdom'],
    });
  });

  it('takes nothing where two could be meant', () => {
    expect(search('king', GB, GB5, EU).best).toBeNull();
    expect(search('king 5gb', GB, GB5, EU).best).toBe(GB5.name);
    const austria = bundle('esim_1GB_7D_AT_V2');
    const australia = bundle('esim_1GB_7D_AU_V2');
    expect(search('austr', austria, australia)).toMatchObject({ names: [austria.name, australia.name], best: null });
    expect(search('austria', australia, austria).best).toBe(austria.name);
    const lite = bundle('esim_1GB_7D_REUL_V2', EUROPE);
    expect(search('europe', EU, lite)).toMatchObject({ names: [EU.name, lite.name], best: null });
  });

  it.each([
    ['1gb', [GB.name, US.name]],
    ['1 GB', [GB.name, US.name]],
    ['7 days', [GB.name, US.name]],
    ['30', [GB5.name, EU.name]],
    ['5 30', [GB5.name, EU.name]],
    ['uk 5gb 30 days', [GB5.name, EU.name]],
    ['5gb us', []],
    ['esim_5GB_30D_GB', [GB5.name]],
    ['GB', [GB.name, GB5.name, EU.name, US.name]],
    ['', [GB.name, GB5.name, US.name, EU.name]],
    ['atlantis', []],
  ])('takes “%s” for amounts, days and names', (typed, names) => {
    expect(search(typed, GB, GB5, US, EU).names).toEqual(names);
  });

  it('finds what only the description says, and takes it for no match of its own', () => {
    const deal = bundle('ACME', ['CH', 'IT'], { description: 'Partner deal Alps', destination: 'Partner deal Alps' });
    expect(search('alps', deal).names).toEqual(['ACME']);
    expect(search('acme', deal, GB).names).toEqual(['ACME']);
    const unlimited = bundle('esim_UL_7D_GB_V2');
    expect(search('uk unlimited', GB, unlimited, EU)).toMatchObject({ names: [unlimited.name], best: unlimited.name });
  });

  it('never takes a bundle for another country than the one whose name begins as typed', () => {
    const country = fc.constantFrom(
      'GB',
      'US',
      'FR',
      'DE',
      'AT',
      'AU',
      'TR',
      'IE',
      'IN',
      'ID',
      'NG',
      'NE',
      'GN',
      'GQ',
      'KR',
      'CZ',
      'CH',
      'CN',
    );
    fc.assert(
      fc.property(fc.uniqueArray(country, { minLength: 1 }), fc.nat(12), country, (countries, length, wanted) => {
        const typed = areaName(wanted, 'en-GB').slice(0, length + 1);
        const { best } = search(typed, EU, ...countries.map((one) => bundle(`esim_1GB_7D_${one}_V2`)));
        if (best === null) return;
        const area = parseBundleName(best)?.area ?? '';
        const others = countries.filter(
          (one) => one !== area && plain(areaName(one, 'en-GB')).startsWith(plain(typed)),
        );
        expect(others).toEqual([]);
        expect(area).not.toBe('REUP');
      }),
    );
  });
});
